import type { BatchResponse } from "../../../functions/routes/batch/response";
import { localBedrock } from "../../../local/bedrock/bedrock";
import { FaultProxy } from "../../helpers/handler/fault-proxy";
import { handlerOf, post, useUpstreams } from "../../helpers/handler/handler";

const upstreams = useUpstreams({
  modelId: "us.cohere.embed-v4:0",
  index: { model: "cohere.embed-v4:0", dimension: 1024 },
});
const bedrock = localBedrock();
let proxy: FaultProxy;
beforeAll(async () => {
  proxy = new FaultProxy(await bedrock.listen({ host: "127.0.0.1", port: 0 }));
  process.env["AWS_ENDPOINT_URL_BEDROCK_RUNTIME"] = await proxy.listen();
});
beforeEach(() => proxy.clear());
afterAll(() => Promise.all([proxy.close(), bedrock.close()]));

const generate = handlerOf("generate");
const openai = handlerOf("openai-embeddings");
const batch = async (body: object) => {
  const answer = await post(handlerOf("batch"), body);
  return { status: answer.status, body: answer.body as BatchResponse };
};

const items = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ text: `text ${index}`, embedding_id: `doc-${index}` }));
/** The bodies that Bedrock was sent. */
const asked = () => proxy.requests.map(({ body }) => JSON.parse(String(body)));
const documents = () => upstreams.s3.requests.map(({ body }) => JSON.parse(body));

/** One token for each character: more than the model takes of one text. */
const tooLong = "漢".repeat(128_001);

test("embeds a batch of 96 texts in one call, through the profile", async () => {
  const { status, body } = await batch({ items: items(96).map(({ text }) => ({ text })) });
  expect([status, body.succeeded, body.model]).toEqual([200, 96, "cohere.embed-v4:0"]);
  expect(asked()).toEqual([
    expect.objectContaining({ texts: items(96).map(({ text }) => text), input_type: "search_document" }),
  ]);
  expect(decodeURIComponent(proxy.requests[0]?.path ?? "")).toBe("/model/us.cohere.embed-v4:0/invoke");
  // The model counts all of them together.
  expect(body.results.map((result) => result.success && result.input_token_count)).toEqual(items(96).map(() => null));
  expect(body.input_token_count).toBeGreaterThan(96);
});

test("stores what the model is, not the way to it, and that its vectors are documents", async () => {
  const { body } = await batch({ items: items(2), store_in_s3: true });
  expect(body.results.map((result) => result.success && result.indexed)).toEqual([true, true]);
  expect(documents()).toEqual([
    expect.objectContaining({ model: "cohere.embed-v4:0", input_type: "document", truncated: false, normalized: true }),
    expect.objectContaining({ model: "cohere.embed-v4:0", input_token_count: null, dimension: 1024 }),
  ]);
});

test("refuses one text of a batch that is too long, and stores the others", async () => {
  const some = items(10).with(3, { text: tooLong, embedding_id: "long" });
  const { status, body } = await batch({ items: some, store_in_s3: true });
  expect([status, body.succeeded, body.failed]).toEqual([207, 9, 1]);
  expect(body.results[3]).toMatchObject({ success: false, status: 422, problem: { code: "text_too_long" } });
  expect(documents()).toHaveLength(9);
});

test("embeds the start of such a text where its end may be left out, and says so", async () => {
  const some = items(10).with(3, { text: tooLong, embedding_id: "long" });
  const { status, body } = await batch({ items: some, store_in_s3: true, truncate: "end" });
  expect([status, body.results.map((result) => result.success && result.truncated)]).toEqual([
    200,
    some.map(({ embedding_id }) => embedding_id === "long"),
  ]);
  expect(documents().filter(({ truncated }) => truncated)).toEqual([
    expect.objectContaining({ id: "long", text: tooLong }),
  ]);
});

test("asks for the vector of a query on request, and never stores one", async () => {
  expect((await post(generate, { text: "Hello", input_type: "query" })).body).toMatchObject({ input_type: "query" });
  expect(asked()).toEqual([expect.objectContaining({ input_type: "search_query" })]);
  const stored = await post(generate, { text: "Hello", input_type: "query", store_in_s3: true, embedding_id: "doc1" });
  expect([stored.status, stored.body["detail"]]).toEqual([
    422,
    expect.stringContaining('input_type must be "document"'),
  ]);
  expect((await batch({ items: items(1), input_type: "query", store_in_s3: true })).status).toBe(422);
  expect(upstreams.s3.requests).toEqual([]);
});

test("searches with the vector of a query", async () => {
  upstreams.vectors.answer = () => ({
    status: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ vectors: [], distanceMetric: "cosine" }),
  });
  expect((await post(handlerOf("search"), { text: "Hello" })).status).toBe(200);
  expect(asked()).toEqual([expect.objectContaining({ input_type: "search_query", texts: ["Hello"] })]);
});

test("says nothing of a text's tokens where the model does not", async () => {
  upstreams.vectors.answer = () => ({
    status: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ vectors: [], distanceMetric: "cosine" }),
  });
  const embedding = [1, ...Array<number>(1_023).fill(0)];
  proxy.fault = () => ({ status: 200, headers: {}, body: JSON.stringify({ embeddings: { float: [embedding] } }) });
  for (const route of ["search", "generate"]) {
    const { status, body } = await post(handlerOf(route), { text: "Hello" });
    expect([status, body["input_token_count"]]).toEqual([200, null]);
  }
});

test.each([
  ["document", "search_document"],
  ["search_document", "search_document"],
  ["PASSAGE", "search_document"],
  ["query", "search_query"],
  ["Search_Query", "search_query"],
  [undefined, "search_document"],
])("takes the input_type %s on /v1/embeddings for %s", async (input_type, expected) => {
  const { status } = await post(openai, { input: ["a", "b"], model: "us.cohere.embed-v4:0", input_type });
  expect([status, asked()]).toEqual([200, [expect.objectContaining({ input_type: expected, texts: ["a", "b"] })]]);
});

test("names the two purposes to whoever asks /v1/embeddings for another", async () => {
  const { status, body } = await post(openai, { input: "a", model: "cohere.embed-v4:0", input_type: "clustering" });
  expect([status, body["error"]]).toMatchObject([
    400,
    { param: "input_type", message: expect.stringContaining('must be "document" or "query"') },
  ]);
});

test.each(["end", "END"])("marks what was cut on /v1/embeddings with truncate %s", async (truncate) => {
  const { body } = await post(openai, { input: ["a", tooLong], model: "cohere.embed-v4:0", truncate });
  expect(body["data"]).toEqual([
    { object: "embedding", index: 0, embedding: expect.any(Array) },
    { object: "embedding", index: 1, embedding: expect.any(Array), truncated: true },
  ]);
});
