import { failure, s3Failure, titan, vector } from "../../helpers/handler/aws-answers";
import { handlerOf, indexArn, post, useUpstreams } from "../../helpers/handler/handler";
import type { UpstreamAnswer, UpstreamRequest } from "../../helpers/handler/upstream";

const handler = handlerOf("search");
const model = "amazon.titan-embed-text-v2:0";
const upstreams = useUpstreams({ index: { model, dimension: 256 } });

interface Found {
  readonly key: string;
  readonly distance?: unknown;
  readonly metadata?: Record<string, unknown>;
}

const page = (vectors: readonly Found[], nextToken?: string): UpstreamAnswer => ({
  status: 200,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ vectors, distanceMetric: "cosine", nextToken }),
});
const stored = (id: string, change: object = {}) => ({
  id,
  text: `Text of ${id}`,
  embedding: vector(256),
  dimension: 256,
  model,
  input_token_count: 3,
  created_at: "2026-01-01T00:00:00.000Z",
  ...change,
});
const queries = () => upstreams.vectors.requests.map(({ body }) => JSON.parse(body));
const idOf = ({ path }: UpstreamRequest) => /embeddings\/(.+)\.json/.exec(decodeURIComponent(path))?.[1] ?? "";

/** Has S3 hold these documents. */
function hold(...documents: readonly (Record<string, unknown> & { readonly id: string })[]): void {
  upstreams.s3.answer = (request) => {
    const document = documents.find(({ id }) => id === idOf(request));
    return document
      ? { status: 200, headers: { etag: '"e"' }, body: JSON.stringify(document) }
      : s3Failure(404, "NoSuchKey");
  };
}

beforeEach(() => {
  upstreams.vectors.answer = () => page([]);
});

/** What has not expired. */
const current = {
  $or: [{ _expires_at: { $exists: false } }, { _expires_at: { $gt: expect.any(Number) } }],
};

test("searches the index for the text's vector and answers the results in its order", async () => {
  upstreams.vectors.answer = () =>
    page([
      { key: "doc2", distance: 0.25 },
      { key: "doc1", distance: 1.5 },
    ]);
  const { status, body } = await post(handler, { text: "Hello" });
  expect([status, body]).toEqual([
    200,
    {
      results: [
        { id: "doc2", score: 0.75, distance: 0.25 },
        { id: "doc1", score: -0.5, distance: 1.5 },
      ],
      next_cursor: null,
      mode: "vector",
      model,
      truncated: false,
      input_token_count: 3,
      processing_time_ms: expect.any(Number),
    },
  ]);
  expect(upstreams.bedrock.requests.map(({ body }) => JSON.parse(body))).toEqual([
    { inputText: "Hello", dimensions: 256, normalize: true },
  ]);
  expect(queries()).toEqual([
    {
      indexArn,
      queryVector: { float32: vector(256) },
      topK: 10,
      filter: current,
      returnMetadata: false,
      returnDistance: true,
    },
  ]);
  expect(upstreams.s3.requests).toEqual([]);
});

test("searches for a vector without asking the model", async () => {
  const { body } = await post(handler, { embedding: vector(256), top_k: 1_000 });
  expect(body).toMatchObject({ results: [], input_token_count: 0 });
  expect(queries()).toMatchObject([{ queryVector: { float32: vector(256) }, topK: 1_000 }]);
  expect(upstreams.bedrock.requests).toEqual([]);
});

test("searches for the vector of a stored embedding", async () => {
  hold(stored("doc1", { model: null }));
  upstreams.vectors.answer = () => page([{ key: "doc1", distance: 0 }]);
  const { body } = await post(handler, { embedding_id: "doc1" });
  expect(body).toMatchObject({ results: [{ id: "doc1", score: 1, distance: 0 }] });
  expect(queries()).toMatchObject([{ queryVector: { float32: vector(256) } }]);
});

