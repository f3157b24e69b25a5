import type { HttpHandler } from "../functions/http/http-handler";
import type { RouteKey } from "./route-key";

/** What a function may do with the embeddings in the bucket. */
export type BucketAccess = "read" | "read-write" | "delete" | "sweep";

/** What a function may do with the vectors in the index. */
export type IndexAccess = "read-write" | "read" | "list" | "delete";

/** What one function answers of the HTTP API. */
export interface Route {
  /** Part of the function's name, and the name of its folder in functions/routes. */
  readonly name: string;
  /**
   * All that the function answers, by the names of the operations, which no other route has: its operation.ts describes
   * each. A name is a part of resources' names, of which each operation has two and a function some 15.
   */
  readonly routeKeys: Readonly<Record<string, RouteKey>>;
  /**
   * What the function may do with the vector bucket.
   * @default nothing
   */
  readonly bucketAccess?: BucketAccess;
  /**
   * Whether what it calls of the bucket are lists, each of which costs as much as writing an object.
   * @default false
   */
  readonly listsBucket?: boolean;
  /**
   * What the function may do with the vector index, where there is one.
   * @default nothing
   */
  readonly indexAccess?: IndexAccess;
  /**
   * Whether the route is deployed only where there is a vector index.
   * @default false
   */
  readonly needsIndex?: boolean;
  /**
   * Whether the function may invoke the embedding model that the service stores and searches with.
   * @default false
   */
  readonly invokesModel?: boolean;
  /**
   * Whether a request may name another model than the one that the service stores and searches with, which the function
   * may then invoke too.
   * @default false
   */
  readonly takesModel?: boolean;
  /**
   * Whether the function may invoke the rerankers that the bootstrap allows.
   * @default false
   */
  readonly reranks?: boolean;
  /** What the function reads of the service's settings; of an index nothing where there is none. */
  readonly environment: readonly EnvironmentVariable[];
  /**
   * Whether everyone may call the route, whatever the API authorizes by.
   * @default false
   */
  readonly isPublic?: boolean;
  /**
   * Whether the route describes the API: deployed only with `publicDocs`.
   * @default false
   */
  readonly publicDocs?: boolean;
  /**
   * Whether the route serves the console: deployed only with `publicConsole`, and not in the API's description.
   * @default false
   */
  readonly publicConsole?: boolean;
  /**
   * Whether the route is deployed only where callers have tokens, with `auth: jwt`.
   * @default false
   */
  readonly needsTokens?: boolean;
  /**
   * Whether the route is for agents, which know it by a protocol: deployed only with `mcp`, and not in the API's
   * description, from which nobody would call it.
   * @default false
   */
  readonly forAgents?: boolean;
  readonly memorySizeMb: number;
  /**
   * The inline function. It is serialized, not run, at deployment: the `require` in it travels along as text,
   * and {@link inlineFunctions} resolves it from this folder.
   */
  readonly callbackFactory: () => HttpHandler;
}

/** The settings that a function can read. */
export type EnvironmentVariable =
  | "VECTOR_BUCKET_NAME"
  | (typeof modelSettings)[number]
  | "BATCH_CONCURRENCY"
  | "SEARCH_MODE"
  | "RERANK_MODELS"
  | "CORS_ALLOW_ORIGINS"
  | "JWT_ISSUER"
  | "MCP_SCOPES"
  | "CONSOLE_SESSION"
  | "AUTH"
  | (typeof indexSettings)[number];

/** What a function reads of the models that a request may name. */
const modelSettings = ["BEDROCK_MODEL_ID", "MODELS", "MODEL_ALIASES"] as const;

/** What a function reads of the vector index. */
const indexSettings = ["VECTOR_INDEX_ARN", "VECTOR_INDEX_MODEL", "VECTOR_INDEX_DIMENSION"] as const;

