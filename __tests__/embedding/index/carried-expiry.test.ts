import { carriedExpiry, vectorHasExpired } from "../../../embedding/index/carried-expiry";
import { fromVectorMetadata, toVectorMetadata } from "../../../embedding/index/carried-metadata";
import { filterProblem, maxConstraints, toIndexFilter, withoutExpired } from "../../../embedding/index/filter";
import { metadataProblem } from "../../../embedding/index/indexing-problems";
import { matchesFilter } from "../../../embedding/index/matches-filter";
import { maxFilterableBytes, metadataBytes } from "../../../embedding/index/metadata-size";
import { vectorFilter } from "../../../local/s3-vectors/vector-filter";

const expires_at = "2030-01-31T12:00:00.000Z";
const time = Date.parse(expires_at);
const at = (milliseconds: number) => new Date(time + milliseconds);
const document = {
  id: "a",
  text: "x",
  embedding: [1],
  model: "m",
  normalized: true,
  metadata: { page: 1 },
  expires_at,
};

test("is carried in milliseconds where it is set alone, and is no metadata of the embedding", () => {
  const { metadata } = toVectorMetadata(document);
  expect(metadata).toMatchObject({ _expires_at: time, page: 1 });
  expect(fromVectorMetadata(metadata)).toEqual({ text: "x", metadata: { page: 1 }, expires_at });
  const without = toVectorMetadata({ ...document, expires_at: undefined }).metadata;
  expect(Object.keys(without)).not.toContain("_expires_at");
  expect(fromVectorMetadata(without)).toEqual({ text: "x", metadata: { page: 1 }, expires_at: undefined });
});

test.each([["soon"], [Number.NaN], [1e300], [true], [[time]]])("is none where a tool put %j", (put) => {
  expect(carriedExpiry({ _expires_at: put })).toEqual({ expires_at: undefined });
  expect(vectorHasExpired({ _expires_at: put }, at(1))).toBe(false);
});

const index = { nonFilterableKeys: ["text"], mode: "ENHANCED" } as const;

test.each<[string, object | undefined]>([
  ["no filter", undefined],
  ["a filter", { page: 1 }],
  ["a filter of several keys", { page: { $gte: 1 }, $or: [{ lang: "en" }, { page: { $lt: 9 } }] }],
])("is what an index is asked by with %s", (_, filter) => {
  for (const [asOf, isFound] of [
    [at(-1), true],
    [at(0), false],
    [at(1), false],
  ] as const) {
    const sent = withoutExpired(filter as { page: number } | undefined, asOf);
    const finds = vectorFilter(toIndexFilter(sent), index);
    const carried = { page: 1, _expires_at: time };
    expect([finds(carried), matchesFilter(carried, sent), !vectorHasExpired(carried, asOf)]).toEqual([
      isFound,
      isFound,
      isFound,
    ]);
    expect(finds({ page: 1 })).toBe(true);
    if (filter) expect(finds({ page: 10, lang: "fr" })).toBe(false);
  }
});

test("leaves a filter so much that with it an index takes the whole", () => {
  const filter = (count: number) => ({ page: { $in: Array.from({ length: count }, (_, page) => page) } });
  expect(filterProblem(filter(maxConstraints))).toBeUndefined();
  const sent = (count: number) => vectorFilter(toIndexFilter(withoutExpired(filter(count), at(0))), index);
  expect(() => sent(maxConstraints)).not.toThrow();
  expect(() => sent(maxConstraints + 1)).toThrow("at most 100 constraints");
});

const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, key) => [`k${key}`, key]));

test("takes the room of one key of metadata, and of its bytes, where it is set alone", () => {
  expect(metadataProblem({ metadata: keys(46) })).toBeUndefined();
  expect(metadataProblem({ metadata: keys(45), expires_at })).toBeUndefined();
  expect(metadataProblem({ metadata: keys(46), expires_at })).toBe(
    "must have at most 45 keys with expires_at and has 46",
  );
  const texts = (bytes: number) => ({ t: "x".repeat(bytes - metadataBytes({ t: "" })) });
  expect(metadataProblem({ metadata: texts(2_048) })).toBeUndefined();
  expect(metadataProblem({ metadata: texts(2_025), expires_at })).toBeUndefined();
  expect(metadataProblem({ metadata: texts(2_026), expires_at })).toContain("at most 2025 bytes with expires_at");
});

test("is carried in full room before what others stored beside it", () => {
  const { metadata, leftOut } = toVectorMetadata({ ...document, metadata: { ...keys(50), long: "x".repeat(2_000) } });
  expect([metadata["_expires_at"], leftOut.length]).toEqual([time, 6]);
  const { text: _text, _model, _dimension, _normalized, ...filterable } = metadata;
  expect(metadataBytes(filterable)).toBeLessThanOrEqual(maxFilterableBytes);
  expect(Object.keys(metadata)).toHaveLength(50);
});