test.each<[string, object]>([
  ["the template's", { text: "Text", dimension: 256 }],
  ["one that says nothing of its dimension", {}],
  ["one with another dimension than its vector", { dimension: 1 }],
  ["one with null for its model", { model: null, created_at: "2026-01-01 00:00:00" }],
])("searches for the vector of an object that another tool wrote: %s", async (_, fields) => {
  hold({ id: "doc1", embedding: vector(256), ...fields });
  expect((await post(handler, { embedding_id: "doc1" })).status).toBe(200);
  expect(queries()).toMatchObject([{ queryVector: { float32: vector(256) } }]);
});

test.each<[string, object, string]>([
  ["without a vector", { text: "a" }, 'The embedding "doc1" has no vector of finite numbers: generate it again.'],
  [
    "with a vector in another form",
    { text: "a", embedding: "AACAPg==" },
    'The embedding "doc1" has no vector of finite numbers',
  ],
  [
    "with a vector of zeros",
    { embedding: Array(256).fill(0) },
    'The embedding "doc1" has a vector that has only zeros',
  ],
  [
    "with a vector of another length",
    { embedding: [1, 2] },
    "has a dimension that is 2, and the vector index has the dimension 256",
  ],
])("refuses to search for a stored embedding %s", async (_, fields, detail) => {
  hold({ id: "doc1", ...fields });
  const { status, body } = await post(handler, { embedding_id: "doc1" });
  expect([status, body["code"], body["detail"]]).toEqual([409, "index_mismatch", expect.stringContaining(detail)]);
  expect(upstreams.vectors.requests).toEqual([]);
});

test("quotes little of the model that another tool wrote", async () => {
  hold({ id: "doc1", embedding: vector(256), model: "m".repeat(7_000_000) });
  const { status, body } = await post(handler, { embedding_id: "doc1" });
  expect(status).toBe(409);
  expect(body["detail"]).toContain(`is of the model ${"m".repeat(64)}…, dimension 256`);
});

test("answers 404 for an embedding that is not stored", async () => {
  hold();
  const { status, body } = await post(handler, { embedding_id: "doc1" });
  expect([status, body["code"]]).toEqual([404, "embedding_not_found"]);
});

test.each([
  ["model", { model: "amazon.titan-embed-text-v1" }, "amazon.titan-embed-text-v1"],
  ["dimension", { dimension: 512, embedding: vector(512) }, "a dimension that is 512"],
])("refuses a stored embedding of another %s, and names both", async (_, change, named) => {
  hold(stored("doc1", change));
  const { status, body } = await post(handler, { embedding_id: "doc1" });
  expect([status, body["code"]]).toEqual([409, "index_mismatch"]);
  expect(body["detail"]).toContain(named);
  expect(body["detail"]).toMatch(
    /and (the index of amazon.titan-embed-text-v2:0, dimension 256|the vector index has the dimension 256)/,
  );
  expect(upstreams.vectors.requests).toEqual([]);
});

test("sends a filter in the form that the index documents", async () => {
  await post(handler, { text: "Hello", filter: { language: "en", year: { $gte: 2020, $lt: 2024 } } });
  const sent = { $and: [{ language: "en" }, { year: { $gte: 2020, $lt: 2024 } }] };
  expect(queries()).toMatchObject([{ filter: { $and: [sent, current] } }]);
});

test("follows all pages", async () => {
  const pages = [page([{ key: "a", distance: 0 }], "t1"), page([], "t2"), page([{ key: "b", distance: 0.5 }])];
  upstreams.vectors.answer = () => pages[upstreams.vectors.requests.length - 1] ?? "reset";
  const { body } = await post(handler, { text: "Hello", filter: { a: 1 }, top_k: 500 });
  expect(body["results"]).toMatchObject([{ id: "a" }, { id: "b" }]);
  expect(queries()).toMatchObject([{}, { nextToken: "t1" }, { nextToken: "t2" }]);
  for (const query of queries()) {
    expect(query).toMatchObject({ filter: queries()[0]?.filter, topK: 500, queryVector: { float32: vector(256) } });
  }
});

