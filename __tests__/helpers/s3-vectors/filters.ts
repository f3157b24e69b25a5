import { QueryVectorsCommand } from "@aws-sdk/client-s3vectors";
import { invalid, refusal, type VectorsScene } from "./vectors-scene";

type Filter = Record<string, unknown>;

/** The metadata of the vectors that are filtered, by key. */
const stored = {
  a: { genre: "drama", year: 2020, seen: true, tags: ["x", "y"], scores: [1, 2], "loc.page": 2 },
  b: { genre: "comedy", year: 2021, seen: false, tags: ["y"] },
  c: { genre: "drama", year: 2022.5, seen: true, tags: ["z"], _at: 1_895_000_000_001 },
  d: {},
};

const hundred = Array.from({ length: 100 }, (_, index) => index);

const matching: [Filter, string][] = [
  [{ genre: "drama" }, "ac"],
  [{ year: 2021 }, "b"],
  [{ seen: false }, "b"],
  [{ tags: "y" }, "ab"],
  [{ genre: { $eq: "drama" } }, "ac"],
  [{ year: { $eq: 2022.5 } }, "c"],
  [{ seen: { $eq: true } }, "ac"],
  [{ tags: { $eq: "y" } }, "ab"],
  [{ scores: { $eq: 2 } }, "a"],
  [{ $and: [{ genre: { $exists: true } }, { genre: { $ne: "drama" } }] }, "b"],
  [{ $and: [{ seen: { $exists: true } }, { seen: { $ne: true } }] }, "b"],
  [{ year: { $gt: 2020 } }, "bc"],
  [{ year: { $gte: 2021 } }, "bc"],
  [{ year: { $lt: 2021 } }, "a"],
  [{ year: { $lte: 2021 } }, "ab"],
  [{ year: { $gt: 2022.4 } }, "c"],
  [{ year: { $gte: 2021, $lt: 2022 } }, "b"],
  [{ genre: { $startsWith: "dra" } }, "ac"],
  [{ genre: { $startsWith: "DRA" } }, ""],
  [{ genre: { $in: ["comedy", "western"] } }, "b"],
  [{ year: { $in: [2020, 2022.5, 1] } }, "ac"],
  [{ genre: { $in: ["comedy", 1, true] } }, "b"],
  [{ $and: [{ genre: { $exists: true } }, { genre: { $nin: ["comedy", "western"] } }] }, "ac"],
  [{ year: { $in: [...hundred.slice(1), 2021] } }, "b"],
  [{ genre: { $exists: true } }, "abc"],
  [{ genre: { $exists: false } }, "d"],
  [{ nowhere: { $exists: false } }, "abcd"],
  [{ $and: [{ genre: "drama" }, { year: { $gt: 2020 } }] }, "c"],
  [{ $or: [{ genre: "comedy" }, { year: { $gt: 2022 } }] }, "bc"],
  [{ $and: [{ $or: [{ tags: "x" }, { tags: "z" }] }, { seen: true }, { year: { $lt: 2022 } }] }, "a"],
  [{ $or: [{ $and: [{ genre: "drama" }, { seen: false }] }, { genre: { $exists: false } }] }, "d"],
  [{ $and: [{ genre: "comedy" }] }, "b"],
  // As what has expired is hidden, to the millisecond.
  [{ $or: [{ _at: { $exists: false } }, { _at: { $gt: 1_895_000_000_000 } }] }, "abcd"],
  [{ $or: [{ _at: { $exists: false } }, { _at: { $gt: 1_895_000_000_001 } }] }, "abd"],
  [
    {
      $and: [
        { $and: [{ genre: "drama" }, { seen: true }] },
        { $or: [{ _at: { $exists: false } }, { _at: { $gt: 1_895_000_000_001 } }] },
      ],
    },
    "a",
  ],
];

const matchingAsMeasured: [Filter, string][] = [
  [{ year: "2020" }, ""],
  [{ seen: { $eq: "true" } }, ""],
  [{ nowhere: { $eq: "x" } }, ""],
  [{ genre: { $eq: "drama", $ne: "comedy" } }, "ac"],
  [{ "loc.page": 2 }, "a"],
  [{ "loc.page": { $gte: 2 } }, "a"],
];

