import { failure, s3Failure, vector } from "../../helpers/handler/aws-answers";
import { call, handlerOf, indexArn, useUpstreams } from "../../helpers/handler/handler";
import { MemoryStore } from "../../helpers/handler/memory-store";
import type { UpstreamAnswer, UpstreamRequest } from "../../helpers/handler/upstream";

const model = "amazon.titan-embed-text-v2:0";
/** How much time seems to have passed, in milliseconds. */
let mockAheadMs = 0;
jest.mock("../../../functions/aws/clock", () => {
  const { monotonicMs } =
    jest.requireActual<typeof import("../../../functions/aws/clock")>("../../../functions/aws/clock");
  return { monotonicMs: () => monotonicMs() + mockAheadMs };
});

const upstreams = useUpstreams({ index: { model, dimension: 1024 } });
const handler = handlerOf("list");

const list = (query: Record<string, string>, remainingTimeMs?: number) =>
  call(handler, { url: `/embeddings?${new URLSearchParams(query)}` }, {}, remainingTimeMs);

/** As {@link listVectors}, once there is little time left. */
const listLate = (request: UpstreamRequest) => {
  mockAheadMs = 25_000;
  return listVectors(request);
};

/** What the index holds, in an order that is not that of the keys. */
let held: { key: string; data: { float32: readonly number[] }; metadata: Record<string, unknown> }[];
/** The most vectors of a page, however many are asked for. */
let vectorsPerPage: number;

interface Asked {
  readonly indexArn: string;
  readonly maxResults: number;
  readonly nextToken?: string;
  readonly segmentCount?: number;
  readonly segmentIndex?: number;
  readonly returnData: boolean;
  readonly returnMetadata: boolean;
}

const asked = () => upstreams.vectors.requests.map(({ body }) => JSON.parse(body) as Asked);
const json = (body: object): UpstreamAnswer => ({
  status: 200,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

function listVectors({ path, body }: UpstreamRequest): UpstreamAnswer {
  expect(path).toBe("/ListVectors");
  const request = JSON.parse(body) as Asked;
  const { maxResults, segmentCount = 1, segmentIndex = 0, returnData, returnMetadata } = request;
  const name = segmentCount === 1 ? "after" : `${segmentIndex} after`;
  const { nextToken = `${name} 0` } = request;
  expect(nextToken).toMatch(new RegExp(`^${name} \\d+$`));
  const start = Number(nextToken.slice(name.length));
  const end = start + Math.min(maxResults, vectorsPerPage);
  const part = held.filter((_, place) => place % segmentCount === segmentIndex);
  const vectors = part.slice(start, end).map(({ key, data, metadata }) => ({
    key,
    ...(returnData ? { data } : {}),
    ...(returnMetadata ? { metadata } : {}),
  }));
  return json({ vectors, ...(end < part.length ? { nextToken: `${name} ${end}` } : {}) });
}

const carried = (key: string, text: string | undefined, metadata: Record<string, unknown> = {}) => ({
  key,
  data: { float32: vector(4) },
  metadata: { ...(text === undefined ? {} : { text }), _model: model, _dimension: 4, ...metadata },
});

beforeEach(() => {
  mockAheadMs = 0;
  held = [];
  vectorsPerPage = 1_000;
  upstreams.vectors.answer = listVectors;
});

test("has a vector with numbers that are written as large integers", async () => {
  held = [{ ...carried("a", "about a"), data: { float32: [2 ** 100, -(2 ** 60), 0.5] } }];
  const { status, body } = await list({ include: "embedding" });
  const [first] = body["embeddings"] as { embedding: number[] }[];
  expect([status, first?.embedding.map(Math.fround)]).toEqual([200, [2 ** 100, -(2 ** 60), 0.5]]);
});

test("has what the index holds, in the index's order, and reads no object", async () => {
  held = [carried("b", "about b", { page: 1, tags: ["x"] }), carried("a", "about a")];
  const { status, body } = await list({ include: "text,metadata,embedding" });
  expect([status, body]).toEqual([
    200,
    {
      embeddings: [
        {
          id: "b",
          s3_key: "embeddings/b.json",
          text: "about b",
          metadata: { page: 1, tags: ["x"] },
          embedding: expect.any(Array),
        },
        { id: "a", s3_key: "embeddings/a.json", text: "about a", metadata: {}, embedding: expect.any(Array) },
      ],
      store_id: expect.stringMatching(/^[\w-]{22}$/),
      next_cursor: null,
    },
  ]);
  const [first] = body["embeddings"] as { embedding: number[] }[];
  expect(first?.embedding.map(Math.fround)).toEqual(vector(4));
  expect(upstreams.s3.requests).toEqual([]);
  expect(asked()).toEqual([{ indexArn, maxResults: 100, returnData: true, returnMetadata: true }]);
});

test("has vectors as little-endian 32-bit floats in base64", async () => {
  held = [carried("a", "about a")];
  const { body } = await list({ include: "embedding", encoding: "base64" });
  const [{ embedding = "", ...rest } = {}] = body["embeddings"] as { embedding?: string }[];
  const bytes = Buffer.from(embedding, "base64");
  expect(Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4))).toEqual(vector(4));
  expect(rest).toEqual({ id: "a", s3_key: "embeddings/a.json" });
});