test("leaves out what is below min_score, and asks for no page after it", async () => {
  upstreams.vectors.answer = () =>
    page(
      [
        { key: "a", distance: 0.25 },
        { key: "b", distance: 0.5 },
        { key: "c", distance: 0.75 },
      ],
      "more",
    );
  const { body } = await post(handler, { text: "Hello", min_score: 0.5 });
  expect(body["results"]).toMatchObject([{ id: "a" }, { id: "b" }]);
  expect(body["results"]).toHaveLength(2);
  expect(upstreams.vectors.requests).toHaveLength(1);
});

describe("include", () => {
  const carried = { text: "Carried", language: "en", _model: model, _dimension: 256, _normalized: true };

  test("answers the text and the metadata that the index carries, and nothing of its own", async () => {
    upstreams.vectors.answer = () => page([{ key: "doc1", distance: 0, metadata: carried }]);
    const { body } = await post(handler, { text: "Hello", include: ["text", "metadata"] });
    expect(body["results"]).toEqual([
      { id: "doc1", score: 1, distance: 0, text: "Carried", metadata: { language: "en" } },
    ]);
    expect(queries()).toMatchObject([{ returnMetadata: true }]);
    expect(upstreams.s3.requests).toEqual([]);
  });

  test.each([
    ["beyond 2^53", "18014398509481984"],
    ["with an exponent", "1E+300"],
    ["in more digits than a float tells apart", "0.10000000000000000000001"],
    ["in a list", "[1,9007199254740992]"],
  ])("answers a number %s in the metadata", async (_, number) => {
    const metadata = { ...carried, number: "NUMBER" };
    upstreams.vectors.answer = () => {
      const answer = page([{ key: "doc1", distance: 0, metadata }]);
      if (typeof answer === "string") throw new Error("An index answers JSON");
      return { ...answer, body: answer.body?.replace('"NUMBER"', number) ?? "" };
    };
    const { status, body } = await post(handler, { text: "Hello", include: ["metadata"] });
    expect([status, body["results"]]).toEqual([
      200,
      [{ id: "doc1", score: 1, distance: 0, metadata: { language: "en", number: JSON.parse(number) } }],
    ]);
  });

  test.each([
    ["text", { text: "Carried" }],
    ["metadata", { metadata: { language: "en" } }],
  ])("answers the %s alone where that is asked for", async (field, expected) => {
    upstreams.vectors.answer = () => page([{ key: "doc1", distance: 0, metadata: carried }]);
    const { body } = await post(handler, { text: "Hello", include: [field] });
    expect(body["results"]).toEqual([{ id: "doc1", score: 1, distance: 0, ...expected }]);
  });

  test("reads a text from S3 that the index has no room for, and leaves out what is gone", async () => {
    hold(stored("doc1"), stored("doc3"));
    upstreams.vectors.answer = () =>
      page([
        { key: "doc1", distance: 0, metadata: { _model: model } },
        { key: "gone", distance: 0, metadata: { _model: model } },
        { key: "doc2", distance: 0, metadata: carried },
        { key: "doc3", distance: 0, metadata: {} },
      ]);
    const { body } = await post(handler, { text: "Hello", include: ["text"] });
    expect(body["results"]).toMatchObject([
      { id: "doc1", text: "Text of doc1" },
      { id: "doc2", text: "Carried" },
      { id: "doc3", text: "Text of doc3" },
    ]);
    expect(upstreams.s3.requests.map(idOf).sort()).toEqual(["doc1", "doc3", "gone"]);
    expect(body["left_out"]).toBe(1);
  });

  test.each([[], ["text"], ["metadata", "embedding"]])(
    "leaves out what is of no embedding, and says so, with %j",
    async (...include) => {
      hold(stored("doc1"));
      const odd = ["a/b", "é", "", "x".repeat(1_000)].map((key) => ({ key, distance: 0, metadata: {} }));
      upstreams.vectors.answer = () => page([...odd, { key: "doc1", distance: 0, metadata: {} }]);
      const { status, body } = await post(handler, { text: "Hello", include });
      expect([status, body["results"], body["left_out"]]).toEqual([200, [expect.objectContaining({ id: "doc1" })], 4]);
      expect(upstreams.s3.requests.map(idOf)).toEqual(include.length > 0 ? ["doc1"] : []);
    },
  );

  test("answers the problem of the one object that it reads", async () => {
    upstreams.s3.answer = () => s3Failure(403, "InvalidObjectState");
    upstreams.vectors.answer = () =>
      page([
        { key: "doc1", distance: 0, metadata: carried },
        { key: "archived", distance: 0.5, metadata: { language: "en" } },
      ]);
    const { status, body } = await post(handler, { text: "Hello", include: ["text"] });
    expect([status, body["results"], body["left_out"]]).toMatchObject([
      200,
      [
        { id: "doc1", text: "Carried" },
        { id: "archived", problem: { code: "storage_unavailable" } },
      ],
      undefined,
    ]);
  });

  test("reads no more than the configured number of texts at a time", async () => {
    let running = 0;
    let most = 0;
    upstreams.s3.delay = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    };
    const ids = Array.from({ length: 40 }, (_, index) => `doc${index}`);
    hold(...ids.map((id) => stored(id)));
    upstreams.vectors.answer = () => page(ids.map((key) => ({ key, distance: 0 })));
    const { body } = await post(handler, { text: "Hello", include: ["text"] });
    upstreams.s3.delay = undefined;
    expect(body["results"]).toHaveLength(40);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(8);
  });

  test("reads the embeddings from S3, with all their digits", async () => {
    const embedding = [1 / 3, ...vector(255)];
    hold(stored("doc1", { embedding }));
    upstreams.vectors.answer = () => page([{ key: "doc1", distance: 0 }]);
    const { body } = await post(handler, { text: "Hello", include: ["embedding"] });
    expect(body["results"]).toEqual([{ id: "doc1", score: 1, distance: 0, embedding }]);
  });

  test("answers an error and no part of the results where S3 fails", async () => {
    upstreams.s3.answer = () => s3Failure(503, "SlowDown");
    upstreams.vectors.answer = () => page([{ key: "doc1", distance: 0 }]);
    const { status, body } = await post(handler, { text: "Hello", include: ["text"] });
    expect([status, body["code"]]).toEqual([503, "storage_unavailable"]);
  });

  test("answers the problem of an object that is corrupt, all that the index has of it, and the other results", async () => {
    upstreams.s3.answer = (request) => ({
      status: 200,
      body: idOf(request) === "broken" ? '{"id": "broken", "secret' : JSON.stringify(stored(idOf(request))),
    });
    upstreams.vectors.answer = () =>
      page(["doc1", "broken", "doc2"].map((key) => ({ key, distance: 0, metadata: carried })));
    const { status, body, text } = await post(handler, { text: "Hello", include: ["text", "metadata", "embedding"] });
    const result = { score: 1, distance: 0, text: "Carried", metadata: { language: "en" } };
    expect([status, body["results"]]).toEqual([
      200,
      [
        { id: "doc1", ...result, embedding: vector(256) },
        {
          id: "broken",
          ...result,
          problem: {
            type: "about:blank",
            title: "Internal Server Error",
            status: 500,
            detail: 'What is stored for "broken" is not an embedding.',
            code: "stored_document_invalid",
            request_id: "request-1",
          },
        },
        { id: "doc2", ...result, embedding: vector(256) },
      ],
    ]);
    expect(text).not.toContain("secret");
    expect(upstreams.log).toMatchObject([{ level: "error", item_codes: { stored_document_invalid: 1 } }]);
  });

  test.each([
    ["one object that is archived", ["archived"], s3Failure(403, "InvalidObjectState"), 200, undefined],
    ["one with a key of its writer's", ["archived"], s3Failure(400, "InvalidRequest"), 200, undefined],
    ["one whose key is disabled", ["archived"], s3Failure(400, "KMS.DisabledException"), 200, undefined],
    ["all objects", ["doc1", "archived", "doc2"], s3Failure(403, "InvalidObjectState"), 503, "storage_unavailable"],
  ])("answers the problem of what S3 does not give: %s", async (_, refused, failure, status, code) => {
    upstreams.s3.answer = (request) =>
      refused.includes(idOf(request)) ? failure : { status: 200, body: JSON.stringify(stored(idOf(request))) };
    upstreams.vectors.answer = () => page(["doc1", "archived", "doc2"].map((key) => ({ key, distance: 0 })));
    const answer = await post(handler, { text: "Hello", include: ["embedding"] });
    expect([answer.status, answer.body["code"]]).toEqual([status, code]);
    expect(answer.text).not.toContain("upstream secret");
    if (status !== 200) return;
    expect(answer.body["results"]).toMatchObject([
      { id: "doc1", embedding: vector(256) },
      { id: "archived", problem: { status: 503, code: "storage_unavailable" } },
      { id: "doc2", embedding: vector(256) },
    ]);
  });

  test("leaves out of a result what the object that another tool wrote does not have", async () => {
    hold({ id: "vector", embedding: vector(256) }, { id: "text", text: "A text" });
    upstreams.vectors.answer = () => page(["vector", "text"].map((key) => ({ key, distance: 0 })));
    const { body } = await post(handler, { text: "Hello", include: ["text", "embedding"] });
    expect(body["results"]).toEqual([
      { id: "vector", score: 1, distance: 0, embedding: vector(256) },
      { id: "text", score: 1, distance: 0, text: "A text" },
    ]);
  });

  test("answers 504 where there is no time to read", async () => {
    hold(stored("doc1"));
    upstreams.vectors.answer = () => page([{ key: "doc1", distance: 0 }]);
    const { status, body } = await post(handler, { text: "Hello", include: ["text"] }, 4_000);
    expect([status, body["code"]]).toEqual([504, "storage_timeout"]);
  });
});

