import type { BatchResponse } from "../../../functions/routes/batch/response";
import { embeds, failure, s3Failure, titan, vector } from "../../helpers/handler/aws-answers";
import { call, handlerOf, post, useUpstreams } from "../../helpers/handler/handler";

const upstreams = useUpstreams();
const handler = handlerOf("batch");

beforeEach(() => {
  upstreams.s3.answer = () => ({ status: 200, headers: { etag: '"e"' } });
});

const batch = async (body: unknown, remainingTimeMs?: number) => {
  const answer = await post(handler, body, remainingTimeMs);
  return { ...answer, body: answer.body as unknown as BatchResponse };
};
const items = (count: number) => Array.from({ length: count }, (_, index) => ({ text: `text ${index}` }));
const inputText = (body: string): string => JSON.parse(body).inputText;

test("answers the embeddings in the items' order and stores nothing by default", async () => {
  // Each text its own vector, so that an exchange would show.
  upstreams.bedrock.answer = ({ body }) => titan([Number(inputText(body).split(" ")[1]), ...vector(255)]);
  const { status, body } = await batch({ items: items(20), dimensions: 256 });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    dimension: 256,
    model: "amazon.titan-embed-text-v2:0",
    succeeded: 20,
    failed: 0,
    not_started: [],
    input_token_count: 60,
  });
  expect(body.results).toEqual(
    items(20).map(({ text }, index) => ({
      index,
      success: true,
      status: 200,
      embedding_id: null,
      embedding: [index, ...vector(255)],
      text_length: text.length,
      truncated: false,
      input_token_count: 3,
      s3_key: null,
      indexed: false,
      unchanged: false,
    })),
  );
  expect(upstreams.s3.requests).toEqual([]);
});

test("stores each item under its id, with its metadata", async () => {
  const { body } = await batch({
    store_in_s3: true,
    items: [
      { text: "a", embedding_id: "doc1", metadata: { page: 1 } },
      { text: "b", embedding_id: "doc2" },
    ],
  });
  expect(body.results.map((result) => result.success && result.s3_key)).toEqual([
    "embeddings/doc1.json",
    "embeddings/doc2.json",
  ]);
  const documents = upstreams.s3.requests.map((request) => JSON.parse(request.body));
  expect(documents.toSorted((a, b) => a.id.localeCompare(b.id))).toMatchObject([
    { id: "doc1", text: "a", metadata: { page: 1 } },
    { id: "doc2", text: "b" },
  ]);
});

test("creates only, where If-None-Match says so, and answers 412 to the items that are there", async () => {
  upstreams.s3.answer = ({ path, headers }) =>
    path.includes("doc1") && headers["if-none-match"] === "*"
      ? s3Failure(412, "PreconditionFailed")
      : { status: 200, headers: { etag: '"e"' } };
  const { status, body } = await call(handler, {
    method: "POST",
    headers: { "content-type": "application/json", "if-none-match": "*" },
    body: JSON.stringify({
      store_in_s3: true,
      items: [
        { text: "a", embedding_id: "doc1" },
        { text: "b", embedding_id: "doc2" },
      ],
    }),
  });
  expect([status, body]).toMatchObject([
    207,
    { results: [{ status: 412, problem: { code: "embedding_exists" } }, { status: 200 }], succeeded: 1, failed: 1 },
  ]);
});

test("has at most 8 items under way at a time", async () => {
  let underWay = 0;
  let most = 0;
  upstreams.bedrock.delay = async () => {
    most = Math.max(most, ++underWay);
    await new Promise((resolve) => setTimeout(resolve, 20));
    underWay--;
  };
  expect((await batch({ items: items(100), dimensions: 256 })).status).toBe(200);
  upstreams.bedrock.delay = undefined;
  expect([most, upstreams.bedrock.requests.length]).toEqual([8, 100]);
});

test("answers each item's own problem with 207, and the others' embeddings", async () => {
  upstreams.bedrock.answer = (request) => {
    switch (inputText(request.body)) {
      case "text 1":
        return failure(400, "ValidationException", "Too many input tokens");
      case "text 2":
        return { status: 200, body: "<html>" };
      case "text 3":
        return failure(403, "AccessDeniedException");
      default:
        return embeds(request);
    }
  };
  const { status, body } = await batch({ items: items(5) });
  expect(status).toBe(207);
  expect(body).toMatchObject({ succeeded: 2, failed: 3, not_started: [] });
  expect(body.results.map((result) => [result.status, result.success ? undefined : result.problem.code])).toEqual([
    [200, undefined],
    [422, "text_too_long"],
    [502, "model_output_invalid"],
    [503, "model_access_denied"],
    [200, undefined],
  ]);
  expect(JSON.stringify(body)).not.toContain("upstream secret");
});

