import {
  GetVectorsCommand,
  ListVectorsCommand,
  type PutInputVector,
  PutVectorsCommand,
  QueryVectorsCommand,
  type QueryVectorsCommandInput,
} from "@aws-sdk/client-s3vectors";
import { useLocalVectors } from "../../helpers/local/local-vectors";
import { invalid, numberedKeys, vectors } from "../../helpers/s3-vectors/vectors-scene";

const local = useLocalVectors("team-vectors");
const index = { vectorBucketName: "team-vectors", indexName: "passages" };
const keys = numberedKeys(205);

const put = (vectors: PutInputVector[]) => local.client.send(new PutVectorsCommand({ ...index, vectors }));
const query = (options: Partial<QueryVectorsCommandInput> = {}) =>
  local.client.send(new QueryVectorsCommand({ ...index, topK: 205, queryVector: { float32: [0, 0] }, ...options }));

beforeAll(async () => {
  await local.createIndex(index);
  await put(keys.map((key, at) => ({ key, data: { float32: [at, 0] }, metadata: { at } })));
});

test("refuses a key twice in one put, which AWS does not document", async () => {
  await expect(put(vectors("a", "a"))).rejects.toMatchObject(invalid());
});

test("ends a page of a list after a megabyte, at the latest", async () => {
  const large = { ...index, indexName: "large" };
  await local.createIndex(large, { metadataConfiguration: { nonFilterableMetadataKeys: ["text"] } });
  const metadata = { text: "x".repeat(40_000) };
  const puts = vectors(...numberedKeys(40)).map((vector) => ({ ...vector, metadata }));
  await local.client.send(new PutVectorsCommand({ ...large, vectors: puts }));
  const first = await local.client.send(new ListVectorsCommand(large));
  expect(first.vectors).toHaveLength(27);
  const second = await local.client.send(new ListVectorsCommand({ ...large, nextToken: first.nextToken }));
  expect(second.vectors).toHaveLength(13);
  expect(second.nextToken).toBeUndefined();
});

test("has 100 vectors in a page of a query, as the index was at the first one", async () => {
  const first = await query({ returnMetadata: true });
  expect(first.vectors?.map(({ key }) => key)).toEqual(keys.slice(0, 100));
  await put([{ key: "key-150", data: { float32: [-1_000, 0] } }]);
  const second = await query({ returnMetadata: true, nextToken: first.nextToken });
  expect(second.vectors?.map(({ key }) => key)).toEqual(keys.slice(100, 200));
  expect(second.vectors?.[0]).toEqual({ key: "key-100", metadata: { at: 100 } });
  const third = await query({ nextToken: second.nextToken });
  expect(third.vectors).toEqual(keys.slice(200).map((key) => ({ key })));
  expect(third.nextToken).toBeUndefined();
});

test("refuses a token of another query, and what is none", async () => {
  const { nextToken } = await query();
  for (const wrong of [{ topK: 204, nextToken }, { filter: { at: 1 }, nextToken }, { nextToken: "none" }]) {
    await expect(query(wrong)).rejects.toMatchObject(invalid());
  }
  const list = new ListVectorsCommand({ ...index, nextToken: "?" });
  await expect(local.client.send(list)).rejects.toMatchObject(invalid());
});

test("has everything after a restart", async () => {
  await put([{ key: "kept", data: { float32: [0.1, 5_000] }, metadata: { genre: "drama" } }]);
  const get = new GetVectorsCommand({ ...index, keys: ["kept"], returnData: true, returnMetadata: true });
  const before = await local.client.send(get);
  await local.restart();
  expect((await local.client.send(get)).vectors).toEqual(before.vectors);
  const nearest = await query({ topK: 1, queryVector: { float32: [0, 6_000] }, filter: { genre: "drama" } });
  expect(nearest.vectors).toEqual([{ key: "kept" }]);
});
