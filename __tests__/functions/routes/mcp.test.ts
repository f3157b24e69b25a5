import {
  CallToolResultSchema,
  InitializeResultSchema,
  JSONRPCErrorResponseSchema,
  JSONRPCResultResponseSchema,
  ListToolsResultSchema,
  SUPPORTED_PROTOCOL_VERSIONS,
} from "@modelcontextprotocol/sdk/types.js";
import type * as z from "zod";
import { textKey } from "../../../embedding/index/carried-keys";
import packageJson from "../../../package.json";
import { embeds, failure, s3Failure, vector } from "../../helpers/handler/aws-answers";
import { call, type HandlerAnswer, handlerOf, useUpstreams } from "../../helpers/handler/handler";

const model = "amazon.titan-embed-text-v2:0";
const upstreams = useUpstreams({ index: { model, dimension: 256 } });
const handler = handlerOf("mcp");
const app = "https://app.example.com";
const json = { "content-type": "application/json" };

beforeAll(() => {
  process.env["CORS_ALLOW_ORIGINS"] = `https://other.example.com,${app}`;
});

const send = (body: unknown, headers: Record<string, string> = {}): Promise<HandlerAnswer> =>
  call(handler, {
    method: "POST",
    url: "/mcp",
    headers: { host: "api.example.com", ...json, ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

/** The result of a request, which must be one by the SDK's schema. */
async function request<T extends z.ZodType>(method: string, params: object, schema: T): Promise<z.output<T>> {
  const { status, body } = await send({ jsonrpc: "2.0", id: "a", method, params });
  expect([status, body["id"]]).toEqual([200, "a"]);
  return schema.parse(JSONRPCResultResponseSchema.parse(body).result);
}

const callTool = (name: string, values?: unknown) =>
  request("tools/call", { name, ...(values === undefined ? {} : { arguments: values }) }, CallToolResultSchema);

/** What a tool answers, which it must say twice. */
async function contentOf(name: string, values?: object): Promise<Record<string, unknown>> {
  const { content, structuredContent, isError } = await callTool(name, values);
  expect(isError).toBeUndefined();
  expect(content).toEqual([{ type: "text", text: expect.any(String) }]);
  expect(JSON.parse((content[0] as { text: string }).text)).toEqual(structuredContent);
  return structuredContent ?? {};
}

/** The text of a tool's error. */
async function errorOf(name: string, values?: unknown): Promise<string> {
  const { content, isError } = await callTool(name, values);
  expect(isError).toBe(true);
  return (content[0] as { text: string }).text;
}

/** An error of the protocol, which must be one by the SDK's schema. */
function protocolError({ status, body }: HandlerAnswer): (number | string)[] {
  const { id, ...rest } = body;
  const { error } = JSONRPCErrorResponseSchema.parse(id === null ? rest : body);
  return [status, error.code, error.message];
}

/** Has the index find these, with what it keeps of each. */
function find(found: Record<string, Record<string, unknown>>): void {
  const vectors = Object.entries(found).map(([key, metadata]) => ({ key, distance: 0.25, metadata }));
  upstreams.vectors.answer = () => ({
    status: 200,
    headers: json,
    body: JSON.stringify({ vectors, distanceMetric: "cosine" }),
  });
}

/** Has S3 hold one document under every id that is asked for. */
function hold(fields: object): void {
  upstreams.s3.answer = ({ path }) => {
    const [, id] = /embeddings\/(.+)\.json/.exec(decodeURIComponent(path)) ?? [];
    return { status: 200, headers: { etag: '"e"' }, body: JSON.stringify({ id, ...fields }) };
  };
}

describe("initialize", () => {
  test.each([...SUPPORTED_PROTOCOL_VERSIONS])("agrees on %s, as the official SDK does", async (protocolVersion) => {
    const params = { protocolVersion, capabilities: {}, clientInfo: { name: "test", version: "1" } };
    const result = await request("initialize", params, InitializeResultSchema);
    expect(result).toMatchObject({
      protocolVersion,
      capabilities: { tools: {} },
      serverInfo: { name: "service-under-test", version: packageJson.version },
      instructions: expect.stringContaining("Search"),
    });
  });

  test.each(["2099-01-01", 7, undefined])("answers %j with the SDK's latest version", async (protocolVersion) => {
    const { protocolVersion: agreed } = await request("initialize", { protocolVersion }, InitializeResultSchema);
    expect(agreed).toBe(SUPPORTED_PROTOCOL_VERSIONS[0]);
  });
});

test("answers a ping, and each id as it came", async () => {
  for (const id of [0, 7, "a"]) {
    expect(await send({ jsonrpc: "2.0", id, method: "ping" })).toMatchObject({
      status: 200,
      headers: { "content-type": "application/json" },
      body: { jsonrpc: "2.0", id, result: {} },
    });
  }
});

test("takes notifications and responses without an answer", async () => {
  for (const message of [
    { method: "notifications/initialized" },
    { method: "notifications/cancelled", params: { requestId: 1 } },
    { id: 1, result: {} },
  ]) {
    const { status, text, headers } = await send({ jsonrpc: "2.0", ...message });
    expect([status, text, headers["content-type"]]).toEqual([202, "", undefined]);
  }
});

test("lists tools that change nothing, with the arguments that they take", async () => {
  const { tools } = await request("tools/list", {}, ListToolsResultSchema);
  expect(tools.map(({ name, annotations }) => [name, annotations?.readOnlyHint])).toEqual([
    ["search", true],
    ["fetch", true],
    ["list", true],
  ]);
  const [search, fetch, list] = tools.map(({ inputSchema }) => inputSchema);
  expect(search).toMatchObject({
    type: "object",
    required: ["query"],
    additionalProperties: false,
    properties: {
      query: { type: "string", minLength: 1, description: expect.stringContaining("What to look for") },
      mode: { enum: ["vector", "hybrid"] },
      top_k: { type: "integer", minimum: 1, maximum: 100, default: 10 },
      filter: { type: "object", description: expect.stringContaining("$startsWith") },
      group_by: { type: "string", minLength: 1 },
    },
  });
  // Which the service may not use.
  expect(search?.properties).not.toHaveProperty("rerank");
  expect(fetch).toMatchObject({ required: ["id"], properties: { id: { type: "string" } } });
  expect(list).toMatchObject({
    properties: { prefix: { default: "" }, limit: { minimum: 1, maximum: 1_000, default: 100 }, cursor: {} },
  });
  expect(list).not.toHaveProperty("required");
  // Names of the API's description, and what is for it alone.
  expect(JSON.stringify(tools)).not.toMatch(/\$ref|\$defs|"override"|"param"/);
});

describe("search", () => {
  test("embeds the query and answers results with title, address, text and metadata", async () => {
    find({
      "guide:1": { [textKey]: "Press the button.", source: "guide.md", heading: "Guide > Off", line: 3 },
      "page:1": { [textKey]: "See the site.", title: " The site ", url: "https://example.com/a" },
      "feed:1": { [textKey]: "News.", source: "https://example.com/feed" },
      bare: { [textKey]: "Alone.", title: 7, url: "javascript:alert(1)" },
    });
    const values = { query: "How do I shut it down?", top_k: 4, filter: { year: { $gte: 2020 } } };
    const url = (id: string) => `https://api.example.com/embeddings/${id}`;
    expect(await contentOf("search", values)).toEqual({
      results: [
        {
          id: "guide:1",
          title: "Guide > Off",
          url: url("guide%3A1"),
          text: "Press the button.",
          score: 0.75,
          metadata: { source: "guide.md", heading: "Guide > Off", line: 3 },
        },
        expect.objectContaining({ id: "page:1", title: "The site", url: "https://example.com/a" }),
        expect.objectContaining({ id: "feed:1", title: "https://example.com/feed", url: "https://example.com/feed" }),
        expect.objectContaining({ id: "bare", title: "bare", url: url("bare") }),
      ],
    });
    expect(upstreams.bedrock.requests.map(({ body }) => JSON.parse(body))).toEqual([
      { inputText: "How do I shut it down?", dimensions: 256, normalize: true },
    ]);
    expect(upstreams.vectors.requests.map(({ body }) => JSON.parse(body))).toMatchObject([
      { topK: 4, filter: { $and: [{ year: { $gte: 2020 } }, expect.anything()] }, returnMetadata: true },
    ]);
  });

  test("finds codes by the words of the query, where it is asked to", async () => {
    find({ a: { [textKey]: "All about certificates" }, b: { [textKey]: "When ERR_SSL_41 comes" } });
    const found = async (values: object) => (await contentOf("search", { query: "ERR_SSL_41", ...values }))["results"];
    expect(await found({ mode: "hybrid", top_k: 1 })).toMatchObject([{ id: "b", score: expect.any(Number) }]);
    expect(await found({ mode: "vector" })).toMatchObject([{ id: "a" }, { id: "b" }]);
    expect(await found({})).toMatchObject([{ id: "a" }, { id: "b" }]);
    expect(upstreams.vectors.requests.map(({ body }) => JSON.parse(body).topK)).toEqual([200, 10, 10]);
  });

  test("has the best of each value of a key, and of lists any value that a filter names", async () => {
    const of = (source: string, tags: string[]) => ({ [textKey]: "Text", source, tags });
    find({ a1: of("a", ["x"]), a2: of("a", ["x", "y"]), b1: of("b", ["y"]) });
    const filter = { tags: { $in: ["x", "y"] } };
    const { results } = await contentOf("search", { query: "Hello", group_by: "source", filter });
    expect(results).toMatchObject([{ id: "a1", metadata: { tags: ["x"] } }, { id: "b1" }]);
    expect(JSON.parse(upstreams.vectors.requests[0]?.body ?? "")).toMatchObject({
      filter: { $and: [filter, expect.anything()] },
      topK: 200,
    });
  });

  test("gives the beginning of a long text, never half of a character", async () => {
    find({ long: { [textKey]: `${"x".repeat(3_999)}😀${"y".repeat(10)}` }, exact: { [textKey]: "z".repeat(4_000) } });
    const { results } = await contentOf("search", { query: "Hello" });
    expect(results).toMatchObject([{ text: "x".repeat(3_999), text_truncated: true }, { text: "z".repeat(4_000) }]);
    expect((results as object[])[1]).not.toHaveProperty("text_truncated");
  });

  test("has the text of a document that the index has not, and says where it cannot be read", async () => {
    find({ long: {}, corrupt: {} });
    upstreams.s3.answer = ({ path }) => ({
      status: 200,
      headers: { etag: '"e"' },
      body: path.includes("long") ? JSON.stringify({ id: "long", text: "From the bucket." }) : "{",
    });
    const { results } = await contentOf("search", { query: "Hello" });
    expect(results).toMatchObject([
      { id: "long", text: "From the bucket." },
      { id: "corrupt", text: "", problem: 'What is stored for "corrupt" is not an embedding.' },
    ]);
    expect((results as object[])[0]).not.toHaveProperty("problem");
  });

  test("says so where the results are more than Lambda returns, and answers all that are not", async () => {
    // What grows most by being escaped twice.
    const metadata = { [textKey]: '"'.repeat(4_000), note: '\\"'.repeat(16_000) };
    const params = { name: "search", arguments: { query: "Hello", top_k: 100 } };
    const outcomes: boolean[] = [];
    for (let count = 8; count <= 24; count += 2) {
      find(Object.fromEntries(Array.from({ length: count }, (_, index) => [`doc${index}`, metadata])));
      const { status, text } = await send({ jsonrpc: "2.0", id: 1, method: "tools/call", params });
      expect([count, status]).toEqual([count, 200]);
      expect(Buffer.byteLength(JSON.stringify(text))).toBeLessThan(6 * 1024 * 1024);
      const { isError = false, content } = JSON.parse(text).result;
      if (isError) expect(content[0].text).toMatch(/ask for fewer.*\(response_too_large/);
      outcomes.push(isError);
    }
    expect(outcomes).toEqual(outcomes.toSorted());
    expect([outcomes[0], outcomes.at(-1)]).toEqual([false, true]);
  });

  test("cuts a query that is longer than the model takes, and says so", async () => {
    find({});
    upstreams.bedrock.answer = (request) =>
      JSON.parse(request.body).inputText.length > 50_000
        ? failure(400, "ValidationException", "Malformed input request: expected maxLength: 50000, actual: 60000")
        : embeds(request);
    expect(await contentOf("search", { query: "x".repeat(60_000) })).toEqual({ query_truncated: true, results: [] });
    expect(await contentOf("search", { query: "x".repeat(50_000) })).toEqual({ results: [] });
  });

  test("takes null for what is left out", async () => {
    find({});
    expect(await contentOf("search", { query: "Hello", top_k: null, filter: null })).toEqual({ results: [] });
    expect(upstreams.vectors.requests.map(({ body }) => JSON.parse(body))).toMatchObject([{ topK: 10 }]);
  });

  test.each<[unknown, RegExp]>([
    [undefined, /query must be a string and is missing/],
    [{}, /query must be a string and is missing/],
    [{ query: " " }, /query must not be blank/],
    [{ query: "a", mode: "words" }, /mode must be "vector" or "hybrid"/],
    [{ query: "a", top_k: 101 }, /top_k must be a whole number from 1 to 100 and is 101/],
    [{ query: "a", filter: { year: { $near: 1 } } }, /filter\.year\.\$near is not an operator/],
    [{ query: "a", limit: 5 }, /the call has unknown arguments: "limit"/],
    [{ query: "a", rerank: true }, /the call has unknown arguments: "rerank"/],
    [{ query: "a", group_by: "_text" }, /group_by must be a key of the metadata/],
  ])("refuses the arguments %j in words, and calls nothing", async (values, message) => {
    expect(await errorOf("search", values)).toMatch(message);
    expect([...upstreams.bedrock.requests, ...upstreams.vectors.requests]).toEqual([]);
    expect(upstreams.log).toMatchObject([{ status: 200, level: "info", item_codes: { invalid_request: 1 } }]);
  });

  test.each([
    ["bedrock", failure(429, "ThrottlingException"), "model_unavailable"],
    ["bedrock", failure(403, "AccessDeniedException"), "model_access_denied"],
    ["vectors", failure(503, "ServiceUnavailableException"), "index_unavailable"],
  ] as const)("tells of a failing %s without its words, and logs it", async (name, answer, code) => {
    upstreams[name].answer = () => answer;
    const message = await errorOf("search", { query: "Hello" });
    expect(message).toMatch(new RegExp(`^[A-Z].*\\. \\(${code}, request request-1\\)$`));
    expect(message).not.toContain("upstream secret");
    expect(upstreams.log).toMatchObject([{ level: "error", item_codes: { [code]: 1 }, ItemFailures: 1 }]);
  });
});

describe("fetch", () => {
  test("answers the stored document without its vector", async () => {
    const metadata = { title: "Off", tags: ["a"] };
    hold({ text: "Press the button.", embedding: vector(256), model, metadata });
    expect(await contentOf("fetch", { id: "guide:1" })).toEqual({
      id: "guide:1",
      title: "Off",
      url: "https://api.example.com/embeddings/guide%3A1",
      text: "Press the button.",
      metadata,
      model,
    });
  });

  test("gives the beginning of a text that is longer than clients take", async () => {
    hold({ text: "x".repeat(100_001) });
    expect(await contentOf("fetch", { id: "doc1" })).toMatchObject({
      text: "x".repeat(100_000),
      text_truncated: true,
    });
  });

  test("has valid Unicode of what others stored, which clients refuse otherwise", async () => {
    hold({ text: "a\udc00", metadata: { "\ud800 key": "half \ud83d", whole: "😀 \\ud83d \\\\ud83d" } });
    expect(await contentOf("fetch", { id: "doc1" })).toMatchObject({
      text: "a\ufffd",
      metadata: { "\ufffd key": "half \ufffd", whole: "😀 \\ud83d \\\\ud83d" },
    });
  });

  test("says so where others stored more beside the text than Lambda returns", async () => {
    hold({ text: "a", metadata: { note: "x".repeat(3 * 1024 * 1024) } });
    expect(await errorOf("fetch", { id: "doc1" })).toContain("(response_too_large");
  });

  test("tells of an id that is not stored, and refuses one that there cannot be", async () => {
    upstreams.s3.answer = () => s3Failure(404, "NoSuchKey");
    expect(await errorOf("fetch", { id: "doc1" })).toBe(
      "Embedding not found: doc1 (embedding_not_found, request request-1)",
    );
    expect(await errorOf("fetch", { id: "../a" })).toContain("id must be 1 to 256 letters");
  });
});

test("lists ids page by page, with the cursors of the API", async () => {
  const contents = (ids: readonly string[], isTruncated: boolean) =>
    `<ListBucketResult><IsTruncated>${isTruncated}</IsTruncated>${ids
      .map(
        (id) =>
          `<Contents><Key>embeddings/${id}.json</Key><Size>5</Size><LastModified>2026-01-01T00:00:00.000Z</LastModified></Contents>`,
      )
      .join("")}</ListBucketResult>`;
  const document = (id: string) => ({ id, size_bytes: 5, last_modified: "2026-01-01T00:00:00.000Z" });
  upstreams.s3.answer = ({ path }) => ({
    status: 200,
    body: path.includes("start-after") ? contents(["c"], false) : contents(["a", "b"], true),
  });
  const first = await contentOf("list", { limit: 2 });
  expect(first).toEqual({ documents: [document("a"), document("b")], next_cursor: expect.any(String) });
  const { next_cursor: cursor } = first;
  expect(await contentOf("list", { limit: 2, cursor })).toEqual({ documents: [document("c")], next_cursor: null });
  expect(await errorOf("list", { cursor, prefix: "other" })).toContain("cursor must be the next_cursor");
  for (const limit of [0, 1.5, 1_001, "2"]) {
    expect(await errorOf("list", { limit })).toContain("limit must be a whole number from 1 to 1000");
  }
});

test("says in words what is wrong with each argument, of whichever type it is", async () => {
  const { tools } = await request("tools/list", {}, ListToolsResultSchema);
  const wrong = tools.flatMap(({ name, inputSchema: { properties = {}, required = [] } }) => {
    const needed = Object.fromEntries(required.map((argument) => [argument, "doc1"]));
    return Object.keys(properties).flatMap((argument) =>
      [5.5, true, ["a"], { $a: 1 }].map((value) => [name, argument, { ...needed, [argument]: value }] as const),
    );
  });
  for (const [name, argument, values] of wrong) {
    expect(await errorOf(name, values)).toMatch(new RegExp(`^The request is invalid: ${argument}.* (must|is not) `));
  }
  for (const values of [[], "doc1", 5]) {
    expect(await errorOf("fetch", values)).toContain("the arguments must be a JSON object");
  }
});

describe("a message", () => {
  test.each<[string, unknown, Record<string, string>, number, number, RegExp]>([
    ["is no JSON", "{", {}, 400, -32_700, /not valid JSON/],
    ["is empty", "", {}, 400, -32_700, /empty/],
    ["has a key twice", '{"jsonrpc":"2.0","jsonrpc":"2.0"}', {}, 400, -32_700, /same key twice/],
    ["is a batch", [{ jsonrpc: "2.0", id: 1, method: "ping" }], {}, 400, -32_600, /must be a JSON object/],
    ["is of another protocol", { id: 1, method: "ping" }, {}, 400, -32_600, /jsonrpc must be "2.0"/],
    ["asks for nothing", { jsonrpc: "2.0", id: 1, methd: "ping" }, {}, 400, -32_600, /method is required in a request/],
    [
      "has an id that is not kept",
      { jsonrpc: "2.0", id: 2 ** 53, method: "ping" },
      {},
      400,
      -32_600,
      /id must be a string/,
    ],
    ["has null for an id", { jsonrpc: "2.0", id: null, method: "ping" }, {}, 400, -32_600, /id must be a string/],
    ["has a list for params", { jsonrpc: "2.0", id: 1, method: "ping", params: [] }, {}, 400, -32_600, /params must/],
    ["is no JSON by its type", {}, { "content-type": "text/plain" }, 415, -32_000, /application\/json/],
    [
      "is of an unknown version",
      {},
      { "mcp-protocol-version": "1999-01-01" },
      400,
      -32_000,
      /supported versions: 2025/,
    ],
    ["comes from a foreign page", {}, { origin: "https://evil.example" }, 403, -32_000, /Origin/],
    ["comes from a page that rebinds its name", {}, { origin: "https://api.example.com" }, 403, -32_000, /Origin/],
  ])("is refused that %s", async (_, body, headers, status, code, message) => {
    const refusal = protocolError(await send(body, headers));
    expect(refusal).toEqual([status, code, expect.stringMatching(message)]);
  });

  test.each([app, "https://other.example.com"])("is taken from a page of %s, which CORS allows", async (origin) => {
    expect((await send({ jsonrpc: "2.0", id: 1, method: "ping" }, { origin })).status).toBe(200);
  });

  test.each([
    ["resources/list", {}, -32_601, "Method not found: resources/list"],
    ["tools/call", { name: "drop" }, -32_602, "Unknown tool: drop; there are search, fetch, list"],
    ["tools/call", {}, -32_602, "Unknown tool: undefined; there are search, fetch, list"],
    ["tools/call", { name: { toString: 1 } }, -32_602, "Unknown tool: object; there are search, fetch, list"],
  ])("for %s %j is answered with an error of the protocol", async (method, params, code, message) => {
    const answer = await send({ jsonrpc: "2.0", id: 3, method, params });
    expect(answer.body["id"]).toBe(3);
    expect(protocolError(answer)).toEqual([200, code, message]);
  });
});

test.each(["GET", "DELETE"])("answers %s with 405, for it opens no stream and keeps no session", async (method) => {
  const answer = await call(handler, { method, url: "/mcp", headers: { accept: "text/event-stream" } });
  expect(answer.headers).toMatchObject({ allow: "POST" });
  expect(protocolError(answer).slice(0, 2)).toEqual([405, -32_000]);
});

test("refuses whoever's key has expired in the protocol's form", async () => {
  const expires = "2020-01-01T00:00:00.000Z";
  const event = {
    headers: json,
    requestContext: { http: { method: "POST" }, authorizer: { lambda: { name: "a", expires } } },
  };
  const answer = await handler(event as never, { awsRequestId: "request-1", getRemainingTimeInMillis: () => 1_000 });
  expect([answer.statusCode, JSON.parse(answer.body ?? "")]).toEqual([
    403,
    { jsonrpc: "2.0", id: null, error: { code: -32_000, message: "The key has expired." } },
  ]);
});
