import {
  type CreateIndexCommandInput,
  DeleteVectorsCommand,
  GetVectorsCommand,
  ListVectorsCommand,
  type ListVectorsCommandInput,
  type PutInputVector,
} from "@aws-sdk/client-s3vectors";
import { invalid, numberedKeys, type VectorsScene, vectors } from "./vectors-scene";

const vector = (key: string, ...float32: number[]): PutInputVector => ({ key, data: { float32 } });
const measured = "(as measured)";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-limitations.html and the API reference of each operation. */
export function limitConformance(scene: VectorsScene): void {
  describe("limits", () => {
    let indexName: string;
    let euclidean: string;
    beforeAll(async () => {
      indexName = await scene.createIndex();
      euclidean = await scene.createIndex({ distanceMetric: "euclidean" });
    });
    const listed = async (name: string) => {
      const input = { vectorBucketName: scene.bucket, indexName: name };
      return (await scene.client.send(new ListVectorsCommand(input))).vectors?.map(({ key }) => key);
    };

    test.each<[string, Partial<CreateIndexCommandInput>, string]>([
      ["no dimension", { dimension: 0 }, "/dimension"],
      ["more than 4,096 dimensions", { dimension: 4_097 }, "/dimension"],
      ["another distance", { distanceMetric: "dot" as never }, "/distanceMetric"],
      ["another data type", { dataType: "int8" as never }, "/dataType"],
      ["a name of two characters", { indexName: "no" }, "/indexName"],
      ["a name of 64 characters", { indexName: "x".repeat(64) }, "/indexName"],
      [
        "more than ten non-filterable keys",
        { metadataConfiguration: { nonFilterableMetadataKeys: numberedKeys(11) } },
        "/metadataConfiguration/nonFilterableMetadataKeys",
      ],
    ])(`refuse an index with %s, and name the field ${measured}`, async (_, options, path) => {
      const fieldList = [{ path, message: expect.any(String) }];
      await expect(scene.createIndex(options)).rejects.toMatchObject(invalid({ fieldList }));
    });

    test.each(["Upper-case", "under_score", "-begin", "end-"])("refuse an index named %j", async (name) => {
      await expect(scene.createIndex({ indexName: name })).rejects.toMatchObject(invalid());
    });

    test("allow ten non-filterable keys and 4,096 dimensions", async () => {
      const large = await scene.createIndex({
        dimension: 4_096,
        metadataConfiguration: { nonFilterableMetadataKeys: numberedKeys(10) },
      });
      await scene.put(large, [vector("a", ...Array.from({ length: 4_096 }, (_, index) => index + 1))]);
      expect(await listed(large)).toEqual(["a"]);
    });

    test.each<[string, PutInputVector[]]>([
      ["nothing", []],
      ["more than 500 vectors", vectors(...numberedKeys(501))],
      ["an empty key", [vector("", 1, 2)]],
      ["a key of 1,025 characters", [vector("a".repeat(1_025), 1, 2)]],
      [`a key of 1,026 bytes ${measured}`, [vector("中".repeat(342), 1, 2)]],
      ["too few dimensions", [vector("b", 1)]],
      ["too many dimensions", [vector("b", 1, 2, 3)]],
      ["NaN", [vector("b", 1, Number.NaN)]],
      ["Infinity", [vector("b", Number.POSITIVE_INFINITY, 1)]],
      ["-Infinity", [vector("b", Number.NEGATIVE_INFINITY, 1)]],
      [`what is infinite in 32 bits ${measured}`, [vector("b", 1e39, 1)]],
    ])("refuse to put %s, and all vectors beside", async (_, refused) => {
      for (const name of [indexName, euclidean]) {
        const put = scene.put(name, refused.length === 1 ? [...vectors("beside"), ...refused] : refused);
        await expect(put).rejects.toMatchObject(invalid());
        expect(await listed(name)).not.toContain("beside");
      }
    });

    test.each([
      ["zero", [0, 0]],
      [`zero in 32 bits ${measured}`, [1e-46, 1e-46]],
    ])("refuse a vector that is %s for cosine distance alone", async (_, float32) => {
      await expect(scene.put(indexName, [vector("zero", ...float32)])).rejects.toMatchObject(invalid());
      await scene.put(euclidean, [vector("zero", ...float32)]);
      expect(await listed(euclidean)).toContain("zero");
    });

    test(`name the vector that is refused ${measured}`, async () => {
      const message = "Invalid record for key 'b': vector must have length 2, but has length 1";
      const put = scene.put(indexName, [...vectors("beside"), vector("b", 1)]);
      await expect(put).rejects.toMatchObject(invalid({ message }));
    });

    test("allow 500 vectors in a put and in a delete, and 100 in a get, with keys of 1,024 characters", async () => {
      const name = await scene.createIndex();
      const keys = [...numberedKeys(499), "k".repeat(1_024)];
      await scene.put(name, vectors(...keys));
      const input = { vectorBucketName: scene.bucket, indexName: name };
      const got = await scene.client.send(new GetVectorsCommand({ ...input, keys: keys.slice(-100) }));
      expect(got.vectors).toHaveLength(100);
      await scene.client.send(new DeleteVectorsCommand({ ...input, keys }));
      expect(await listed(name)).toEqual([]);
    });

    test("refuse a get of more than 100 keys, a delete of more than 500, and none in either", async () => {
      const input = { vectorBucketName: scene.bucket, indexName };
      for (const keys of [numberedKeys(101), []]) {
        await expect(scene.client.send(new GetVectorsCommand({ ...input, keys }))).rejects.toMatchObject(invalid());
      }
      for (const keys of [numberedKeys(501), []]) {
        await expect(scene.client.send(new DeleteVectorsCommand({ ...input, keys }))).rejects.toMatchObject(invalid());
      }
    });

    test.each<[Partial<ListVectorsCommandInput>]>([
      [{ maxResults: 0 }],
      [{ maxResults: 1_001 }],
      [{ segmentCount: 17, segmentIndex: 0 }],
      [{ segmentCount: 2, segmentIndex: 2 }],
      [{ segmentCount: 2 }],
      [{ segmentIndex: 0 }],
    ])("refuse a list with %j", async (options) => {
      const list = new ListVectorsCommand({ vectorBucketName: scene.bucket, indexName, ...options });
      await expect(scene.client.send(list)).rejects.toMatchObject(invalid());
    });

    test("refuse a body of more than 20 MiB", async () => {
      const large = { text: "\u0001".repeat(35_000) };
      const put = scene.put(
        indexName,
        vectors(...numberedKeys(105)).map((each) => ({ ...each, metadata: large })),
      );
      await expect(put).rejects.toMatchObject(invalid());
    });
  });
}
