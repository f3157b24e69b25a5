import { textKey } from "../../../embedding/index/carried-keys";
import { embeds, failure, s3Failure, vector } from "../../helpers/handler/aws-answers";
import { handlerOf, post, useUpstreams } from "../../helpers/handler/handler";
import type { UpstreamAnswer } from "../../helpers/handler/upstream";

const handler = handlerOf("search");
const amazon = "amazon.rerank-v1:0";
const cohere = "cohere.rerank-v3-5:0";
const upstreams = useUpstreams({
  rerankModels: [amazon, cohere],
  index: { model: "amazon.titan-embed-text-v2:0", dimension: 256 },
});

/** The texts that the index has, by id; undefined for what it has no room for. */
let texts: Record<string, string | undefined>;
/** What the reranker says of each text. */
let relevances: Record<string, number>;
let answerOfReranker: ((body: string) => UpstreamAnswer) | undefined;

const json = (value: unknown): UpstreamAnswer => ({
  status: 200,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(value),
});

beforeEach(() => {
  texts = { a: "text a", b: "text b", c: "text c" };
  relevances = { "text a": 0.1, "text b": 0.3, "text c": 0.9, "text of the object": 0.7 };
  answerOfReranker = undefined;
  upstreams.bedrock.answer = (request) => {
    if (!request.path.includes("rerank")) return embeds(request);
    if (answerOfReranker) return answerOfReranker(request.body);
    const { documents } = JSON.parse(request.body) as { documents: string[] };
    const results = documents.map((text, index) => ({ index, relevance_score: relevances[text] ?? 0 }));
    return json({ results: results.toSorted((one, other) => other.relevance_score - one.relevance_score) });
  };
  upstreams.vectors.answer = ({ body }) => {
    const { topK } = JSON.parse(body);
    const vectors = Object.entries(texts).map(([key, text], rank) => {
      return { key, distance: rank / 8, metadata: text === undefined ? {} : { [textKey]: text } };
    });
    return json({ vectors: vectors.slice(0, topK), distanceMetric: "cosine" });
  };
});

const asked = () =>
  upstreams.bedrock.requests
    .filter(({ path }) => path.includes("rerank"))
    .map(({ path, body }) => ({ model: decodeURIComponent(path.split("/")[2] ?? ""), ...JSON.parse(body) }));
const ids = (body: Record<string, unknown>) => (body["results"] as { id: string }[]).map(({ id }) => id);
const search = (fields: object = {}) => post(handler, { text: "the question", rerank: true, ...fields });

test("orders what is found by the first reranker, and says each score", async () => {
  const { status, body } = await search();
  expect([status, body["rerank"]]).toEqual([200, { model: amazon, applied: true }]);
  expect(body["results"]).toEqual([
    { id: "c", score: 0.9, rerank_score: 0.9, vector_score: 0.75, distance: 0.25 },
    { id: "b", score: 0.3, rerank_score: 0.3, vector_score: 0.875, distance: 0.125 },
    { id: "a", score: 0.1, rerank_score: 0.1, vector_score: 1, distance: 0 },
  ]);
  expect(asked()).toEqual([{ model: amazon, query: "the question", documents: ["text a", "text b", "text c"] }]);
  expect(JSON.parse(upstreams.vectors.requests[0]?.body ?? "")).toMatchObject({ topK: 100, returnMetadata: true });
});

test("asks the reranker that the request names, of the best of so many candidates", async () => {
  const { body } = await search({ mode: "hybrid", rerank: { model: cohere, candidates: 2 }, top_k: 2 });
  expect([ids(body), body["rerank"]]).toEqual([["b", "a"], { model: cohere, applied: true }]);
  expect(asked()).toMatchObject([{ model: cohere, documents: ["text a", "text b"], api_version: 2 }]);
  expect(JSON.parse(upstreams.vectors.requests[0]?.body ?? "")).toMatchObject({ topK: 200 });
  expect((body["results"] as object[])[0]).toMatchObject({ text_score: expect.any(Number), rerank_score: 0.3 });
});

test("reads the text of an object for what the index has none of, and leaves out what is gone", async () => {
  texts = { a: "text a", long: undefined, gone: undefined, odd: undefined };
  const stored = (id: string, change: object) => JSON.stringify({ id, embedding: vector(256), ...change });
  upstreams.s3.answer = ({ path }) => {
    if (path.includes("gone")) return s3Failure(404, "NoSuchKey");
    const change = path.includes("odd") ? {} : { text: "text of the object" };
    return { status: 200, headers: { etag: '"e"' }, body: stored(path.includes("odd") ? "odd" : "long", change) };
  };
  const { body } = await search();
  expect(body["results"]).toEqual([
    expect.objectContaining({ id: "long", rerank_score: 0.7 }),
    expect.objectContaining({ id: "a", rerank_score: 0.1 }),
    { id: "odd", score: 0, distance: 0.375 },
  ]);
});

test("sends the beginnings of the text and of each passage, and no half of a pair", async () => {
  texts = { a: `${"x".repeat(1_499)}😀` };
  await search({ text: "y".repeat(600) });
  expect(asked()).toMatchObject([{ query: "y".repeat(500), documents: ["x".repeat(1_499)] }]);
});