test.each<[string, boolean]>([
  ["embedding", true],
  ["text", false],
  ["metadata", false],
  ["metadata,embedding", true],
])("asks the index for no more than %s and whether it has expired need", async (include, returnData) => {
  held = [carried("a", "about a", { page: 1 })];
  const { body } = await list({ include });
  expect(asked()).toMatchObject([{ returnData, returnMetadata: true }]);
  expect(Object.keys((body["embeddings"] as object[])[0] ?? {}).sort()).toEqual(
    ["id", "s3_key", ...include.split(",")].sort(),
  );
});

test("fills a page from several of the index, and goes on where it ended", async () => {
  held = Array.from({ length: 25 }, (_, index) => carried(`id-${index}`, `text ${index}`));
  vectorsPerPage = 4;
  const first = await list({ include: "text", limit: "10" });
  expect(asked().map(({ maxResults, nextToken }) => [maxResults, nextToken])).toEqual([
    [10, undefined],
    [6, "after 4"],
    [2, "after 8"],
  ]);
  const second = await list({ include: "text", limit: "1000", cursor: String(first.body["next_cursor"]) });
  expect(second.body["next_cursor"]).toBeNull();
  const listed = [first, second].flatMap(({ body }) => body["embeddings"] as { id: string }[]);
  expect(listed.map(({ id }) => id)).toEqual(held.map(({ key }) => key));
});

test("ends a page before it is larger than Lambda returns, with each vector once", async () => {
  // As JSON in JSON, a quote has four bytes.
  held = Array.from({ length: 90 }, (_, index) => carried(`id-${index}`, '"'.repeat(38_000)));
  const ids: string[] = [];
  const sizes: number[] = [];
  let cursor = "";
  do {
    const { status, text, headers, body } = await list({ include: "text", limit: "1000", cursor });
    expect(status).toBe(200);
    sizes.push(Buffer.byteLength(JSON.stringify({ statusCode: status, headers, body: text, isBase64Encoded: false })));
    ids.push(...(body["embeddings"] as { id: string }[]).map(({ id }) => id));
    cursor = String(body["next_cursor"] ?? "");
  } while (cursor);
  expect(ids).toEqual(held.map(({ key }) => key));
  expect(sizes).toHaveLength(3);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(6 * 1024 * 1024);
  // The end of a page that is cut is asked for once more, and nothing after it.
  expect(asked()).toHaveLength(5);
  // It is not cut by much more than must be.
  expect(Math.min(...sizes.slice(0, -1))).toBeGreaterThan(6 * 1024 * 1024 - 2 * 160_000);
});

test("goes on right after the last that had room, past vectors of no embedding", async () => {
  const large = (key: string) => carried(key, '"'.repeat(38_000));
  held = Array.from({ length: 90 }, (_, index) => large(index % 3 === 0 ? `no id / ${index}` : `id-${index}`));
  const first = await list({ include: "text", limit: "1000" });
  expect(first.body["embeddings"]).toHaveLength(41);
  const second = await list({ include: "text", limit: "1000", cursor: String(first.body["next_cursor"]) });
  const listed = [first, second].flatMap(({ body }) => body["embeddings"] as { id: string }[]);
  expect(listed.map(({ id }) => id)).toEqual(held.flatMap(({ key }) => (key.startsWith("id-") ? [key] : [])));
  expect(second.body["next_cursor"]).toBeNull();
});