test.each<[string, UpstreamAnswer, number, string]>([
  ["is not available", failure(503, "ServiceUnavailableException"), 503, "index_unavailable"],
  ["throttles", failure(429, "TooManyRequestsException"), 503, "index_unavailable"],
  ["denies access", failure(403, "AccessDeniedException"), 503, "index_unavailable"],
  ["is gone", failure(404, "NotFoundException"), 503, "index_unavailable"],
  ["refuses the query", failure(400, "ValidationException"), 500, "internal_error"],
  ["resets the connection", "reset", 503, "index_unavailable"],
  ["answers HTML", { status: 200, body: "<html>" }, 503, "index_unavailable"],
  ["answers no vectors", { status: 200, body: "{}" }, 503, "index_unavailable"],
  ["answers a vector without a key", page([{ distance: 0 } as unknown as Found]), 503, "index_unavailable"],
  ["answers a vector without a distance", page([{ key: "a" }]), 503, "index_unavailable"],
  ["answers a distance that is no number", page([{ key: "a", distance: "NaN" }]), 503, "index_unavailable"],
])("answers a code of its own where the index %s", async (_, answer, status, code) => {
  upstreams.vectors.answer = () => answer;
  const { body, text, headers, ...failed } = await post(handler, { text: "Hello" });
  expect([failed.status, body["code"], headers["retry-after"]]).toEqual([
    status,
    code,
    status === 503 ? "5" : undefined,
  ]);
  expect(text).not.toContain("upstream secret");
});