test("loses no item to a model that throttles, and does not storm it", async () => {
  // The SDK spreads its calls by it.
  jest.mocked(Math.random).mockRestore();
  let tokens = 10;
  const refill = setInterval(() => {
    tokens = Math.min(10, tokens + 1);
  }, 25);
  upstreams.bedrock.answer = (request) => (tokens-- > 0 ? embeds(request) : failure(429, "ThrottlingException"));
  const { status, body } = await batch({ items: items(60), dimensions: 256 });
  clearInterval(refill);
  expect([status, body.succeeded]).toEqual([200, 60]);
  // Less than one throttled call for each item.
  expect(upstreams.bedrock.requests.length).toBeLessThan(120);
  expect(upstreams.log).toMatchObject([{ model: { throttles: upstreams.bedrock.requests.length - 60 } }]);
});

test("says which items were not started when the deadline neared, and calls nothing for them", async () => {
  upstreams.bedrock.delay = () => new Promise((resolve) => setTimeout(resolve, 300));
  // 4.5 s are kept for what is under way, so that there is time to start two rounds.
  const { status, headers, body } = await batch({ items: items(40), dimensions: 256 }, 4_900);
  upstreams.bedrock.delay = undefined;
  expect(status).toBe(207);
  expect(body.not_started).toEqual(
    items(40)
      .map((_, index) => index)
      .slice(body.succeeded),
  );
  expect(body.succeeded).toBeGreaterThan(0);
  expect(body.not_started.length).toBeGreaterThan(0);
  expect(body.results.at(-1)).toMatchObject({ status: 503, problem: { code: "not_started" } });
  expect(headers["retry-after"]).toBe("5");
  expect(upstreams.bedrock.requests).toHaveLength(body.succeeded);
});

test("answers ids with their results, also where it is told not to store", async () => {
  const texts = [
    { text: "a", embedding_id: "doc1" },
    { text: "b", embedding_id: "doc1" },
  ];
  const { status, body } = await post(handler, { store_in_s3: false, items: texts });
  expect([status, body["results"]]).toMatchObject([
    200,
    texts.map(({ embedding_id }) => ({ embedding_id, s3_key: null })),
  ]);
  expect(upstreams.s3.requests).toEqual([]);
});

test("refuses an If-None-Match where nothing is stored", async () => {
  const headers = { "content-type": "application/json", "if-none-match": "*" };
  const { status } = await call(handler, { method: "POST", headers, body: JSON.stringify({ items: items(1) }) });
  expect([status, upstreams.bedrock.requests]).toEqual([422, []]);
});

test.each<[string, unknown, string, string | null]>([
  ["a blank text", { text: " " }, "items.1.text must not be blank", null],
  ["no text", {}, "items.1.text must be a string and is missing", null],
  ["null for the text", { text: null }, "items.1.text must be a string and is null", null],
  ["half of a surrogate pair", { text: "\ud800" }, "items.1.text must be valid Unicode", null],
  [
    "more characters than the model takes",
    { text: "x".repeat(50_001) },
    "items.1.text must have at most 50000 characters",
    null,
  ],
  ["an unknown field", { text: "a", embedding_id: "doc2", id: "b" }, 'items.1 has unknown fields: "id"', "doc2"],
  ["no id to store by", { text: "a" }, "items.1.embedding_id is required with store_in_s3", null],
  ["an invalid id", { text: "a", embedding_id: "../x" }, "items.1.embedding_id must ", null],
  ["the id of another", { text: "a", embedding_id: "doc1" }, "items.1.embedding_id is the id of items.0 too", "doc1"],
  [
    "invalid metadata",
    { text: "a", embedding_id: "doc2", metadata: { a: null } },
    "items.1.metadata.a must be",

    "doc2",
  ],
  ["a text for the item", "a", "items.1 must be", null],
  ["null for the item", null, "items.1 must be", null],
])("answers 207 where an item has %s, with its problem, and does the others", async (_, item, message, id) => {
  const others = ["doc1", "doc3"].map((embedding_id) => ({ text: embedding_id, embedding_id }));
  const { status, body } = await batch({ store_in_s3: true, items: [others[0], item, others[1]] });
  const { results, ...rest } = body;
  expect([status, rest]).toMatchObject([207, { succeeded: 2, failed: 1, not_started: [] }]);
  expect(results.map((result) => ({ ...result, embedding: [] }))).toMatchObject([
    { index: 0, success: true, s3_key: "embeddings/doc1.json" },
    {
      index: 1,
      success: false,
      status: 422,
      embedding_id: id,
      problem: { code: "invalid_request", status: 422, detail: expect.stringContaining(message) },
    },
    { index: 2, success: true, s3_key: "embeddings/doc3.json" },
  ]);
  expect(upstreams.bedrock.requests.map((request) => inputText(request.body)).sort()).toEqual(["doc1", "doc3"]);
  expect(upstreams.s3.requests.map(({ path }) => path).filter((path) => path.includes("doc2"))).toEqual([]);
  expect(upstreams.log).toMatchObject([{ level: "info", status: 207, item_codes: { invalid_request: 1 } }]);
});

