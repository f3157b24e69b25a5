import { GetVectorsCommand } from "@aws-sdk/client-s3vectors";
import type { DocumentType } from "@smithy/types";
import { invalid, numberedKeys, type VectorsScene } from "./vectors-scene";

type Metadata = Record<string, DocumentType>;

const measured = "(as measured)";
const numbered = (count: number, value: string | number) =>
  Object.fromEntries(numberedKeys(count).map((key) => [key, value]));

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-metadata-filtering.html */
export function metadataConformance(scene: VectorsScene): void {
  describe("metadata", () => {
    let indexName: string;
    beforeAll(async () => {
      indexName = await scene.createIndex({ metadataConfiguration: { nonFilterableMetadataKeys: ["text"] } });
    });
    const put = (metadata: Metadata) => scene.put(indexName, [{ key: "a", data: { float32: [1, 2] }, metadata }]);

    // The bytes are counted as 4, and for each key 8, its own and those of the value: of a string its own, of a number 4,
    // of a boolean none, of a list for each element 4 and those of the element.
    test.each<[string, Metadata]>([
      ["a text, numbers, booleans and lists", { a: "", b: -0.5, c: 0, d: false, e: ["x", "x"], f: [1, 2.5] }],
      ["50 keys", numbered(50, 1)],
      [`2 KB that can be asked for ${measured}`, { f: "x".repeat(2_035) }],
      [`2 KB in characters of two bytes ${measured}`, { f: "é".repeat(1_017) }],
      [`2 KB with ten numbers ${measured}`, { f: "x".repeat(1_895), ...numbered10("n", 0.1234567890123456) }],
      [`2 KB with ten booleans ${measured}`, { f: "x".repeat(1_935), ...numbered10("b", true) }],
      [`2 KB with a list ${measured}`, { f: "x".repeat(1_626), a: Array(50).fill(1.5) }],
      [`2 KB of what JSON escapes ${measured}`, { f: "\n".repeat(2_035) }],
      [`40 KB that cannot be asked for ${measured}`, { text: "x".repeat(40_944) }],
      [`any keys ${measured}`, { "": 1, $eq: 2, "a.b": 3, ["k".repeat(1_024)]: 4 }],
    ])("has %s, and comes back as it was", async (_, metadata) => {
      await put(metadata);
      const input = { vectorBucketName: scene.bucket, indexName, keys: ["a"], returnMetadata: true };
      const { vectors } = await scene.client.send(new GetVectorsCommand(input));
      expect(vectors).toEqual([{ key: "a", metadata }]);
    });

    test.each<[string, Metadata, string]>([
      ["51 keys", numbered(51, 1), "Metadata object must have at most 50 keys"],
      [
        "more than 2 KB that can be asked for",
        { f: "x".repeat(2_036) },
        "Filterable metadata must have at most 2048 bytes",
      ],
      [
        "more than 2 KB with a list",
        { f: "x".repeat(1_627), a: Array(50).fill(1.5) },
        "Filterable metadata must have at most 2048 bytes",
      ],
      ["more than 40 KB", { text: "x".repeat(40_945) }, "Metadata object must have at most 40960 bytes"],
      ["an object", { f: { a: 1 } }, "Metadata values must be strings, numbers, booleans, or arrays"],
      ["null", { f: null }, "Metadata values must be strings, numbers, booleans, or arrays"],
      [
        "an object that cannot be asked for",
        { text: { a: 1 } },
        "Metadata values must be strings, numbers, booleans, or arrays",
      ],
      ["a list of objects", { f: [{ a: 1 }] }, "Metadata array values must be strings or numbers"],
      ["a list of booleans", { f: [true] }, "Metadata array values must be strings or numbers"],
      ["a list of texts and numbers", { f: ["a", 1] }, "Metadata array values must be strings or numbers"],
      ["an empty list", { f: [] }, "Empty arrays are not allowed in metadata"],
    ])(`is refused with %s ${measured}`, async (_, metadata, problem) => {
      await expect(put(metadata)).rejects.toMatchObject(
        invalid({
          message: `Invalid record for key 'a': ${problem}`,
          fieldList: [{ path: "vectors[0].metadata", message: expect.any(String) }],
        }),
      );
    });

    test.each([
      ["half of a surrogate pair in a value", { f: "x\ud800" }],
      ["half of a surrogate pair in a key", { "\udc00": 1 }],
      ["half of a surrogate pair in a list", { f: ["\ud800"] }],
    ])(`is refused with %s ${measured}`, async (_, metadata) => {
      await expect(put(metadata)).rejects.toMatchObject({ name: "SerializationException" });
    });
  });
}

function numbered10(prefix: string, value: number | boolean): Metadata {
  return Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`${prefix}${index}`, value]));
}