test("answers 504 where the index is silent", async () => {
  upstreams.vectors.answer = () => "hang";
  const { status, body } = await post(handler, { text: "Hello" }, 1_500);
  expect([status, body["code"]]).toEqual([504, "index_timeout"]);
});

test("answers 422 where the index refuses a query with a filter", async () => {
  upstreams.vectors.answer = () => failure(400, "ValidationException");
  const { status, body } = await post(handler, { text: "Hello", filter: { a: 1 } });
  expect([status, body["detail"]]).toEqual([
    422,
    expect.stringContaining("filter is one that the vector index refuses"),
  ]);
});

test("says how an index is changed that refuses to ask what a text starts with", async () => {
  upstreams.vectors.answer = () => failure(400, "ValidationException");
  const filter = { $or: [{ page: 1 }, { path: { $startsWith: "/docs/" } }] };
  const { status, body } = await post(handler, { text: "Hello", filter });
  expect(queries()).toMatchObject([{ filter: { $and: [filter, current] } }]);
  expect([status, body["code"]]).toEqual([422, "invalid_request"]);
  expect(body["detail"]).toContain("$startsWith needs the index mode ENHANCED");
  expect(body["detail"]).toContain("aws s3vectors update-index-mode");
});

test("takes zeros from the model for no vector, and does not ask the index, nor blame the filter", async () => {
  upstreams.bedrock.answer = () => titan(Array(256).fill(0));
  const { status, body } = await post(handler, { text: "Hello", filter: { language: "en" } });
  expect([status, body["code"]]).toEqual([502, "model_output_invalid"]);
  expect(upstreams.vectors.requests).toEqual([]);
});