test("stores an item by the id that an invalid one before it has", async () => {
  const { body } = await batch({
    store_in_s3: true,
    items: ["", "b"].map((text) => ({ text, embedding_id: "doc1" })),
  });
  expect(body.results.map((result) => result.status)).toEqual([422, 200]);
});

test("answers 207 where all items are invalid, and calls nothing", async () => {
  const { status, body } = await batch({ items: [{ text: " " }, {}] });
  expect([status, body]).toMatchObject([207, { succeeded: 0, failed: 2, input_token_count: 0 }]);
  expect([...upstreams.bedrock.requests, ...upstreams.s3.requests]).toEqual([]);
});

test("takes null for what may be left out, of an item too", async () => {
  const left = { dimensions: null, input_type: null, truncate: null, if_changed: null, store_in_s3: null, model: null };
  const { status, body } = await batch({ items: [{ text: "a", embedding_id: null, metadata: null }], ...left });
  expect([status, body.results]).toMatchObject([200, [{ embedding_id: null }]]);
});

test.each<[string, unknown, string]>([
  ["no items", { items: [] }, "items must have 1 to 100 items"],
  ["101 items", { items: items(101) }, "items must have 1 to 100 items and has 101"],
  ["items that are a text as long as too many", { items: "a".repeat(101) }, "items must be an array of items."],
  ["items that only have a length", { items: { length: { toString: 1 } } }, "items must be an array of items."],
  ["items that are none", { items: "a" }, "items must be an array of items"],
  [
    "an id that is not said to store under",
    { items: [{ text: "a" }, { text: "b", embedding_id: "doc1" }] },
    "items.1.embedding_id is where to store it: set store_in_s3 to true to store it, or to false not to",
  ],
  [
    "metadata that are not said to store",
    {
      items: [
        { text: "a", metadata: {} },
        { text: "b", metadata: { page: 1 } },
      ],
    },
    "items.1.metadata is what to store with it: set store_in_s3 to true to store it, or to false not to",
  ],
  ["a condition that is not said to store by", { if_changed: true, items: items(1) }, "if_changed needs store_in_s3"],
  [
    "a condition of what is not stored",
    { if_changed: true, store_in_s3: false, items: items(1) },
    "if_changed needs store_in_s3",
  ],
  ["a field that it does not know", { items: items(1), ids: ["a"] }, 'unknown fields: "ids"'],
  ["null for the items", { items: null }, "items must be an array of items and is null"],
])("refuses %s with 422 and calls nothing", async (_, request, message) => {
  const { status, body } = await post(handler, request);
  expect([status, body["detail"]]).toEqual([422, expect.stringContaining(message)]);
  expect([...upstreams.bedrock.requests, ...upstreams.s3.requests]).toEqual([]);
});

test("answers no vectors where it is told so, of which the largest batch would have more than Lambda returns", async () => {
  const long = Array.from({ length: 1_024 }, (_, index) => `0.${"1234567890".repeat(6)}${index}`);
  const answer = `{"embedding":[${long.join(",")}],"inputTextTokenCount":3}`;
  upstreams.bedrock.answer = () => ({ status: 200, headers: { "content-type": "application/json" }, body: answer });
  const request = {
    store_in_s3: true,
    items: items(100).map(({ text }, index) => ({ text, embedding_id: `${index}`.padStart(256, "a") })),
  };
  expect(await batch(request)).toMatchObject({ status: 422, body: { code: "response_too_large" } });
  const { status, body, text } = await batch({ ...request, return_embedding: false });
  expect([status, body.succeeded, text.includes("0.12345")]).toEqual([200, 100, false]);
  expect(body.results.map((result) => result.success && result.embedding)).toEqual(Array(100).fill(undefined));
});
