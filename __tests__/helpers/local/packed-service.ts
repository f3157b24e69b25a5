import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expiresAtKey, nonFilterableKeys } from "../../../embedding/index/carried-keys";
import { Gateway } from "../../../local/gateway/gateway";
import { LocalFunction } from "../../../local/lambda/lambda-function";
import type { RegisteredVectors } from "../../../local/s3-vectors/registered-vectors";
import { functionTimeoutSeconds } from "../../../service/function-timeout";
import { type EnvironmentVariable, routes } from "../../../service/routes";
import { defaultSettings } from "../handler/default-settings";
import { FaultProxy } from "../handler/fault-proxy";
import { IndexedVectors } from "../handler/indexed-vectors";
import { StoredObjects } from "../handler/stored-objects";
import { temporaryDirectory } from "../temporary-directory";
import { LocalAws } from "./local-aws";
import { PackedApi } from "./packed-api";
import { packedFunctions } from "./packed-functions";

const prefix = "embeddings-service-dev";
const bucket = "embeddings-service-vector-embeddings";
const vectorBucket = "embeddings-service-vectors";
const indexName = "vector-embeddings";
const indexArn = `arn:aws:s3vectors:us-east-1:000000000000:bucket/${vectorBucket}/index/${indexName}`;
const model = { id: defaultSettings.BEDROCK_MODEL_ID, dimension: 1024 };

/** What the bootstrap layer registers, which its tests hold. */
const indexes: RegisteredVectors = {
  buckets: [{ name: vectorBucket, encryption: undefined }],
  indexes: [
    {
      bucket: vectorBucket,
      name: indexName,
      dimension: model.dimension,
      metric: "cosine",
      nonFilterableKeys: [...nonFilterableKeys],
      encryption: undefined,
    },
  ],
};

/** What the functions sign their requests with. */
const credentials = { AWS_SECRET_ACCESS_KEY: "the-secret-key", AWS_SESSION_TOKEN: "the-session-token" };

const settings: Partial<Record<EnvironmentVariable, string>> = {
  VECTOR_BUCKET_NAME: bucket,
  ...defaultSettings,
  RERANK_MODELS: JSON.stringify(["amazon.rerank-v1:0", "cohere.rerank-v3-5:0"]),
  VECTOR_INDEX_ARN: indexArn,
  VECTOR_INDEX_MODEL: model.id,
  VECTOR_INDEX_DIMENSION: String(model.dimension),
  CORS_ALLOW_ORIGINS: "https://app.example.com",
  JWT_ISSUER: "https://issuer.example.com",
  MCP_SCOPES: "embeddings.read",
  AUTH: "none",
  CONSOLE_SESSION: "{}",
};

/** The packed functions and the stand-ins for AWS of a local deployment, with proxies between them. */
export class PackedService {
  private readonly apis: PackedApi[] = [];
  private readonly written: string[] = [];
  private readonly stdout = jest
    .spyOn(process.stdout, "write")
    .mockImplementation((text) => this.written.push(String(text)) > 0);

  private constructor(
    readonly bedrock: FaultProxy,
    readonly s3: FaultProxy,
    readonly vectors: FaultProxy,
    readonly objects: StoredObjects,
    readonly index: IndexedVectors,
    private readonly endpoints: Record<string, string>,
    /** Where the packed functions are, each in a folder of its route's name. */
    private readonly functionsDirectory: string,
    private readonly aws: LocalAws,
  ) {}

  /** Keeps what is stored in `directory`. */
  static async start(directory: string): Promise<PackedService> {
    const functionsDirectory = await packedFunctions();
    const aws = await LocalAws.start({ directory, region: "us-east-1", buckets: [bucket], vectors: indexes });
    const bedrock = new FaultProxy(aws.urls.bedrock);
    const s3 = new FaultProxy(aws.urls.s3);
    const vectors = new FaultProxy(aws.urls.vectors);
    const endpoints = {
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: await bedrock.listen(),
      AWS_ENDPOINT_URL_S3: await s3.listen(),
      AWS_ENDPOINT_URL_S3VECTORS: await vectors.listen(),
    };
    const objects = new StoredObjects(aws.urls.s3, bucket);
    const index = new IndexedVectors(aws.urls.vectors, indexArn);
    return new PackedService(bedrock, s3, vectors, objects, index, endpoints, functionsDirectory, aws);
  }