test("groups, diversifies and goes on in its order", async () => {
  const first = await search({ top_k: 2 });
  const second = await search({ top_k: 2, cursor: first.body["next_cursor"] });
  expect([ids(first.body), ids(second.body), second.body["next_cursor"]]).toEqual([["c", "b"], ["a"], null]);
  const { body } = await search({ group_by: "source", top_k: 1 });
  expect(ids(body)).toEqual(["c"]);
});

test("asks nothing where nothing is found, or rerank is false", async () => {
  texts = {};
  expect((await search()).body["rerank"]).toEqual({ model: amazon, applied: true });
  texts = { a: "text a" };
  expect((await search({ rerank: false })).body).not.toHaveProperty("rerank");
  expect(asked()).toEqual([]);
});

describe.each<[string, () => UpstreamAnswer, number, string]>([
  ["is busy", () => failure(429, "ThrottlingException"), 503, "model_unavailable"],
  ["is down", () => failure(503, "ServiceUnavailableException"), 503, "model_unavailable"],
  ["fails", () => failure(424, "ModelErrorException"), 502, "model_failed"],
  ["takes too long", () => failure(408, "ModelTimeoutException"), 504, "model_timeout"],
  ["answers something else", () => json({ results: [] }), 502, "model_output_invalid"],
])("a reranker that %s", (_, answer, status, code) => {
  beforeEach(() => {
    answerOfReranker = answer;
  });

  test("leaves the order as it is, and the answer says so", async () => {
    const { status: answered, body } = await search();
    expect([answered, ids(body)]).toEqual([200, ["a", "b", "c"]]);
    expect(body["rerank"]).toEqual({
      model: amazon,
      applied: false,
      problem: expect.objectContaining({ status, code, request_id: "request-1" }),
    });
    expect(body["results"]).toMatchObject([{ score: 1 }, {}, {}]);
    expect(JSON.stringify(body)).not.toMatch(/rerank_score|upstream secret/);
    const line = upstreams.log.at(-1);
    expect(line).toMatchObject({ level: "error", rerank: { id: amazon, fallback: code }, RerankFallbacks: 1 });
    // Nothing else has failed.
    expect(line).not.toHaveProperty("item_codes");
    expect(line).not.toHaveProperty("ItemFailures");
  });

  test("fails the search where that is asked for", async () => {
    const { status: answered, body } = await search({ rerank: { fallback: false } });
    expect([answered, body["code"]]).toEqual([status, code]);
    expect(upstreams.log.at(-1)).not.toHaveProperty("RerankFallbacks");
  });
});

test("fails where the account may not use the reranker, which no repetition mends", async () => {
  answerOfReranker = () => failure(403, "AccessDeniedException", "aws-marketplace:Subscribe");
  const { status, body } = await search({ rerank: { model: cohere } });
  expect([status, body["code"], body["detail"]]).toEqual([
    503,
    "model_access_denied",
    expect.stringContaining("AWS Marketplace"),
  ]);
});

test("counts the reranker's calls beside those of the embedding model", async () => {
  await search();
  expect(upstreams.log.at(-1)).toMatchObject({
    model: { id: "amazon.titan-embed-text-v2:0", calls: 1 },
    rerank: { id: amazon, calls: 1, throttles: 0 },
  });
  expect(upstreams.log.at(-1)?.["rerank"]).not.toHaveProperty("fallback");
});

test.each<[string, object, string]>([
  ["another model", { rerank: { model: "cohere.rerank-v9" } }, 'has no model "cohere.rerank-v9": use one of amazon'],
  ["more results than are reranked", { top_k: 101 }, "orders 100 candidates, which must be at least top_k"],
  ["fewer candidates than results", { rerank: { candidates: 5 } }, "orders 5 candidates"],
  ["no text", { text: undefined, embedding: vector(256) }, "needs text, with which the reranker compares"],
  ["several texts", { text: undefined, queries: ["a"] }, "needs text, with which the reranker compares"],
  ["a text for it", { rerank: "yes" }, "must be true, false, or an object"],
])("refuses %s before it asks anything", async (_, fields, message) => {
  const { status, body } = await search(fields);
  expect([status, body["errors"]]).toEqual([422, [{ field: "rerank", message: expect.stringContaining(message) }]]);
  expect([...upstreams.bedrock.requests, ...upstreams.vectors.requests]).toEqual([]);
});

test.each<[string, object, string, string]>([
  ["too many candidates", { candidates: 101 }, "rerank.candidates", "must be a whole number from 1 to 100 and is 101"],
  ["a number for the model", { model: 1 }, "rerank", "must be true, false, or an object with any of model (a text)"],
  ["a text for the fallback", { fallback: "no" }, "rerank", "and fallback (true or false)"],
  ["a field that there is not", { top_n: 1 }, "rerank", "has unknown fields"],
])("refuses %s of it", async (_, rerank, field, message) => {
  const { status, body } = await search({ rerank });
  expect([status, body["errors"]]).toEqual([422, [{ field, message: expect.stringContaining(message) }]]);
});

test("takes null for an option as left out", async () => {
  const { body } = await search({ rerank: { model: null, candidates: null, fallback: null } });
  expect(body["rerank"]).toEqual({ model: amazon, applied: true });
});