test("does not ask the index where the model fails", async () => {
  upstreams.bedrock.answer = () => titan([1, 2]);
  expect((await post(handler, { text: "Hello" })).body["code"]).toBe("model_output_invalid");
  expect(upstreams.vectors.requests).toEqual([]);
});

test.each<[string, Record<string, unknown>, string]>([
  ["nothing to search for", {}, "text or one of queries, embedding, embedding_id is required"],
  [
    "two things to search for",
    { text: "a", embedding_id: "a" },
    "embedding_id must be the only one of text, queries, embedding",
  ],
  [
    "to cut the text of a vector",
    { embedding: [1], truncate: "end" },
    "truncate needs text or queries, without which nothing is",
  ],
  ["to cut the text of an id", { embedding_id: "a", truncate: "end" }, "truncate needs text"],
  ["a blank text", { text: " " }, "text must not be blank"],
  ["a vector of another length", { embedding: [1] }, "embedding has a length that is 1, and the vector index"],
  ["a vector of zeros", { embedding: Array(256).fill(0) }, "embedding has only zeros"],
  ["an id with a slash", { embedding_id: "a/b" }, "embedding_id must be 1 to 256"],
  ["no results", { text: "a", top_k: 0 }, "top_k must be at least 1"],
  ["too many results", { text: "a", top_k: 1_001 }, "top_k must be at most 1000"],
  ["half a result", { text: "a", top_k: 1.5 }, "top_k must be a whole number"],
  ["a number as text", { text: "a", top_k: "5" }, "top_k must be a whole number"],
  [
    "an unknown field to include",
    { text: "a", include: ["id"] },
    'include.0 must be "text", "metadata", "expires_at" or',
  ],
  ["a field twice", { text: "a", include: ["text", "text"] }, "include must name each field once"],
  ["a field without a list", { text: "a", include: "text" }, "include must be a list"],
  ["a score above 1", { text: "a", min_score: 1.1 }, "min_score must be a number from -1 to 1"],
  ["a score below -1", { text: "a", min_score: -1.1 }, "min_score must be a number from -1 to 1"],
  ["a filter that is a text", { text: "a", filter: "x" }, "filter must be an object of conditions"],
  ["an empty filter", { text: "a", filter: {} }, "filter must have at least one condition"],
  ["an unknown operator", { text: "a", filter: { a: { $like: "x" } } }, "filter.a.$like is not an operator of a key"],
  ["an unknown field", { text: "a", k: 3 }, 'has unknown fields: "k"'],
])("refuses %s with 422 and asks nothing", async (_, request, message) => {
  const { status, body } = await post(handler, request);
  expect([status, body["detail"]]).toEqual([422, expect.stringContaining(message)]);
  const { bedrock, s3, vectors } = upstreams;
  expect([bedrock, s3, vectors].flatMap(({ requests }) => requests)).toEqual([]);
});