test("begins no further page of the index where there is little time, and goes on from there", async () => {
  held = Array.from({ length: 6 }, (_, index) => carried(`id-${index}`, `text ${index}`));
  vectorsPerPage = 2;
  upstreams.vectors.answer = listLate;
  const { status, body } = await list({ include: "text" });
  expect([status, (body["embeddings"] as object[]).length]).toEqual([200, 2]);
  mockAheadMs = 0;
  upstreams.vectors.answer = listVectors;
  const { body: rest } = await list({ include: "text", cursor: String(body["next_cursor"]) });
  expect((rest["embeddings"] as { id: string }[]).map(({ id }) => id)).toEqual(["id-2", "id-3", "id-4", "id-5"]);
});

test("reads from the object the text that a vector does not carry, and says where that is gone or corrupt", async () => {
  held = ["carried", "long", "gone", "corrupt"].map((id) => carried(id, id === "carried" ? "short" : undefined));
  const store = new MemoryStore(upstreams);
  upstreams.vectors.answer = listVectors;
  store.change("long", { id: "long", text: "a long text", embedding: [1] });
  store.objects.set("corrupt", "{");
  const { body } = await list({ include: "text" });
  expect(body["embeddings"]).toEqual([
    { id: "carried", s3_key: "embeddings/carried.json", text: "short" },
    { id: "long", s3_key: "embeddings/long.json", text: "a long text" },
    {
      id: "gone",
      s3_key: "embeddings/gone.json",
      problem: expect.objectContaining({ code: "embedding_not_found", status: 404 }),
    },
    {
      id: "corrupt",
      s3_key: "embeddings/corrupt.json",
      problem: expect.objectContaining({ code: "stored_document_invalid" }),
    },
  ]);
  expect(upstreams.s3.requests.filter(({ path }) => path.includes("carried"))).toEqual([]);
});

test("fails where the storage fails that has the texts", async () => {
  held = [carried("long", undefined)];
  upstreams.s3.answer = () => s3Failure(503, "SlowDown");
  expect((await list({ include: "text" })).body["code"]).toBe("storage_unavailable");
  expect((await list({ include: "metadata" })).status).toBe(200);
});

test("lists the objects, not the index, without an include and with a prefix", async () => {
  await list({});
  await list({ prefix: "a", include: "embedding" });
  expect([upstreams.vectors.requests, upstreams.s3.requests.length]).toEqual([[], 2]);
});

test("refuses a cursor of another include, of a prefix, of a plain list and of another index", async () => {
  held = [carried("a", "about a"), carried("b", "about b")];
  const { body } = await list({ include: "text,embedding", limit: "1" });
  const cursor = String(body["next_cursor"]);
  const calls = upstreams.vectors.requests.length;
  for (const other of [{ include: "text" }, { include: "text,embedding", prefix: "a" }, {}]) {
    const { status, body: refused } = await list({ ...other, cursor });
    expect([status, refused["errors"]]).toEqual([
      422,
      [{ field: "cursor", message: "must be the next_cursor of an answer to the same prefix, include and filter" }],
    ]);
  }
  expect(upstreams.vectors.requests).toHaveLength(calls);
  // Their order, the encoding and the limit are of each answer.
  const next = await list({ include: "embedding,text", encoding: "base64", limit: "7", cursor });
  expect(next.body["embeddings"]).toMatchObject([{ id: "b" }]);
});

test("says that a cursor is over which the index no longer knows", async () => {
  held = [carried("a", "about a"), carried("b", "about b")];
  const { body } = await list({ include: "text", limit: "1" });
  upstreams.vectors.answer = () => failure(400, "ValidationException");
  const { status, body: refused, text } = await list({ include: "text", cursor: String(body["next_cursor"]) });
  expect([status, refused["errors"]]).toEqual([
    422,
    [
      {
        field: "cursor",
        message: "is one that the vector index no longer knows: start again from the first page",
      },
    ],
  ]);
  expect(text).not.toContain("upstream secret");
  expect((await list({ include: "text" })).status).toBe(500);
});

