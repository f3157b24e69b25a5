import type { BatchResponse } from "../../../functions/routes/batch/response";
import type { OpenaiResponse } from "../../../functions/routes/openai-embeddings/response";
import { localBedrock } from "../../../local/bedrock/bedrock";
import { vector } from "../../helpers/handler/aws-answers";
import { FaultProxy } from "../../helpers/handler/fault-proxy";
import { handlerOf, post, useUpstreams } from "../../helpers/handler/handler";

const titan = "amazon.titan-embed-text-v2:0";
const cohere = "cohere.embed-v4:0";
const profile = `us.${cohere}`;
const english = "cohere.embed-english-v3";

const upstreams = useUpstreams({
  modelId: titan,
  models: [profile, english],
  modelAliases: { "text-embedding-3-large": profile, "text-embedding-3-small": titan, multilingual: cohere },
  index: { model: titan, dimension: 512 },
});
const bedrock = localBedrock();
let proxy: FaultProxy;
beforeAll(async () => {
  proxy = new FaultProxy(await bedrock.listen({ host: "127.0.0.1", port: 0 }));
  process.env["AWS_ENDPOINT_URL_BEDROCK_RUNTIME"] = await proxy.listen();
});
beforeEach(() => proxy.clear());
afterAll(() => Promise.all([proxy.close(), bedrock.close()]));

/** What was invoked, by the id that it was invoked by. */
const invoked = () => proxy.requests.map(({ path }) => decodeURIComponent(path).replace(/^\/model\/|\/invoke$/g, ""));
const bodies = () => proxy.requests.map(({ body }) => JSON.parse(String(body)));

const names: [string | undefined, string, string, number][] = [
  [undefined, titan, titan, 512],
  [titan, titan, titan, 512],
  ["text-embedding-3-small", titan, titan, 512],
  [cohere, cohere, profile, 1536],
  [profile, cohere, profile, 1536],
  ["text-embedding-3-large", cohere, profile, 1536],
  ["multilingual", cohere, profile, 1536],
  [english, english, english, 1024],
];

test.each(names)("%s is %s, invoked as %s, with vectors of %d numbers", async (name, model, id, dimension) => {
  const { status, body } = await post(handlerOf("generate"), { text: "Hello", model: name });
  expect([status, body["model"], body["dimension"]]).toEqual([200, model, dimension]);
  expect(body["embedding"]).toHaveLength(dimension);
  const batch = await post(handlerOf("batch"), { items: [{ text: "Hello" }], model: name });
  expect(batch.body as BatchResponse).toMatchObject({ model, dimension, results: [{ embedding: body["embedding"] }] });
  expect(invoked()).toEqual([id, id]);
});

test.each(names.slice(1))("%s is %s on /v1/embeddings too, invoked as %s, with %d numbers", async (...row) => {
  const [name, model, id, dimension] = row;
  const { status, body } = await post(handlerOf("openai-embeddings"), { input: ["Hello", "Bonjour"], model: name });
  const { data, model: answered } = body as unknown as OpenaiResponse;
  expect([status, answered, data.map(({ embedding }) => embedding.length)]).toEqual([
    200,
    model,
    [dimension, dimension],
  ]);
  expect(new Set(invoked())).toEqual(new Set([id]));
});

test("embeds by the options of the model that is named, and refuses the lengths of another", async () => {
  const request = { text: "Hello", model: cohere, input_type: "query", truncate: "end", dimensions: 256 };
  const { status, body } = await post(handlerOf("generate"), request);
  expect([status, body["dimension"]]).toEqual([200, 256]);
  expect(bodies()).toEqual([expect.objectContaining({ input_type: "search_query", output_dimension: 256 })]);
  const refused = await post(handlerOf("generate"), { text: "Hello", model: english, dimensions: 512 });
  expect([refused.status, refused.body["code"]]).toEqual([422, "invalid_request"]);
  expect(refused.body["detail"]).toContain(`dimensions is 512, and ${english} offers 1024`);
});

