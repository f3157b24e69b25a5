import { textKey } from "../../../embedding/index/carried-keys";
import { rareTerms } from "../../../embedding/ranking/rare-terms";
import { failure, vector } from "../../helpers/handler/aws-answers";
import { handlerOf, post, useUpstreams } from "../../helpers/handler/handler";

const handler = handlerOf("search");
const upstreams = useUpstreams({ index: { model: "amazon.titan-embed-text-v2:0", dimension: 256 } });
beforeAll(() => {
  process.env["SEARCH_MODE"] = "hybrid";
});

/** Has the index find these texts in this order; undefined stands for one that it does not keep. */
function find(texts: Record<string, string | undefined>): void {
  const vectors = Object.entries(texts).map(([key, text], rank) => ({
    key,
    distance: rank / 8,
    metadata: { page: rank, ...(text === undefined ? {} : { [textKey]: text }) },
  }));
  upstreams.vectors.answer = () => ({
    status: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ vectors, distanceMetric: "cosine" }),
  });
}

const queries = () => upstreams.vectors.requests.map(({ body }) => JSON.parse(body));
const codes = { certificates: "All about certificates", other: "ERR_SSL_42 is another", code: "When ERR_SSL_41 comes" };

test("orders the most similar also by their words, in the service's mode, and says each score", async () => {
  find(codes);
  const { status, body } = await post(handler, { text: "ERR_SSL_41" });
  expect(status).toBe(200);
  expect(body["mode"]).toBe("hybrid");
  expect(body["results"]).toEqual([
    { id: "code", score: expect.any(Number), vector_score: 0.75, text_score: expect.any(Number), distance: 0.25 },
    { id: "other", score: expect.any(Number), vector_score: 0.875, text_score: expect.any(Number), distance: 0.125 },
    { id: "certificates", score: expect.closeTo(1 / 3, 12), vector_score: 1, text_score: 0, distance: 0 },
  ]);
  expect(queries()).toMatchObject([{ topK: 200, returnMetadata: true }]);
  expect(upstreams.s3.requests).toEqual([]);
});

test.each([
  [{}, 200],
  [{ top_k: 350 }, 350],
  [{ candidates: 100 }, 100],
  [{ candidates: 1_000, top_k: 1_000 }, 1_000],
])("asks the index with %j for %i candidates", async (fields, topK) => {
  await post(handler, { text: "x", ...fields });
  expect(queries()).toMatchObject([{ topK }]);
});

/** What leaves out what has expired. */
const current = { $or: expect.any(Array) };

test("asks once more for rare terms that no candidate has, where there are more than those", async () => {
  const many = Object.fromEntries(Array.from({ length: 100 }, (_, place) => [`doc${place}`, "All about certificates"]));
  find(many);
  await post(handler, { text: "ERR_SSL_41 and certificates", candidates: 100, filter: { page: 7 } });
  const [term] = rareTerms("ERR_SSL_41");
  expect(queries()).toMatchObject([
    { topK: 100, filter: { $and: [{ page: 7 }, current] } },
    {
      topK: 100,
      filter: { $and: [{ $and: [{ page: 7 }, { $or: [{ _terms: term }] }] }, current] },
      returnMetadata: true,
    },
  ]);
  for (const [text, candidates] of [
    ["ERR_SSL_41", 101],
    ["all about certificates", 100],
  ]) {
    upstreams.vectors.requests.length = 0;
    await post(handler, { text, candidates });
    expect([text, queries().length]).toEqual([text, 1]);
  }
});

test("answers 503 where the index fails when it is asked once more", async () => {
  find(Object.fromEntries(Array.from({ length: 100 }, (_, place) => [`doc${place}`, "All about certificates"])));
  const { answer } = upstreams.vectors;
  upstreams.vectors.answer = (request) =>
    JSON.parse(request.body).filter ? failure(503, "ServiceUnavailableException") : answer(request);
  const { status, body } = await post(handler, { text: "ERR_SSL_41", candidates: 100 });
  expect([status, body["code"]]).toEqual([503, "index_unavailable"]);
});

