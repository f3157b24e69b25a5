import { PutVectorsCommand, S3VectorsClient } from "@aws-sdk/client-s3vectors";
import { nonFilterableKeys } from "../../../embedding/index/carried-keys";
import type { RegisteredVectors } from "../../../local/s3-vectors/registered-vectors";
import { FaultProxy, type ProxiedRequest } from "../handler/fault-proxy";
import { IndexedVectors } from "../handler/indexed-vectors";
import { StoredObjects } from "../handler/stored-objects";
import { LocalAws } from "../local/local-aws";
import { temporaryDirectory } from "../temporary-directory";
import { type CommandResult, startReindex } from "./reindex";

const bucket = "embeddings";
const vectorBucket = "team-vectors";
const region = "us-east-1";
export const model = "amazon.titan-embed-text-v2:0";

type Index = RegisteredVectors["indexes"][number];
const index = (name: string, changes: Partial<Index> = {}): Index => ({
  bucket: vectorBucket,
  name,
  dimension: 256,
  metric: "cosine",
  nonFilterableKeys: [...nonFilterableKeys],
  encryption: undefined,
  ...changes,
});

/** What {@link useRebuild} takes. */
interface Rebuildable {
  /** Where checkpoints are. */
  readonly checkpoints: string;
  /** The services' addresses in the environment of the command. */
  env: Record<string, string>;
  /** The bucket with the embeddings. */
  stored: StoredObjects;
  /** The vectors in the index. */
  indexed: IndexedVectors;
  /** In front of the services. */
  s3: FaultProxy;
  vectors: FaultProxy;
  bedrock: FaultProxy;
}

/**
 * A bucket, an index and a model on loopback for `npm run reindex`, each behind a proxy. Beside the index `embeddings`
 * there are `euclidean` and `unlabelled`, which the service cannot use.
 */
export function useRebuild() {
  const directory = temporaryDirectory();
  const used = { checkpoints: `${directory}/checkpoints` } as Rebuildable;
  let aws: LocalAws;
  let client: S3VectorsClient;

  beforeAll(async () => {
    aws = await LocalAws.start({
      directory,
      region,
      buckets: [bucket],
      vectors: {
        buckets: [{ name: vectorBucket, encryption: undefined }],
        indexes: [
          index("embeddings"),
          index("euclidean", { metric: "euclidean" }),
          index("unlabelled", { nonFilterableKeys: ["text"] }),
        ],
      },
    });
    used.stored = new StoredObjects(aws.urls.s3, bucket);
    used.indexed = new IndexedVectors(
      aws.urls.vectors,
      `arn:aws:s3vectors:${region}:000000000000:bucket/${vectorBucket}/index/embeddings`,
    );
    client = new S3VectorsClient({
      endpoint: aws.urls.vectors,
      region,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
    used.s3 = new FaultProxy(aws.urls.s3);
    used.vectors = new FaultProxy(aws.urls.vectors);
    used.bedrock = new FaultProxy(aws.urls.bedrock);
    used.env = {
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_ENDPOINT_URL_S3: await used.s3.listen(),
      AWS_ENDPOINT_URL_S3VECTORS: await used.vectors.listen(),
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: await used.bedrock.listen(),
      REINDEX_DIR: used.checkpoints,
    };
  });
  afterEach(async () => {
    for (const proxy of [used.s3, used.vectors, used.bedrock]) proxy.clear();
  });
  afterAll(async () => {
    used.stored.close();
    used.indexed.close();
    client.destroy();
    await Promise.all([used.s3, used.vectors, used.bedrock].map((open) => open.close()));
    await aws.stop();
  });

  const start = (args: readonly string[], changes: Record<string, string> = {}) =>
    startReindex(["--bucket", bucket, "--index", `${vectorBucket}/embeddings`, ...args], { ...used.env, ...changes });
  return Object.assign(used, {
    /** Starts the command, with what takes the place of its environment. */
    start,
    run: (args: readonly string[] = [], changes?: Record<string, string>): Promise<CommandResult> =>
      start(["--retries", "3", ...args], changes).ended,
    store: (id: string, changes?: object) => used.stored.write(id, JSON.stringify(document(id, changes))),
    /** Puts a vector under a key, past the command. */
    putVector: (key: string) =>
      client.send(
        new PutVectorsCommand({
          vectorBucketName: vectorBucket,
          indexName: "embeddings",
          vectors: [{ key, data: { float32: document(key).embedding } }],
        }),
      ),
    /** The requests for vectors to be put. */
    puts: () => used.vectors.requests.filter(isPut),
  });
}

/** Whether a request is for vectors to be put. */
export const isPut = ({ path }: ProxiedRequest) => path === "/PutVectors";

/** The keys of the vectors that a request is for. */
export const keysOf = ({ body }: ProxiedRequest): string[] =>
  JSON.parse(String(body)).vectors.map(({ key }: { key: string }) => key);

/** A stored embedding. */
export const document = (id: string, changes: object = {}) => ({
  id,
  text: `text of ${id}`,
  embedding: Array.from({ length: 256 }, (_, at) => Math.fround(Math.sin(at + id.length))),
  dimension: 256,
  model,
  input_token_count: 3,
  normalized: false,
  metadata: { page: 7 },
  created_at: "2026-01-01T00:00:00.000Z",
  ...changes,
});