test.each<[string, Record<string, string>, string]>([
  ["include", { include: "" }, 'must be "text", "metadata", "expires_at" or "embedding"'],
  ["include", { include: "texts" }, 'must be "text", "metadata", "expires_at" or "embedding"'],
  ["include", { include: "text,text" }, "must name each field once"],
  ["encoding", { include: "embedding", encoding: "binary" }, 'must be "float" or "base64"'],
  ["encoding", { encoding: "base64" }, 'acts only where include has "embedding"'],
  ["encoding", { include: "text", encoding: "float" }, 'acts only where include has "embedding"'],
])("refuses an invalid %s: %j", async (field, query, message) => {
  const { status, body } = await list(query);
  expect([status, body["errors"]]).toEqual([
    422,
    [{ field: expect.stringContaining(field), message: expect.stringContaining(message) }],
  ]);
  expect(upstreams.vectors.requests).toEqual([]);
});

test("takes fields one by one as well", async () => {
  held = [carried("a", "about a", { page: 1 })];
  const { body } = await call(handler, { url: "/embeddings?include=text&include=metadata" });
  expect(body["embeddings"]).toEqual([
    { id: "a", s3_key: "embeddings/a.json", text: "about a", metadata: { page: 1 } },
  ]);
});

test.each<[string, UpstreamAnswer]>([
  ["503", failure(503, "ServiceUnavailableException")],
  ["access denied", failure(403, "AccessDeniedException")],
  ["HTML", { status: 200, headers: { "content-type": "text/html" }, body: "<html>upstream secret</html>" }],
  ["no vectors", json({})],
  ["a vector without a key", json({ vectors: [{ data: { float32: [1] } }] })],
  ["a vector without data", json({ vectors: [{ key: "a" }] })],
  ["numbers that are none", json({ vectors: [{ key: "a", data: { float32: ["NaN", 1] } }] })],
])("answers 503 where the index answers %s", async (_, answer) => {
  upstreams.vectors.answer = () => answer;
  const { status, body, text } = await list({ include: "embedding" });
  expect([status, body["code"]]).toEqual([503, "index_unavailable"]);
  expect(text).not.toContain("upstream secret");
});

test("answers 504 where the index does not answer in time", async () => {
  upstreams.vectors.answer = () => "hang";
  const { status, body } = await list({ include: "embedding" }, 1_200);
  expect([status, body["code"]]).toEqual([504, "index_timeout"]);
});

