import {
  type ListOutputVector,
  PutVectorsCommand,
  paginateListVectors,
  S3VectorsClient,
} from "@aws-sdk/client-s3vectors";
import { nonFilterableKeys } from "../../../functions/vector-metadata-keys";
import { localBedrock } from "../../../local/bedrock";
import { localS3Vectors } from "../../../local/s3-vectors";
import { FaultProxy } from "../../helpers/fault-proxy";
import { serveS3, startReindex } from "../../helpers/reindex";
import { StoredObjects } from "../../helpers/stored-objects";
import { temporaryDirectory } from "../../helpers/temporary-directory";

const directory = temporaryDirectory();
const bucket = "embeddings";
const index = { vectorBucketName: "team-vectors", indexName: "embeddings" };
const model = "amazon.titan-embed-text-v2:0";
const credentials = { accessKeyId: "test", secretAccessKey: "test" };

const vectorsServer = localS3Vectors({
  directory,
  region: "us-east-1",
  registered: {
    buckets: [{ name: index.vectorBucketName, encryption: undefined }],
    indexes: [
      {
        bucket: index.vectorBucketName,
        name: index.indexName,
        dimension: 256,
        metric: "cosine",
        nonFilterableKeys: [...nonFilterableKeys],
        encryption: undefined,
      },
    ],
  },
});
const bedrock = localBedrock();
/** What happens before the model answers, once. */
let beforeModel: (() => Promise<void>) | undefined;
bedrock.addHook("preHandler", async () => {
  const happens = beforeModel;
  beforeModel = undefined;
  await happens?.();
});
let s3: Awaited<ReturnType<typeof serveS3>>;
let stored: StoredObjects;
let proxy: FaultProxy;
let vectors: S3VectorsClient;
let env: Record<string, string>;

beforeAll(async () => {
  s3 = await serveS3(directory, bucket);
  stored = new StoredObjects(s3.url, bucket);
  const vectorsUrl = await vectorsServer.listen({ port: 0, host: "127.0.0.1" });
  proxy = new FaultProxy(vectorsUrl);
  vectors = new S3VectorsClient({ endpoint: vectorsUrl, region: "us-east-1", credentials });
  env = {
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_ENDPOINT_URL_S3: s3.url,
    AWS_ENDPOINT_URL_S3VECTORS: await proxy.listen(),
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: await bedrock.listen({ port: 0, host: "127.0.0.1" }),
    REINDEX_DIR: `${directory}/checkpoints`,
  };
});
beforeEach(() => proxy.clear());
afterAll(async () => {
  stored.close();
  vectors.destroy();
  s3.kill();
  await Promise.all([proxy.close(), vectorsServer.close(), bedrock.close()]);
});