test("answers the best top_k of all candidates, with what is asked for alone", async () => {
  find(codes);
  const { body } = await post(handler, { text: "ERR_SSL_41", top_k: 1, include: ["metadata"] });
  expect(body["results"]).toEqual([expect.objectContaining({ id: "code", metadata: { page: 2 } })]);
  expect(body["results"]).toEqual([expect.not.objectContaining({ text: expect.anything() })]);
});

test("answers only what has the words in quotes", async () => {
  find({ ...codes, long: undefined });
  expect((await post(handler, { text: 'certificates "ssl_42"' })).body["results"]).toMatchObject([{ id: "other" }]);
  expect((await post(handler, { text: '"ssl_4"' })).body["results"]).toEqual([]);
});

test("orders by its vector alone what the index has no text of, without reading its object", async () => {
  find({ long: undefined, ...codes });
  const { body } = await post(handler, { text: "certificates" });
  expect(body["results"]).toMatchObject([{ id: "certificates" }, { id: "long", score: 0.5, vector_score: 1 }, {}, {}]);
  expect((body["results"] as object[])[1]).not.toHaveProperty("text_score");
  expect(upstreams.s3.requests).toEqual([]);
});

test("takes what another tool put for a text that is none as one that is not known", async () => {
  find({ ...codes, odd: 5 as never });
  const { status, body } = await post(handler, { text: "ERR_SSL_41" });
  expect([status, body["results"]]).toMatchObject([
    200,
    [{ id: "code" }, { id: "other" }, { id: "certificates" }, { id: "odd" }],
  ]);
});

test("asks the index for what a filter allows alone, and leaves out what is less similar than min_score", async () => {
  find(codes);
  const { body } = await post(handler, { text: "ERR_SSL_41", filter: { page: 1 }, min_score: 0.8 });
  expect(queries()).toMatchObject([{ filter: { $and: [{ page: 1 }, current] } }]);
  expect(body["results"]).toMatchObject([{ id: "other" }, { id: "certificates" }]);
});

test("orders by vectors alone on request, and where there is no text", async () => {
  find(codes);
  for (const query of [{ text: "ERR_SSL_41", mode: "vector" }, { embedding: vector(256) }]) {
    upstreams.clear();
    const { body } = await post(handler, query);
    expect(body).toMatchObject({ mode: "vector", results: [{ id: "certificates", score: 1, distance: 0 }, {}, {}] });
    expect(JSON.stringify(body)).not.toMatch(/vector_score|text_score/);
    expect(queries()).toMatchObject([{ topK: 10, returnMetadata: false }]);
  }
});

test.each<[string, object, string, string]>([
  [
    "hybrid without a text",
    { embedding: vector(256), mode: "hybrid" },
    "mode",
    "needs text or queries, whose words it orders by",
  ],
  ["candidates without a text", { embedding: vector(256), candidates: 100 }, "candidates", "acts only with the mode"],
  ["candidates of vector", { text: "x", mode: "vector", candidates: 100 }, "candidates", "acts only with the mode"],
  ["fewer candidates than results", { text: "x", candidates: 100, top_k: 101 }, "candidates", "at least top_k"],
  ["too few", { text: "x", candidates: 99 }, "candidates", "must be a whole number from 100 to 1000"],
  ["too many", { text: "x", candidates: 1_001 }, "candidates", "must be a whole number from 100 to 1000"],
  ["another mode", { text: "x", mode: "words" }, "mode", 'must be "vector" or "hybrid"'],
])("refuses %s before it asks anything", async (_, request, field, message) => {
  const { status, body } = await post(handler, request);
  expect(status).toBe(422);
  expect(body["errors"]).toEqual([{ field, message: expect.stringContaining(message) }]);
  expect([...upstreams.bedrock.requests, ...upstreams.vectors.requests]).toEqual([]);
});