describe("with a filter", () => {
  const filter = JSON.stringify({ page: { $gte: 2 } });
  const idsOf = (body: Record<string, unknown>) => (body["embeddings"] as { id: string }[]).map(({ id }) => id);
  const numbered = (count: number) =>
    Array.from({ length: count }, (_, index) => carried(`doc${index}`, `text ${index}`, { page: index }));
  /** The ids of all pages, and how many of each. */
  async function all(query: Record<string, string>) {
    const pages: string[][] = [];
    let cursor = "";
    do {
      const { status, body } = await list({ ...query, cursor });
      expect(status).toBe(200);
      pages.push(idsOf(body));
      cursor = (body["next_cursor"] as string | null) ?? "";
    } while (cursor);
    return pages;
  }

  test("has those that it takes, with what is included", async () => {
    held = [
      carried("b", "about b", { page: 3 }),
      carried("a", "about a", { page: 1 }),
      carried("c", "about c", { page: 2 }),
    ];
    expect((await list({ filter })).body).toMatchObject({
      embeddings: [
        { id: "b", s3_key: "embeddings/b.json" },
        { id: "c", s3_key: "embeddings/c.json" },
      ],
      next_cursor: null,
    });
    const { body } = await list({ filter, include: "text,metadata" });
    expect(body["embeddings"]).toEqual([
      { id: "b", s3_key: "embeddings/b.json", text: "about b", metadata: { page: 3 } },
      { id: "c", s3_key: "embeddings/c.json", text: "about c", metadata: { page: 2 } },
    ]);
    expect(upstreams.s3.requests).toEqual([]);
  });

  test.each([1, 7, 100])("has each once in pages of %d, however the index pages", async (limit) => {
    held = numbered(50);
    for (vectorsPerPage of [1, 3, 1_000]) {
      for (const asked of ['{"page":{"$gte":2}}', '{"page":{"$in":[0,13,49]}}', '{"page":-1}']) {
        const pages = await all({ filter: asked, limit: String(limit), include: "text" });
        const taken = held.filter(({ metadata }) => {
          const page = metadata["page"] as number;
          return asked.includes("gte") ? page >= 2 : asked.includes("in") && [0, 13, 49].includes(page);
        });
        expect(pages.flat().toSorted()).toEqual(taken.map(({ key }) => key).toSorted());
        expect(pages.every(({ length }) => length <= limit)).toBe(true);
      }
    }
  });

  test("reads two parts of the index at a time, and no further than to the last one that is wanted", async () => {
    held = numbered(40);
    vectorsPerPage = 10;
    const { body } = await list({ filter: '{"page":{"$in":[0,1,19,39]}}', limit: "2" });
    expect(idsOf(body)).toEqual(["doc0", "doc1"]);
    expect(
      asked().map(({ segmentCount, segmentIndex, maxResults }) => [segmentCount, segmentIndex, maxResults]),
    ).toEqual([
      [2, 0, 1_000],
      [2, 1, 1_000],
      [2, 1, 9],
    ]);
    const rest = await list({ filter: '{"page":{"$in":[0,1,19,39]}}', cursor: String(body["next_cursor"]) });
    expect([idsOf(rest.body), rest.body["next_cursor"]]).toEqual([["doc19", "doc39"], null]);
  });

  test("leaves what there is no more room for to the page after it", async () => {
    held = Array.from({ length: 9 }, (_, place) => carried(`doc${place}`, "x".repeat(1_500_000), { page: 2 }));
    const pages = await all({ filter, include: "text" });
    expect(pages.length).toBeGreaterThan(2);
    expect(pages.flat().toSorted()).toEqual(held.map(({ key }) => key));
  });

  test("and a prefix has those that both take", async () => {
    held = numbered(20);
    expect(await all({ filter, prefix: "doc1" })).toEqual([
      ["doc10", "doc12", "doc14", "doc16", "doc18", "doc11", "doc13", "doc15", "doc17", "doc19"],
    ]);
  });

  test("ends a page where there is no more time, with what it has found", async () => {
    held = numbered(50);
    vectorsPerPage = 5;
    upstreams.vectors.answer = listLate;
    const { body } = await list({ filter: '{"page":12}' });
    expect([idsOf(body), typeof body["next_cursor"]]).toEqual([[], "string"]);
    mockAheadMs = 0;
    upstreams.vectors.answer = listVectors;
    const rest = await list({ filter: '{"page":12}', cursor: String(body["next_cursor"]) });
    expect([idsOf(rest.body), rest.body["next_cursor"]]).toEqual([["doc12"], null]);
  });

  test("takes no cursor of another filter", async () => {
    held = numbered(20);
    const { body } = await list({ filter, limit: "1" });
    const { status } = await list({ filter: '{"page":{"$gte":3}}', limit: "1", cursor: String(body["next_cursor"]) });
    expect(status).toBe(422);
  });

  test.each([
    ["no JSON", "page", "filter is not valid JSON: Unexpected token 'p'"],
    ["JSON that breaks off", '{"page":1', "filter is not valid JSON: Expected ',' or '}'"],
    ["a key twice", '{"page":1,"page":2}', "filter has the same key twice in an object"],
    ["a key of JavaScript", '{"__proto__":1}', 'filter has the key "__proto__"'],
    [
      "a number that would be rounded",
      '{"page":9007199254740993}',
      "filter has the number 9007199254740993, which would",
    ],
    ["a list", "[]", "filter must be an object of conditions"],
    ["an operator that there is not", '{"page":{"$like":1}}', "filter.page.$like is not an operator"],
    ["nothing", "", "filter is not valid JSON: Unexpected end"],
  ])("refuses %s", async (_, value, message) => {
    const { status, body } = await list({ filter: value });
    expect([status, body["detail"]]).toEqual([422, expect.stringContaining(message)]);
    expect(upstreams.vectors.requests).toEqual([]);
  });
});
