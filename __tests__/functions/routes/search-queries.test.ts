import { textKey } from "../../../embedding/index/carried-keys";
import { failure, titan } from "../../helpers/handler/aws-answers";
import { handlerOf, post, useUpstreams } from "../../helpers/handler/handler";

const handler = handlerOf("search");
const upstreams = useUpstreams({ index: { model: "amazon.titan-embed-text-v2:0", dimension: 256 } });

const json = { "content-type": "application/json" };

/** What each text finds, by the first number of its vector: the ids with their distances and texts. */
const finds: Record<string, readonly (readonly [string, number, string?])[]> = {
  "1": [
    ["both", 0.2, "of ERR_41"],
    ["first", 0.3, "of the sea"],
  ],
  "2": [
    ["second", 0.1, "of ERR_42"],
    ["both", 0.15, "of ERR_41"],
  ],
};

beforeEach(() => {
  upstreams.bedrock.answer = ({ body }) => {
    const first = JSON.parse(body).inputText === "one" ? 1 : 2;
    const embedding = [first, ...new Array<number>(255).fill(0)];
    return titan(embedding, first);
  };
  upstreams.vectors.answer = ({ body }) => {
    const found = finds[JSON.parse(body).queryVector.float32[0]] ?? [];
    const vectors = found.map(([key, distance, text]) => ({ key, distance, metadata: { [textKey]: text, of: key } }));
    return {
      status: 200,
      headers: json,
      body: JSON.stringify({ vectors, distanceMetric: "cosine" }),
    };
  };
});

const queries = () => upstreams.vectors.requests.map(({ body }) => JSON.parse(body));

test("finds what any of the texts finds, in the order of its ranks together, with the most similar's score", async () => {
  const { status, body } = await post(handler, { queries: ["one", "two"], include: ["metadata"] });
  expect([status, body]).toEqual([
    200,
    {
      results: [
        {
          id: "both",
          score: expect.closeTo((1 + 11 / 12) / 2, 12),
          vector_score: 0.85,
          distance: 0.15,
          metadata: { of: "both" },
        },
        { id: "second", score: 0.5, vector_score: 0.9, distance: 0.1, metadata: { of: "second" } },
        {
          id: "first",
          score: expect.closeTo(11 / 12 / 2, 12),
          vector_score: 0.7,
          distance: 0.3,
          metadata: { of: "first" },
        },
      ],
      next_cursor: null,
      mode: "vector",
      model: "amazon.titan-embed-text-v2:0",
      truncated: false,
      input_token_count: 3,
      processing_time_ms: expect.any(Number),
    },
  ]);
  expect(queries().map(({ topK }) => topK)).toEqual([200, 200]);
});

test("asks for so many candidates for each, and answers the best top_k of all", async () => {
  const { body } = await post(handler, { queries: ["one", "two"], candidates: 100, top_k: 1 });
  expect(body["results"]).toMatchObject([{ id: "both" }]);
  expect(queries().map(({ topK }) => topK)).toEqual([100, 100]);
});

test("orders each by its own words in the mode hybrid, and says the best of the scores", async () => {
  const { body } = await post(handler, { queries: ["one", 'two "ERR_42"'], mode: "hybrid" });
  expect(body["mode"]).toBe("hybrid");
  // What is in quotes is asked of what that text finds alone.
  expect(body["results"]).toEqual([
    expect.objectContaining({ id: "both", vector_score: 0.8, text_score: 0 }),
    expect.objectContaining({ id: "second", vector_score: 0.9, text_score: expect.any(Number) }),
    expect.objectContaining({ id: "first", vector_score: 0.7, text_score: 0 }),
  ]);
});

test("searches with each for what the filter allows, and leaves out what is less similar to all", async () => {
  const { body } = await post(handler, { queries: ["one", "two"], filter: { page: 1 }, min_score: 0.85 });
  const asked = { filter: { $and: [{ page: 1 }, { $or: expect.any(Array) }] } };
  expect(queries()).toMatchObject([asked, asked]);
  expect(body["results"]).toMatchObject([{ id: "second" }, { id: "both", vector_score: 0.85 }]);
});

