import { fromVectorMetadata, toVectorMetadata } from "../../../embedding/index/carried-metadata";
import { maxCarriedBytes, maxFilterableBytes, metadataBytes } from "../../../embedding/index/metadata-size";
import { rareTerms } from "../../../embedding/ranking/rare-terms";

const text = "Set maxRetries, or --no-color.";
const carriedOf = (metadata: object, of = text) =>
  toVectorMetadata({
    id: "a",
    text: of,
    embedding: [1],
    model: undefined,
    normalized: undefined,
    expires_at: undefined,
    metadata,
  }).metadata;

test("carries the rare terms of a text, which are nothing of its metadata", () => {
  const carried = carriedOf({ page: 1 });
  expect(carried).toEqual({ page: 1, text, _dimension: 1, _terms: rareTerms(text) });
  expect(fromVectorMetadata(carried)).toEqual({ text, metadata: { page: 1 } });
});

test.each([undefined, "Plain words.", "maxRetries of no Unicode \ud800"].map((of) => ({ of })))(
  "carries none of the text $of",
  ({ of }) => {
    const document = {
      id: "a",
      text: of,
      embedding: [1],
      model: undefined,
      normalized: undefined,
      expires_at: undefined,
      metadata: {},
    };
    expect(toVectorMetadata(document).metadata).not.toHaveProperty("_terms");
  },
);

test("carries as many as metadata leaves room for, and never less metadata for them", () => {
  const terms = rareTerms(text);
  const bytes = metadataBytes({ _terms: terms }) - metadataBytes({});
  const ofBytes = (count: number) => ({ source: "a".repeat(count - metadataBytes({ source: "" })) });
  const kept = (metadata: object) => [carriedOf(metadata)["source"], carriedOf(metadata)["_terms"]];
  for (const [free, count] of [
    [bytes, 2],
    [bytes - 1, 1],
    [bytes - 8, 1],
    [bytes - 9, undefined],
    [0, undefined],
  ] as const) {
    const metadata = ofBytes(maxFilterableBytes - free);
    expect([free, ...kept(metadata)]).toEqual([free, metadata.source, count && terms.slice(0, count)]);
  }
});

test("carries none where metadata have all keys, and all metadata", () => {
  const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, key) => [`k${key}`, true]));
  expect(carriedOf(keys(45))).toMatchObject({ ...keys(45), _terms: rareTerms(text) });
  expect(carriedOf(keys(46))).toEqual({ ...keys(46), text, _dimension: 1 });
});

test("carries none where the text takes all room", () => {
  const rest =
    metadataBytes(carriedOf({}, `${text} `)) - metadataBytes({ _terms: rareTerms(text) }) + metadataBytes({});
  const long = (room: number) => text.padEnd(text.length + 1 + maxCarriedBytes - rest - room);
  expect(carriedOf({}, long(0))).toEqual({ text: long(0), _dimension: 1 });
  expect(carriedOf({}, long(100))).toMatchObject({ text: long(100), _terms: rareTerms(text) });
});