/** All routes. */
export const routes: readonly Route[] = [
  {
    name: "generate",
    routeKeys: { generate: "POST /embeddings/generate" },
    bucketAccess: "read-write",
    indexAccess: "read-write",
    invokesModel: true,
    takesModel: true,
    environment: ["VECTOR_BUCKET_NAME", ...modelSettings, ...indexSettings],
    memorySizeMb: 512,
    callbackFactory: () =>
      (require("../functions/routes/generate/handler") as typeof import("../functions/routes/generate/handler"))
        .handler,
  },
  {
    name: "batch",
    routeKeys: { batch: "POST /embeddings/batch" },
    bucketAccess: "read-write",
    indexAccess: "read-write",
    invokesModel: true,
    takesModel: true,
    environment: ["VECTOR_BUCKET_NAME", ...modelSettings, "BATCH_CONCURRENCY", ...indexSettings],
    memorySizeMb: 512,
    callbackFactory: () =>
      (require("../functions/routes/batch/handler") as typeof import("../functions/routes/batch/handler")).handler,
  },
  {
    name: "store",
    routeKeys: { store: "POST /embeddings/store", update: "PATCH /embeddings/{embedding_id}" },
    bucketAccess: "read-write",
    indexAccess: "read-write",
    environment: ["VECTOR_BUCKET_NAME", "BEDROCK_MODEL_ID", ...indexSettings],
    memorySizeMb: 512,
    callbackFactory: () =>
      (require("../functions/routes/store/handler") as typeof import("../functions/routes/store/handler")).handler,
  },
  {
    name: "retrieve",
    routeKeys: { retrieve: "GET /embeddings/{embedding_id}", "get-many": "POST /embeddings/get" },
    bucketAccess: "read",
    environment: ["VECTOR_BUCKET_NAME"],
    memorySizeMb: 512,
    callbackFactory: () =>
      (require("../functions/routes/retrieve/handler") as typeof import("../functions/routes/retrieve/handler"))
        .handler,
  },
  {
    name: "delete",
    routeKeys: { delete: "DELETE /embeddings/{embedding_id}", "delete-many": "POST /embeddings/delete" },
    bucketAccess: "delete",
    indexAccess: "delete",
    environment: ["VECTOR_BUCKET_NAME", ...indexSettings],
    memorySizeMb: 512,
    callbackFactory: () =>
      (require("../functions/routes/delete/handler") as typeof import("../functions/routes/delete/handler")).handler,
  },
  {
    name: "list",
    routeKeys: { list: "GET /embeddings", stats: "POST /embeddings/stats" },
    bucketAccess: "read",
    listsBucket: true,
    indexAccess: "list",
    environment: ["VECTOR_BUCKET_NAME", "BEDROCK_MODEL_ID", ...indexSettings],
    // To read a thousand vectors takes more computing than all else that it does.
    memorySizeMb: 1_024,
    callbackFactory: () =>
      (require("../functions/routes/list/handler") as typeof import("../functions/routes/list/handler")).handler,
  },
  {
    name: "search",
    routeKeys: { search: "POST /embeddings/search" },
    bucketAccess: "read",
    indexAccess: "read",
    needsIndex: true,
    invokesModel: true,
    reranks: true,
    environment: ["VECTOR_BUCKET_NAME", ...modelSettings, ...indexSettings, "SEARCH_MODE", "RERANK_MODELS"],
    // What `npm run bench -- search` measures takes 0.6 GB at most, where texts are as long as the index has room for.
    memorySizeMb: 1_024,
    callbackFactory: () =>
      (require("../functions/routes/search/handler") as typeof import("../functions/routes/search/handler")).handler,
  },
  {
    name: "openai-embeddings",
    routeKeys: { "openai-embeddings": "POST /v1/embeddings" },
    invokesModel: true,
    takesModel: true,
    environment: [...modelSettings, "BATCH_CONCURRENCY", "VECTOR_INDEX_DIMENSION"],
    memorySizeMb: 512,
    callbackFactory: () =>
      (
        require("../functions/routes/openai-embeddings/handler") as typeof import("../functions/routes/openai-embeddings/handler")
      ).handler,
  },
  {
    name: "models",
    routeKeys: {
      "list-models": "GET /v1/models",
      "models-head": "HEAD /v1/models",
      "get-model": "GET /v1/models/{model_id}",
    },
    environment: modelSettings,
    memorySizeMb: 256,
    callbackFactory: () =>
      (require("../functions/routes/models/handler") as typeof import("../functions/routes/models/handler")).handler,
  },
  {
    name: "health",
    routeKeys: { health: "GET /health", "health-head": "HEAD /health" },
    environment: [],
    isPublic: true,
    memorySizeMb: 256,
    callbackFactory: () =>
      (require("../functions/routes/health/handler") as typeof import("../functions/routes/health/handler")).handler,
  },
  {
    name: "openapi",
    routeKeys: { openapi: "GET /openapi.json" },
    environment: ["AUTH"],
    isPublic: true,
    publicDocs: true,
    memorySizeMb: 256,
    callbackFactory: () =>
      (require("../functions/routes/openapi/handler") as typeof import("../functions/routes/openapi/handler")).handler,
  },
  {
    name: "docs",
    routeKeys: { docs: "GET /docs" },
    environment: [],
    isPublic: true,
    publicDocs: true,
    memorySizeMb: 512,
    callbackFactory: () =>
      (require("../functions/routes/docs/handler") as typeof import("../functions/routes/docs/handler")).handler,
  },
  {
    name: "console",
    routeKeys: {
      console: "GET /",
      "console-head": "HEAD /",
      "console-file": "GET /console/{file+}",
      "console-file-head": "HEAD /console/{file+}",
    },
    environment: ["CONSOLE_SESSION"],
    isPublic: true,
    publicConsole: true,
    memorySizeMb: 512,
    callbackFactory: () =>
      (require("../functions/routes/console/handler") as typeof import("../functions/routes/console/handler")).handler,
  },
  {
    name: "mcp",
    routeKeys: { mcp: "POST /mcp", "mcp-get": "GET /mcp", "mcp-delete": "DELETE /mcp" },
    bucketAccess: "read",
    indexAccess: "read",
    invokesModel: true,
    forAgents: true,
    reranks: true,
    environment: [
      "VECTOR_BUCKET_NAME",
      "BEDROCK_MODEL_ID",
      ...indexSettings,
      "SEARCH_MODE",
      "RERANK_MODELS",
      "CORS_ALLOW_ORIGINS",
    ],
    memorySizeMb: 512,
    callbackFactory: () =>
      (require("../functions/routes/mcp/handler") as typeof import("../functions/routes/mcp/handler")).handler,
  },
  {
    name: "protected-resource",
    routeKeys: {
      "protected-resource": "GET /.well-known/oauth-protected-resource",
      "protected-resource-mcp": "GET /.well-known/oauth-protected-resource/mcp",
    },
    environment: ["JWT_ISSUER", "MCP_SCOPES"],
    isPublic: true,
    needsTokens: true,
    forAgents: true,
    memorySizeMb: 256,
    callbackFactory: () =>
      (
        require("../functions/routes/protected-resource/handler") as typeof import("../functions/routes/protected-resource/handler")
      ).handler,
  },
];