test("is a search by a text where there is one", async () => {
  const { body } = await post(handler, { queries: ["one"] });
  expect(body["results"]).toMatchObject([
    { id: "both", score: 0.8 },
    { id: "first", score: 0.7 },
  ]);
});

test("says which of the texts is too long for the model, and asks the index nothing", async () => {
  upstreams.bedrock.answer = ({ body }) =>
    JSON.parse(body).inputText === "one"
      ? titan(new Array(256).fill(1))
      : failure(
          400,
          "ValidationException",
          "400 Bad Request: Too many input tokens. Max input tokens: 8192, request input token count: 9000",
        );
  const { status, body } = await post(handler, { queries: ["one", "two"] });
  expect([status, body["code"], body["errors"]]).toEqual([
    422,
    "text_too_long",
    [{ field: "queries.1", message: expect.stringContaining("longer than the model takes") }],
  ]);
  expect(upstreams.vectors.requests).toEqual([]);
});

test.each<[string, object, string, string]>([
  ["none", { queries: [] }, "queries", "must have at least one text"],
  ["nine", { queries: Array(9).fill("x") }, "queries", "must have at most 8 texts"],
  ["a text", { queries: "x" }, "queries", "must be a list of texts"],
  ["a blank text", { queries: ["x", " "] }, "queries.1", "must not be blank"],
  ["a text of too many characters", { queries: ["x", "y".repeat(50_001)] }, "queries.1", "at most 50000 characters"],
  ["texts beside a text", { text: "x", queries: ["x"] }, "queries", "must be the only one of"],
  ["fewer candidates than results", { queries: ["x"], candidates: 100, top_k: 101 }, "candidates", "at least top_k"],
])("refuses %s before it asks anything", async (_, request, field, message) => {
  const { status, body } = await post(handler, request);
  expect([status, body["errors"]]).toEqual([422, [{ field, message: expect.stringContaining(message) }]]);
  expect([...upstreams.bedrock.requests, ...upstreams.vectors.requests]).toEqual([]);
});

test("has the texts of the best from the index, and of what is a result after these from its object, in the same order", async () => {
  const ids = Array.from({ length: 300 }, (_, rank) => `id-${rank}`);
  upstreams.vectors.answer = ({ body }) => {
    const { nextToken, queryVector } = JSON.parse(body);
    const start = Number(nextToken ?? 0);
    // The second text finds them the other way round, and all of them nearer.
    const [all, scale] = queryVector.float32[0] === 1 ? [ids, 1_000] : [ids.toReversed(), 10_000];
    const vectors = all.slice(start, start + 100).map((key, place) => {
      return { key, distance: (start + place) / scale, metadata: { [textKey]: `text of ${key}` } };
    });
    const next = start + 100 < all.length ? { nextToken: String(start + 100) } : {};
    return { status: 200, headers: json, body: JSON.stringify({ vectors, distanceMetric: "cosine", ...next }) };
  };
  upstreams.s3.answer = ({ path }) => {
    const id = /embeddings\/(.*)\.json/.exec(decodeURIComponent(path))?.[1] ?? "";
    const embedding = [1, ...new Array<number>(255).fill(0)];
    return { status: 200, headers: { etag: '"e"' }, body: JSON.stringify({ id, text: `text of ${id}`, embedding }) };
  };
  const search = (texts: string[]) => post(handler, { queries: texts, candidates: 300, top_k: 300, include: ["text"] });
  const found = ({ body }: Awaited<ReturnType<typeof search>>) => body["results"] as { id: string; text: string }[];

  // Each is among the first 200 of one of them.
  const two = found(await search(["one", "two"]));
  expect(two).toHaveLength(300);
  for (const { id, text } of two) expect([id, text]).toEqual([id, `text of ${id}`]);
  expect(upstreams.s3.requests).toEqual([]);

  const same = found(await search(["one", "one"]));
  expect(same.map(({ id }) => id)).toEqual(ids);
  for (const { id, text } of same) expect([id, text]).toEqual([id, `text of ${id}`]);
  expect(upstreams.s3.requests.length).toBe(100);
});
