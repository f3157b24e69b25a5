import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Gateway } from "../../../local/gateway/gateway";
import { LocalFunction } from "../../../local/lambda/lambda-function";
import { functionTimeoutSeconds } from "../../../service/function-timeout";
import { routes } from "../../../service/routes";
import { FaultProxy } from "../handler/fault-proxy";
import { IndexedVectors } from "../handler/indexed-vectors";
import { StoredObjects } from "../handler/stored-objects";
import { temporaryDirectory } from "../temporary-directory";
import { LocalDeployment } from "./local-deployment";
import { PackedApi } from "./packed-api";

const prefix = "embeddings-service-dev";
const bucket = "embeddings-service-vector-embeddings";
const indexArn = "arn:aws:s3vectors:us-east-1:000000000000:bucket/embeddings-service-vectors/index/vector-embeddings";

/** What the functions sign their requests with. */
const credentials = { AWS_SECRET_ACCESS_KEY: "the-secret-key", AWS_SESSION_TOKEN: "the-session-token" };

const settings = {
  VECTOR_BUCKET_NAME: bucket,
  BEDROCK_MODEL_ID: "amazon.titan-embed-text-v2:0",
  BATCH_CONCURRENCY: "8",
  VECTOR_INDEX_ARN: indexArn,
  VECTOR_INDEX_MODEL: "amazon.titan-embed-text-v2:0",
  VECTOR_INDEX_DIMENSION: "1024",
};

/** The packed functions of a local deployment, with proxies between them and its endpoints. */
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
    private readonly directory: string,
    private readonly deployment: LocalDeployment,
  ) {}

  /** Deploys into `directory`. */
  static async start(directory: string): Promise<PackedService> {
    const deployment = new LocalDeployment({ env: { LOCAL_DATA_DIR: directory } });
    const s3Url = await deployment.s3Url();
    const bedrock = new FaultProxy(await deployment.modelUrl());
    const s3 = new FaultProxy(s3Url);
    const vectorsUrl = await deployment.vectorsUrl();
    const vectors = new FaultProxy(vectorsUrl);
    const endpoints = {
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: await bedrock.listen(),
      AWS_ENDPOINT_URL_S3: await s3.listen(),
      AWS_ENDPOINT_URL_S3VECTORS: await vectors.listen(),
    };
    const objects = new StoredObjects(s3Url, bucket);
    const index = new IndexedVectors(vectorsUrl, indexArn);
    return new PackedService(bedrock, s3, vectors, objects, index, endpoints, join(directory, "lambda"), deployment);
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
          ...Object.fromEntries(route.environment.map((variable) => [variable, settings[variable]])),
          ...this.endpoints,
          ...credentials,
          AWS_REGION: "us-east-1",
          AWS_ACCESS_KEY_ID: name,
          AWS_LAMBDA_FUNCTION_NAME: name,
          SERVICE_NAME: prefix,
        },
        memorySizeMb: route.memorySizeMb,
        timeoutSeconds: timeoutSeconds ?? functionTimeoutSeconds(route),
        directory: join(this.directory, name),
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
    await this.deployment.stop();
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
