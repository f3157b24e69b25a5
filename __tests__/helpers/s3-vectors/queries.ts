import {
  DeleteVectorsCommand,
  paginateQueryVectors,
  QueryVectorsCommand,
  type QueryVectorsCommandInput,
} from "@aws-sdk/client-s3vectors";
import { invalid, numberedKeys, refusal, type VectorsScene } from "./vectors-scene";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-query.html */
export function queryConformance(scene: VectorsScene): void {
  describe("queries", () => {
    const directions = { right: [1, 0], diagonal: [2, 2], up: [0, 3], left: [-1, 0] };
    const metadata = (key: string) => ({ name: key, text: `to the ${key}` });
    const names: Partial<Record<"cosine" | "euclidean", string>> = {};
    beforeAll(async () => {
      for (const distanceMetric of ["cosine", "euclidean"] as const) {
        const indexName = await scene.createIndex({
          distanceMetric,
          metadataConfiguration: { nonFilterableMetadataKeys: ["text"] },
        });
        names[distanceMetric] = indexName;
        await scene.put(
          indexName,
          Object.entries(directions).map(([key, float32]) => ({ key, data: { float32 }, metadata: metadata(key) })),
        );
      }
    });
    const query = (metric: "cosine" | "euclidean", options: Partial<QueryVectorsCommandInput> = {}) =>
      scene.client.send(
        new QueryVectorsCommand({
          vectorBucketName: scene.bucket,
          indexName: names[metric],
          topK: 10,
          queryVector: { float32: [4, 0] },
          ...options,
        }),
      );

    test.each([
      ["cosine", { right: 0, diagonal: 1 - Math.SQRT1_2, up: 1, left: 2 }],
      ["euclidean, the straight line,", { diagonal: Math.sqrt(8), right: 3, up: 5, left: 5 }],
    ])("find the nearest first by %s distance", async (metric, distances) => {
      const distanceMetric = metric === "cosine" ? "cosine" : "euclidean";
      const answer = await query(distanceMetric, { returnDistance: true });
      expect(answer.distanceMetric).toBe(distanceMetric);
      const found = answer.vectors ?? [];
      expect(found.map(({ distance }) => distance)).toEqual(
        Object.values(distances).map((distance) => expect.closeTo(distance, 5)),
      );
      for (const { key = "", distance } of found) {
        expect(distance).toBeCloseTo(distances[key as keyof typeof distances], 5);
      }
    });

    test("find as many as they ask for, and keys alone if they ask for nothing else", async () => {
      expect(await query("cosine", { topK: 2 })).toMatchObject({ vectors: [{ key: "right" }, { key: "diagonal" }] });
      const { vectors = [] } = await query("cosine");
      expect(vectors).toEqual(["right", "diagonal", "up", "left"].map((key) => ({ key })));
    });

    test("return the metadata that they ask for, also what they cannot filter by", async () => {
      const { vectors } = await query("cosine", { topK: 1, returnMetadata: true });
      expect(vectors).toEqual([{ key: "right", metadata: metadata("right") }]);
    });

    test("see what was put and deleted before, at once", async () => {
      const indexName = await scene.createIndex();
      const nearest = async () => (await query("cosine", { indexName, topK: 1 })).vectors?.map(({ key }) => key);
      expect(await nearest()).toEqual([]);
      await scene.put(indexName, [{ key: "far", data: { float32: [-1, 1] } }]);
      expect(await nearest()).toEqual(["far"]);
      await scene.put(indexName, [{ key: "near", data: { float32: [1, 0] } }]);
      expect(await nearest()).toEqual(["near"]);
      await scene.put(indexName, [{ key: "near", data: { float32: [-1, 0] } }]);
      expect(await nearest()).toEqual(["far"]);
      await scene.client.send(new DeleteVectorsCommand({ vectorBucketName: scene.bucket, indexName, keys: ["far"] }));
      expect(await nearest()).toEqual(["near"]);
    });

    test("find more than a page has, each once and in order", async () => {
      const indexName = await scene.createIndex({ distanceMetric: "euclidean" });
      const keys = numberedKeys(250);
      await scene.put(
        indexName,
        keys.map((key, index) => ({ key, data: { float32: [index, 0] }, metadata: { odd: index % 2 === 1 } })),
      );
      for (const [filter, expected] of [
        [undefined, keys.slice(0, 230)],
        [{ odd: true }, keys.filter((_, index) => index % 2 === 1)],
      ] as const) {
        const found: (string | undefined)[] = [];
        const input = {
          vectorBucketName: scene.bucket,
          indexName,
          topK: 230,
          queryVector: { float32: [0, 0] },
          filter,
          returnMetadata: true,
        };
        for await (const { vectors = [] } of paginateQueryVectors({ client: scene.client }, input)) {
          for (const { key, metadata } of vectors) {
            expect(metadata).toEqual({ odd: keys.indexOf(key ?? "") % 2 === 1 });
            found.push(key);
          }
        }
        expect(found).toEqual(expected);
      }
    });

    test.each<[string, Partial<QueryVectorsCommandInput>]>([
      ["for none", { topK: 0 }],
      ["for more than 10,000", { topK: 10_001 }],
      ["by too few dimensions", { queryVector: { float32: [1] } }],
      ["by NaN", { queryVector: { float32: [1, Number.NaN] } }],
      ["by the zero vector", { queryVector: { float32: [0, 0] } }],
    ])("are refused %s", async (_, options) => {
      await expect(query("cosine", options)).rejects.toMatchObject(invalid());
    });

    test("find nothing in an index that is not there", async () => {
      await expect(query("cosine", { indexName: "nowhere" })).rejects.toMatchObject(refusal("NotFoundException", 404));
    });
  });
}