test("takes texts as long as the model that is named does", async () => {
  const text = "word ".repeat(500);
  expect((await post(handlerOf("generate"), { text })).status).toBe(200);
  const { status, body } = await post(handlerOf("generate"), { text, model: english });
  expect([status, body["code"]]).toEqual([422, "invalid_request"]);
  expect(invoked()).toEqual([titan]);
});

test.each([
  ["generate", { text: "Hello" }],
  ["batch", { items: [{ text: "Hello" }] }],
  ["search", { text: "Hello" }],
  ["search", { embedding_id: "doc1" }],
])(
  "%s answers 404 to a model that there is not, with those that there are, and calls nothing",
  async (name, request) => {
    const { status, body } = await post(handlerOf(name), { ...request, model: "text-embedding-ada-002" });
    const detail =
      `There is no model "text-embedding-ada-002": use one of ${titan}, ${cohere}, ${profile}, ${english}, ` +
      "text-embedding-3-large, text-embedding-3-small, multilingual.";
    expect([status, body]).toEqual([
      404,
      expect.objectContaining({
        status: 404,
        code: "model_not_found",
        detail,
        errors: [{ field: "model", message: detail }],
      }),
    ]);
    expect([...proxy.requests, ...upstreams.s3.requests, ...upstreams.vectors.requests]).toEqual([]);
  },
);

test("answers 404 on /v1/embeddings in OpenAI's form", async () => {
  const { status, body } = await post(handlerOf("openai-embeddings"), { input: "Hello", model: "gpt-4" });
  expect([status, body]).toEqual([
    404,
    { error: expect.objectContaining({ type: "invalid_request_error", param: "model", code: "model_not_found" }) },
  ]);
  expect(proxy.requests).toEqual([]);
});

const stored = { store_in_s3: true };
const asks: [string, object][] = [
  ["generate", { text: "Hello", embedding_id: "doc1", ...stored }],
  ["generate", { text: "Hello", embedding_id: "doc1", ...stored, if_changed: true }],
  ["batch", { items: [{ text: "Hello", embedding_id: "doc1" }], ...stored }],
  ["search", { text: "Hello" }],
  ["search", { embedding: vector(512) }],
  ["search", { embedding_id: "doc1" }],
];

test.each(asks)(
  "%s with %j answers 422 to another model than the index's, names both, and calls nothing",
  async (...ask) => {
    const [name, request] = ask;
    for (const model of [cohere, profile, "text-embedding-3-large"]) {
      const { status, body } = await post(handlerOf(name), { ...request, model });
      expect([status, body["status"], body["code"]]).toEqual([422, 422, "index_mismatch"]);
      expect(body["detail"]).toContain(`the model ${cohere}, and the service stores and searches vectors of ${titan}`);
      expect(body["errors"]).toEqual([{ field: "model", message: body["detail"] }]);
    }
    expect([...proxy.requests, ...upstreams.s3.requests, ...upstreams.vectors.requests]).toEqual([]);
  },
);

test.each(["generate", "batch", "search"])("%s takes the index's own model, by any of its names", async (name) => {
  upstreams.vectors.answer = () => ({
    status: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ vectors: [], distanceMetric: "cosine" }),
  });
  const [, request = {}] = asks.find(([route]) => route === name) ?? [];
  for (const model of [titan, "text-embedding-3-small"]) {
    const { status, body } = await post(handlerOf(name), { ...request, model });
    expect([status, body["model"]]).toEqual([200, titan]);
  }
  for (const { body } of upstreams.s3.requests)
    expect(JSON.parse(body)).toMatchObject({ model: titan, dimension: 512 });
  expect(new Set(invoked())).toEqual(new Set([titan]));
});

test("says in the log which model was called, whose tokens it counts", async () => {
  await post(handlerOf("generate"), { text: "Hello", model: "text-embedding-3-large" });
  await post(handlerOf("generate"), { text: "Hello" });
  await post(handlerOf("generate"), { text: "Hello", model: "none" });
  expect(upstreams.log.map(({ model }) => (model as { id: string } | undefined)?.id)).toEqual([
    cohere,
    titan,
    undefined,
  ]);
  const [first] = upstreams.log;
  expect(first).toMatchObject({ model: { input_tokens: first?.["InputTokens"] } });
});