  /** The bucket and the index, and what reaches them, and the model, from outside the functions. */
  readonly bucket = bucket;
  readonly indexArn = indexArn;
  get awsEnvironment(): Record<string, string> {
    return { ...this.endpoints, AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };
  }

  /** The API with functions of its own, whose timeout is by default that of their routes. */
  async api(timeoutSeconds?: number): Promise<PackedApi> {
    const gateway = new Gateway();
    const functions = routes.map((route) => {
      const name = `${prefix}-${route.name}`;
      const lambda = new LocalFunction({
        name,
        arn: name,
        files: {},
        handler: "__index.handler",
        environment: {
          ...Object.fromEntries(
            route.environment.flatMap((variable) => {
              const value = settings[variable];
              return value === undefined ? [] : [[variable, value]];
            }),
          ),
          ...this.endpoints,
          ...credentials,
          AWS_REGION: "us-east-1",
          AWS_ACCESS_KEY_ID: name,
          AWS_LAMBDA_FUNCTION_NAME: name,
          SERVICE_NAME: prefix,
        },
        memorySizeMb: route.memorySizeMb,
        timeoutSeconds: timeoutSeconds ?? functionTimeoutSeconds(route),
        directory: join(this.functionsDirectory, route.name),
      });
      for (const routeKey of Object.values(route.routeKeys)) {
        gateway.addRoute({ apiId: "local", routeKey, lambda, timeoutMs: 30_000 });
      }
      return lambda;
    });
    const api = new PackedApi(await gateway.listen(0), gateway, functions);
    this.apis.push(api);
    return api;
  }

  /** Forgets the requests to the proxies, lets all that come pass, and empties the bucket and the index. */
  async clear(): Promise<void> {
    this.bedrock.clear();
    this.s3.clear();
    this.vectors.clear();
    await Promise.all([this.objects.clear(), this.index.clear()]);
  }

  /** Lets the time pass at which a stored embedding expires, as it were: for its object, its vector, or both. */
  async expire(id: string, parts: readonly ("object" | "vector")[] = ["object", "vector"]): Promise<void> {
    const past = new Date(Date.now() - 1);
    if (parts.includes("object")) {
      const fields = JSON.parse(String(await this.objects.read(id)));
      await this.objects.write(id, JSON.stringify({ ...fields, expires_at: past.toISOString() }));
    }
    if (parts.includes("vector")) await this.index.change(id, { [expiresAtKey]: past.getTime() });
  }

  /** What the functions have written to their logs, as soon as it holds a line for each answer. */
  async log(): Promise<string[]> {
    const answers = this.apis.flatMap(({ requestIds }) => requestIds);
    for (;;) {
      const text = this.written.join("");
      if (answers.every((requestId) => text.includes(requestId))) return text.trimEnd().split("\n");
      await setTimeout(10);
    }
  }

  async close(): Promise<void> {
    for (const api of this.apis) await api.close();
    await Promise.all([this.bedrock.close(), this.s3.close(), this.vectors.close()]);
    this.objects.close();
    this.index.close();
    this.stdout.mockRestore();
    await this.aws.stop();
  }
}

/** A packed service and the API that the tests of a file use. */
export interface UsedService {
  readonly service: PackedService;
  api: PackedApi;
}

/** Starts a packed service for the tests of a file, each of which begins with an empty bucket and without faults. */
export function usePackedService(): UsedService {
  const directory = temporaryDirectory();
  const used = {} as { service: PackedService; api: PackedApi };
  beforeAll(async () => {
    used.service = await PackedService.start(directory);
    used.api = await used.service.api();
  });
  beforeEach(() => used.service.clear());
  afterAll(() => used.service.close());
  return used;
}
