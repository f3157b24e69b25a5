import {
  DeleteVectorsCommand,
  GetIndexCommand,
  GetVectorsCommand,
  ListVectorsCommand,
  PutVectorsCommand,
  paginateListVectors,
} from "@aws-sdk/client-s3vectors";
import { numberedKeys, type VectorsScene, vectors } from "./vectors-scene";

/** Put, get, list and delete: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-vectors.html */
export function vectorConformance(scene: VectorsScene): void {
  const inIndex = (indexName: string) => ({ vectorBucketName: scene.bucket, indexName });

  /** The keys of all pages. */
  async function listedKeys(indexName: string, segment: { segmentCount?: number; segmentIndex?: number } = {}) {
    const keys: (string | undefined)[] = [];
    const input = { ...inIndex(indexName), ...segment };
    for await (const page of paginateListVectors({ client: scene.client, pageSize: 7 }, input)) {
      expect(page.vectors?.length).toBeLessThanOrEqual(7);
      keys.push(...(page.vectors ?? []).map(({ key }) => key));
    }
    return keys;
  }

  describe("vectors", () => {
    test("are got and listed with what was asked for, as 32-bit numbers", async () => {
      const indexName = await scene.createIndex();
      const metadata = { genre: "drama", year: 2020.5, seen: true, tags: ["a", "b"], scores: [1, 2.5] };
      await scene.put(indexName, [{ key: "a", data: { float32: [0.1, -3] }, metadata }]);
      const data = { float32: [expect.closeTo(Math.fround(0.1), 7), -3] };
      const ask = { ...inIndex(indexName), keys: ["a"] };
      for (const [options, vector] of [
        [{}, { key: "a" }],
        [{ returnData: true }, { key: "a", data }],
        [{ returnMetadata: true }, { key: "a", metadata }],
        [
          { returnData: true, returnMetadata: true },
          { key: "a", data, metadata },
        ],
      ] as const) {
        const got = await scene.client.send(new GetVectorsCommand({ ...ask, ...options }));
        expect(got.vectors).toEqual([vector]);
        const listed = await scene.client.send(new ListVectorsCommand({ ...inIndex(indexName), ...options }));
        expect(listed.vectors).toEqual([vector]);
      }
    });

    test("are addressed by the ARN of the index too", async () => {
      const indexName = await scene.createIndex();
      const { index } = await scene.client.send(new GetIndexCommand(inIndex(indexName)));
      const { indexArn } = index ?? {};
      await scene.client.send(new PutVectorsCommand({ indexArn, vectors: vectors("a", "b") }));
      await scene.client.send(new DeleteVectorsCommand({ indexArn, keys: ["b"] }));
      const { vectors: got } = await scene.client.send(new GetVectorsCommand({ indexArn, keys: ["a", "b"] }));
      expect(got).toEqual([{ key: "a" }]);
      expect((await scene.client.send(new ListVectorsCommand({ indexArn }))).vectors).toEqual([{ key: "a" }]);
    });

    test("have no metadata rather than none, where none was put (as measured)", async () => {
      const indexName = await scene.createIndex();
      await scene.put(indexName, vectors("a"));
      const ask = { ...inIndex(indexName), keys: ["a"], returnMetadata: true };
      const { vectors: got } = await scene.client.send(new GetVectorsCommand(ask));
      expect(got).toEqual([{ key: "a", metadata: {} }]);
    });

    test("are replaced as a whole by others with their key", async () => {
      const indexName = await scene.createIndex();
      await scene.put(indexName, [{ key: "a", data: { float32: [1, 2] }, metadata: { first: 1 } }]);
      await scene.put(indexName, [{ key: "a", data: { float32: [3, 4] }, metadata: { second: 2 } }]);
      const ask = { ...inIndex(indexName), keys: ["a"], returnData: true, returnMetadata: true };
      const { vectors: got } = await scene.client.send(new GetVectorsCommand(ask));
      expect(got).toEqual([{ key: "a", data: { float32: [3, 4] }, metadata: { second: 2 } }]);
      expect(await listedKeys(indexName)).toEqual(["a"]);
    });

    test("are in one index alone", async () => {
      const [one, other] = [await scene.createIndex(), await scene.createIndex()];
      await scene.put(one, vectors("a"));
      expect(await listedKeys(other)).toEqual([]);
    });

    test("have keys of any characters, in which case counts", async () => {
      const indexName = await scene.createIndex();
      const keys = ["a", "A", "é", "中文", "😀", "a b", "/", "%2F", '"', "\\", "__proto__"];
      await scene.put(indexName, vectors(...keys));
      expect((await listedKeys(indexName)).toSorted()).toEqual(keys.toSorted());
      const { vectors: got = [] } = await scene.client.send(new GetVectorsCommand({ ...inIndex(indexName), keys }));
      expect(got.map(({ key }) => key).toSorted()).toEqual(keys.toSorted());
    });

    test("are listed once each over all pages, and over all segments", async () => {
      const indexName = await scene.createIndex();
      const keys = numberedKeys(50);
      await scene.put(indexName, vectors(...keys));
      expect((await listedKeys(indexName)).toSorted()).toEqual(keys.toSorted());
      const segments = await Promise.all(
        [0, 1, 2].map((segmentIndex) => listedKeys(indexName, { segmentCount: 3, segmentIndex })),
      );
      expect(segments.flat().toSorted()).toEqual(keys.toSorted());
    });

    test("are deleted, and those that are not there are not missed (as measured)", async () => {
      const indexName = await scene.createIndex();
      await scene.put(indexName, vectors("a", "b", "c"));
      await scene.client.send(new DeleteVectorsCommand({ ...inIndex(indexName), keys: ["a", "c", "never"] }));
      expect(await listedKeys(indexName)).toEqual(["b"]);
    });
  });
}