const document = (id: string, changes: object = {}) => ({
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
const store = (id: string, changes?: object) => stored.write(id, JSON.stringify(document(id, changes)));
const run = (...args: string[]) =>
  startReindex(["--bucket", bucket, "--index", "team-vectors/embeddings", "--retries", "3", ...args], env).ended;
const inIndex = async () => {
  const found = new Map<string | undefined, ListOutputVector>();
  const listed = { ...index, returnData: true, returnMetadata: true };
  for await (const page of paginateListVectors({ client: vectors }, listed)) {
    for (const vector of page.vectors ?? []) found.set(vector.key, vector);
  }
  return found;
};
const puts = () => proxy.requests.filter(({ path }) => path === "/PutVectors");

test("puts what is stored as the functions do, deletes orphans, and names what it cannot read or mix", async () => {
  await store("doc1");
  await store("doc2", { model: null });
  await store("other", { model: "amazon.titan-embed-text-v1" });
  await stored.write("corrupt", "{");
  await store("renamed", { id: "another" });
  const float32 = document("orphan").embedding;
  await vectors.send(new PutVectorsCommand({ ...index, vectors: [{ key: "orphan", data: { float32 } }] }));

  const dry = await run("--dry-run");
  expect(dry.stdout).toMatch(/Indexed +2 [\s\S]*Deleted +1 [\s\S]*Failed +3/);
  expect([...(await inIndex()).keys()]).toEqual(["orphan"]);

  const { status, stdout, stderr } = await run();
  expect(stderr.split("\n").toSorted().filter(Boolean)).toEqual([
    "embeddings/corrupt.json is 1 bytes that are not JSON",
    `embeddings/other.json is of the model amazon.titan-embed-text-v1, dimension 256, and the index of ${model}, dimension 256`,
    'embeddings/renamed.json has the id of another embedding, "another"',
  ]);
  expect(stdout).toMatch(/Indexed +2 [\s\S]*Deleted +1 [\s\S]*Failed +3/);
  expect(status).toBe(1);
  const found = await inIndex();
  expect([...found.keys()].toSorted()).toEqual(["doc1", "doc2"]);
  expect(found.get("doc1")).toEqual({
    key: "doc1",
    data: { float32: document("doc1").embedding },
    metadata: { page: 7, text: "text of doc1", _model: model, _dimension: 256, _normalized: false },
  });
  expect(puts()).toHaveLength(1);
});

test("embeds and stores anew what is of another model", async () => {
  await stored.clear();
  await store("doc1");
  await store("other", { model: "amazon.titan-embed-text-v1", extra: "kept" });
  const { status, stdout } = await run("--reembed");
  expect(stdout).toMatch(/Indexed +2 [\s\S]*Reembedded +1 of them, 3 tokens/);
  expect(status).toBe(0);
  const written = JSON.parse(String(await stored.read("other")));
  expect(written).toMatchObject({ model, dimension: 256, extra: "kept", created_at: "2026-01-01T00:00:00.000Z" });
  expect(JSON.parse(String(await stored.read("doc1")))).toEqual(document("doc1"));
  expect((await inIndex()).get("other")?.data?.float32).toEqual(written.embedding.map(Math.fround));
});

test("does not overwrite what is stored while it embeds", async () => {
  await stored.clear();
  await store("other", { model: "amazon.titan-embed-text-v1" });
  const newer = { model: "amazon.titan-embed-text-v1", text: "newer and longer text" };
  beforeModel = () => store("other", newer);
  expect((await run("--reembed")).status).toBe(0);
  expect(JSON.parse(String(await stored.read("other")))).toMatchObject({ model, text: newer.text });
  expect((await inIndex()).get("other")?.metadata).toMatchObject({ text: newer.text, _model: model });
});

test("puts 500 at a time, and goes on after it was killed", async () => {
  await stored.clear();
  const ids = Array.from({ length: 1_100 }, (_, at) => `p${at}`);
  for (let at = 0; at < ids.length; at += 50) await Promise.all(ids.slice(at, at + 50).map((id) => store(id)));
  proxy.fault = ({ path }) => (path === "/PutVectors" && puts().length > 1 ? "hang" : "none");
  const { child, ended } = startReindex(["--bucket", bucket, "--index", "team-vectors/embeddings"], env);
  while (puts().length < 3) await new Promise((resolve) => setImmediate(resolve));
  child.kill("SIGKILL");
  await ended;
  proxy.clear();
  const { status, stdout } = await run();
  expect(stdout).toContain("1,100 embeddings, 500 of the objects in an earlier run");
  expect(status).toBe(0);
});

test("ends in order when it is interrupted, and goes on from there", async () => {
  // The first batch is under way when the signal comes, and is put.
  proxy.fault = ({ path }) => (path === "/PutVectors" && puts().length === 1 ? { delayMs: 500 } : "none");
  const { child, ended } = startReindex(["--bucket", bucket, "--index", "team-vectors/embeddings"], env);
  while (puts().length < 1) await new Promise((resolve) => setImmediate(resolve));
  child.kill("SIGINT");
  const { status, stderr } = await ended;
  expect(stderr).toContain("run the same command again to go on");
  expect(status).toBe(130);
  const resumed = await run();
  expect(resumed.stdout).toMatch(/1,100 embeddings, [\d,]+ of the objects in an earlier run/);
  expect(resumed.status).toBe(0);
});

test("puts again what the service stores while the older version is put", async () => {
  proxy.fault = ({ path }) => (path === "/PutVectors" && puts().length === 1 ? { delayMs: 500 } : "none");
  const { ended } = startReindex(["--bucket", bucket, "--index", "team-vectors/embeddings"], env);
  while (puts().length < 1) await new Promise((resolve) => setImmediate(resolve));
  const [first] = JSON.parse(String(puts()[0]?.body)).vectors;
  await store(first.key, { text: "newer" });
  expect((await ended).status).toBe(0);
  expect((await inIndex()).get(first.key)?.metadata).toMatchObject({ text: "newer" });
});

test("rides out an index that fails for a while", async () => {
  proxy.fault = ({ path }) =>
    path === "/PutVectors" && puts().length < 3 ? { status: 503, headers: {}, body: "{}" } : "none";
  expect((await run()).status).toBe(0);
  expect(
    puts()
      .slice(2)
      .map(({ body }) => JSON.parse(String(body)).vectors.length),
  ).toContain(500);
});

test.each([
  ["a missing bucket", ["--bucket", "missing"], /^error: There is no bucket missing .*check --bucket/],
  [
    "a missing index",
    ["--index", "team-vectors/missing"],
    /^error: There is no vector index team-vectors\/missing .*check --index/,
  ],
  [
    "a model of another dimension",
    ["--model", "amazon.titan-embed-text-v1"],
    /has the dimension 256, and .* offers 1536/,
  ],
  ["a bad bucket", ["--bucket", "A"], /^error: --bucket is "A": set it to/],
])("ends with one line for %s", async (_, args, message) => {
  const { status, stderr, stdout } = await run(...args);
  expect(stdout).toBe("");
  expect(stderr).toMatch(message);
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(status).toBe(2);
  expect(puts()).toEqual([]);
});
