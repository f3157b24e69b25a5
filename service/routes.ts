import type { HttpHandler } from "../functions/http";

/** One route of the HTTP API and the function that answers it. */
export interface Route {
  /** Part of the function's name. */
  readonly name: string;
  readonly method: "GET" | "POST";
  /** In API Gateway's syntax, path parameters in braces. */
  readonly path: string;
  /** What the function may do with the vector bucket. */
  readonly bucketAccess: "read" | "read-write";
  /** Whether the function invokes the embedding model. */
  readonly invokesModel: boolean;
  readonly memorySizeMb: number;
  /** Below the 30 s after which an HTTP API gives up: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
  readonly timeoutSeconds: number;
  /**
   * The inline function. It is serialized, not run, at deployment: the `require` in it travels along as text,
   * and {@link bundleFunctionCode} resolves it from this folder.
   */
  readonly callbackFactory: () => HttpHandler;
}

/** All routes. */
export const routes: readonly Route[] = [
  {
    name: "generate",
    method: "POST",
    path: "/embeddings/generate",
    bucketAccess: "read-write",
    invokesModel: true,
    memorySizeMb: 512,
    timeoutSeconds: 29,
    callbackFactory: () => (require("../functions/generate") as typeof import("../functions/generate")).handler,
  },
  {
    name: "retrieve",
    method: "GET",
    path: "/embeddings/{embedding_id}",
    bucketAccess: "read",
    invokesModel: false,
    memorySizeMb: 512,
    timeoutSeconds: 15,
    callbackFactory: () => (require("../functions/retrieve") as typeof import("../functions/retrieve")).handler,
  },
];