const refused: [Filter][] = [
  [{ genre: { $regex: "d" } }],
  [{ genre: { $eg: "drama" } }],
  [{ genre: { $in: [] } }],
  [{ genre: { $in: "drama" } }],
  [{ genre: { $nin: [] } }],
  [{ year: { $gt: "2020" } }],
  [{ year: { $gte: true } }],
  [{ year: { $lt: [1] } }],
  [{ genre: { $exists: "true" } }],
  [{ genre: { $startsWith: 1 } }],
  [{ year: { $in: hundred.concat(100) } }],
  [{ $and: [{ year: { $nin: hundred } }, { genre: "drama" }] }],
  [{ $and: [] }],
  [{ $or: [] }],
  [{ $and: { genre: "drama" } }],
];

const refusedAsMeasured: [Filter][] = [
  [{}],
  [{ genre: "drama", year: 2020 }],
  [{ genre: { $eq: "drama" }, year: { $eq: 2020 } }],
  [{ $and: [{ genre: "drama", year: 2020 }] }],
  [{ $and: [{ genre: "drama" }], genre: "drama" }],
  [{ $and: [{ genre: "drama" }], $or: [{ year: 2020 }] }],
  [{ $and: [{}] }],
  [{ $and: ["drama"] }],
  [{ genre: {} }],
  [{ genre: null }],
  [{ genre: ["drama"] }],
  [{ genre: { x: 1 } }],
  [{ genre: { $eq: "drama", x: 1 } }],
  [{ genre: { $and: [{ genre: "drama" }] } }],
  [{ genre: { $eq: null } }],
  [{ genre: { $ne: ["drama"] } }],
  [{ genre: { $in: [null] } }],
  [{ genre: { $in: [["drama"]] } }],
  [{ year: { $lte: Number.POSITIVE_INFINITY } }],
  [{ genre: { $exists: 1 } }],
];

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-metadata-filtering.html */
export function filterConformance(scene: VectorsScene): void {
  describe("filters", () => {
    let indexName: string;
    beforeAll(async () => {
      indexName = await scene.createIndex({ metadataConfiguration: { nonFilterableMetadataKeys: ["text"] } });
      await scene.put(
        indexName,
        Object.entries(stored).map(([key, metadata], index) => ({
          key,
          data: { float32: [1, index] },
          metadata: { ...metadata, text: "a text" },
        })),
      );
    });
    const query = async (filter: Filter) => {
      const input = { vectorBucketName: scene.bucket, indexName, topK: 10, queryVector: { float32: [1, 0] } };
      const { vectors = [] } = await scene.client.send(new QueryVectorsCommand({ ...input, filter: filter as never }));
      return vectors.map(({ key }) => key).join("");
    };

    test.each(matching)("match by %j: %j", async (filter, keys) => {
      expect(await query(filter)).toBe(keys);
    });

    test.each(matchingAsMeasured)("match by %j (as measured): %j", async (filter, keys) => {
      expect(await query(filter)).toBe(keys);
    });

    test.each(refused)("are refused as %j", async (filter) => {
      await expect(query(filter)).rejects.toMatchObject(invalid());
    });

    test.each(refusedAsMeasured)("are refused as %j (as measured)", async (filter) => {
      const fieldList = [{ path: "filter", message: "Invalid filter" }];
      await expect(query(filter)).rejects.toMatchObject(invalid({ message: "Invalid filter", fieldList }));
    });

    test.each([[{ text: "a text" }], [{ $or: [{ genre: "drama" }, { text: { $exists: true } }] }]])(
      "cannot ask for a non-filterable key: %j",
      async (filter) => {
        await expect(query(filter)).rejects.toMatchObject(invalid());
      },
    );

    test("are refused with half of a surrogate pair (as measured)", async () => {
      await expect(query({ genre: "\ud800" })).rejects.toMatchObject(refusal("SerializationException", 400));
    });

    test("leave room for what is farther: the nearest that match are found", async () => {
      const input = { vectorBucketName: scene.bucket, indexName, topK: 1, queryVector: { float32: [1, 0] } };
      const { vectors } = await scene.client.send(new QueryVectorsCommand({ ...input, filter: { genre: "comedy" } }));
      expect(vectors).toEqual([{ key: "b" }]);
    });
  });
}
