import { failure, s3Failure, titan, vector } from "../../helpers/handler/aws-answers";
import { call, handlerOf, post, useUpstreams } from "../../helpers/handler/handler";
import { MemoryStore } from "../../helpers/handler/memory-store";

const generate = handlerOf("generate");
const batch = handlerOf("batch");
const store = handlerOf("store");
const model = "amazon.titan-embed-text-v2:0";
const upstreams = useUpstreams({ index: { model, dimension: 512 } });

let memory: MemoryStore;
beforeEach(() => {
  memory = new MemoryStore(upstreams);
  // A vector for each text, in digits that JavaScript would write otherwise.
  upstreams.bedrock.answer = ({ body }) => {
    const { length } = JSON.parse(body).inputText;
    const answer = titan(vector(512));
    return typeof answer === "string"
      ? answer
      : { ...answer, body: answer.body?.replace("[0,", `[${length}.500,1e-3,`).replace(/,[^,]*]/, "]") ?? "" };
  };
});

const text = "Hello";
const generated = { text, store_in_s3: true, embedding_id: "doc1", metadata: { page: 3, draft: false } };
const computed = { text, embedding_id: "doc1", embedding: vector(512), metadata: { page: 3, draft: false } };
const ifChanged = { if_changed: true };

/** What is asked of the model, the bucket and the index by a request. */
async function callsOf<Answer>(send: () => Promise<Answer>) {
  upstreams.clear();
  const answer = await send();
  const { bedrock, s3, vectors } = upstreams;
  const calls = [
    ...bedrock.requests.map(() => "model"),
    ...s3.requests.map(({ method }) => `s3 ${method}`),
    ...vectors.requests.map(({ path }) => path.slice(1)),
  ];
  return { answer, calls };
}

const nothing = ["s3 GET", "GetVectors"];
const reindexed = ["s3 GET", "s3 PUT", "PutVectors"];
const embeddedAnew = ["model", ...reindexed];

describe("an embedding that is stored and indexed", () => {
  test("is answered with its vector, digit for digit, and nothing is embedded or written", async () => {
    const { body: first } = await post(generate, generated);
    const { answer, calls } = await callsOf(() => post(generate, { ...generated, ...ifChanged }));
    expect(calls).toEqual(nothing);
    expect(answer.text).toContain("[5.500,1e-3,");
    expect(answer.body).toEqual({ ...first, unchanged: true, processing_time_ms: expect.any(Number) });
    expect(first["unchanged"]).toBe(false);
    expect(upstreams.log).toMatchObject([{ status: 200, unchanged: 1 }]);
  });

  test("is unchanged after it was stored where it was not yet", async () => {
    const { answer, calls } = await callsOf(() => post(generate, { ...generated, ...ifChanged }));
    expect([answer.body["unchanged"], calls]).toEqual([false, embeddedAnew]);
    expect((await callsOf(() => post(generate, { ...generated, ...ifChanged }))).calls).toEqual(nothing);
  });

  test("is unchanged whatever the order of its metadata, also where it has none", async () => {
    await post(generate, generated);
    const metadata = { draft: false, page: 3 };
    expect((await callsOf(() => post(generate, { ...generated, metadata, ...ifChanged }))).calls).toEqual(nothing);
    const { metadata: _, ...without } = generated;
    await post(generate, without);
    expect((await callsOf(() => post(generate, { ...without, ...ifChanged }))).calls).toEqual(nothing);
  });

  test.each([
    // From 2^53 on, the SDK makes a bigint of what the index answers.
    ["beyond 2^53", 2 ** 60],
    ["below -2^53", -(2 ** 53)],
    ["with an exponent", 1.5e300],
    ["with many digits", 0.1 + 0.2],
  ])("is unchanged with a number %s in its metadata", async (_, number) => {
    const request = { ...generated, metadata: { number } };
    await post(generate, request);
    expect((await callsOf(() => post(generate, { ...request, ...ifChanged }))).calls).toEqual(nothing);
    const other = { ...request, metadata: { number: number * 2 } };
    expect((await callsOf(() => post(generate, { ...other, ...ifChanged }))).calls).toEqual(reindexed);
  });

  test("is embedded again by a request that does not ask", async () => {
    await post(generate, generated);
    const again = await callsOf(() => post(generate, { ...generated, if_changed: false }));
    expect(again.calls).toEqual(["model", "s3 PUT", "PutVectors"]);
  });

  test.each<[string, object]>([
    ["another text", { text: "Hello!" }],
    ["a text that differs by a space", { text: "Hello " }],
    ["a vector that need not have unit length", { normalize: false }],
  ])("is embedded again for %s", async (_, change) => {
    await post(generate, generated);
    const { answer, calls } = await callsOf(() => post(generate, { ...generated, ...change, ...ifChanged }));
    expect([answer.body["unchanged"], calls]).toEqual([false, embeddedAnew]);
    expect((await callsOf(() => post(generate, { ...generated, ...change, ...ifChanged }))).calls).toEqual(nothing);
  });

  test.each<[string, object | undefined]>([
    ["other", { page: 4, draft: false }],
    ["a value of another type", { page: "3", draft: false }],
    ["more", { page: 3, draft: false, author: "Ada" }],
    ["fewer", { page: 3 }],
    ["no", undefined],
  ])("is written and indexed with %s metadata, and its vector's digits, without the model", async (_, metadata) => {
    await post(generate, generated);
    const before = memory.objects.get("doc1");
    const { answer, calls } = await callsOf(() => post(generate, { ...generated, metadata, ...ifChanged }));
    expect([answer.body["unchanged"], answer.body["input_token_count"], calls]).toEqual([false, 3, reindexed]);
    expect(memory.objects.get("doc1")).toContain(/\[5\.500,[^\]]*\]/.exec(before ?? "")?.[0] ?? "none");
    const { created_at: _created, metadata: _metadata, ...fields } = JSON.parse(before ?? "");
    expect(memory.fields("doc1")).toEqual({ ...fields, ...(metadata && { metadata }), created_at: expect.any(String) });
    expect(memory.vectors.get("doc1")).toMatchObject({ metadata: { ...metadata, text } });
    expect(Object.keys(memory.vectors.get("doc1")?.["metadata"] as object)).toHaveLength(
      4 + Object.keys(metadata ?? {}).length,
    );
  });
});

describe("a vector that was computed elsewhere", () => {
  test("is unchanged where it is the one that is stored, and written where it is not", async () => {
    await post(store, computed);
    const same = await callsOf(() => post(store, { ...computed, ...ifChanged }));
    expect([same.answer.body, same.calls]).toEqual([
      { success: true, s3_key: "embeddings/doc1.json", bucket: "vectors", indexed: true, unchanged: true },
      nothing,
    ]);
    const embedding = vector(512).with(7, 0.25);
    const other = await callsOf(() => post(store, { ...computed, embedding, ...ifChanged }));
    expect([other.answer.body["unchanged"], other.calls]).toEqual([false, reindexed]);
    expect(memory.fields("doc1")["embedding"]).toEqual(embedding);
    const metadata = { page: 9 };
    const facts = await callsOf(() => post(store, { ...computed, embedding, metadata, ...ifChanged }));
    expect([facts.answer.body["unchanged"], facts.calls]).toEqual([false, reindexed]);
    expect(memory.fields("doc1")["metadata"]).toEqual(metadata);
  });

  test("with -0 in it, which JSON has not, is unchanged too", async () => {
    const body = JSON.stringify({ ...computed, ...ifChanged }).replace('"embedding":[0,', '"embedding":[-0,');
    await call(store, { method: "POST", body });
    expect((await callsOf(() => call(store, { method: "POST", body }))).calls).toEqual(nothing);
  });

  test("is not what a model makes of the same text", async () => {
    await post(store, computed);
    expect((await callsOf(() => post(generate, { ...generated, ...ifChanged }))).calls).toEqual(embeddedAnew);
    expect((await callsOf(() => post(store, { ...computed, ...ifChanged }))).calls).toEqual(reindexed);
  });
});

describe("an object that others changed, or wrote", () => {
  test.each<[string, object]>([
    ["without a hash", { content_hash: undefined }],
    ["with a hash of something else", { content_hash: "x".repeat(43) }],
    ["with a hash that is no text", { content_hash: 1 }],
    ["with another text", { text: "Bonjour" }],
    ["with another vector of the same length", { embedding: vector(512) }],
    ["with a vector of another length", { embedding: vector(256), dimension: 256 }],
    ["with another model", { model: "cohere.embed-v4:0" }],
    ["without a model", { model: undefined }],
    ["that does not say whether it is cut", { truncated: undefined }],
    ["without a vector", { embedding: null }],
    ["with another id", { id: "doc2" }],
  ])("%s counts as changed once", async (_, change) => {
    await post(generate, generated);
    memory.change("doc1", change);
    expect((await callsOf(() => post(generate, { ...generated, ...ifChanged }))).calls).toEqual(embeddedAnew);
    expect((await callsOf(() => post(generate, { ...generated, ...ifChanged }))).calls).toEqual(nothing);
  });

  test.each(["", "{", "[]", "null", "<html></html>"])("that is %j counts as changed once", async (object) => {
    memory.objects.set("doc1", object);
    expect((await callsOf(() => post(generate, { ...generated, ...ifChanged }))).calls).toEqual(embeddedAnew);
    expect((await callsOf(() => post(generate, { ...generated, ...ifChanged }))).calls).toEqual(nothing);
  });

  test("is unchanged where it has more fields, is laid out otherwise, or spells its numbers so", async () => {
    await post(generate, generated);
    memory.objects.set("doc1", JSON.stringify({ ...memory.fields("doc1"), reviewed: true }, null, 2));
    const { answer, calls } = await callsOf(() => post(generate, { ...generated, ...ifChanged }));
    expect([answer.body["unchanged"], calls]).toEqual([true, nothing]);
  });

  test("is written where only its metadata were changed", async () => {
    await post(generate, generated);
    memory.change("doc1", { metadata: { page: { number: 3 } } });
    expect((await callsOf(() => post(generate, { ...generated, ...ifChanged }))).calls).toEqual(reindexed);
    expect(memory.fields("doc1")["metadata"]).toEqual(generated.metadata);
  });

  test("that S3 does not give, being archived, counts as changed", async () => {
    await post(generate, generated);
    upstreams.s3.answer = (request) =>
      request.method === "GET" ? s3Failure(403, "InvalidObjectState") : memory.s3(request);
    expect((await callsOf(() => post(generate, { ...generated, ...ifChanged }))).calls).toEqual(embeddedAnew);
  });
});

describe("an index", () => {
  const held = () => memory.vectors.get("doc1") as { data: { float32: number[] }; metadata: Record<string, unknown> };
  const withHeld = (change: object) => memory.vectors.set("doc1", { ...held(), ...change });

  test.each<[string, () => void]>([
    ["lacks the vector", () => memory.vectors.delete("doc1")],
    ["has an older vector", () => withHeld({ data: { float32: vector(512) } })],
    ["has a shorter vector", () => withHeld({ data: { float32: held().data.float32.slice(0, -1) } })],
    ["has older metadata", () => withHeld({ metadata: { ...held().metadata, page: 2 } })],
    ["has metadata that were removed", () => withHeld({ metadata: { ...held().metadata, author: "Ada" } })],
    ["lacks the text", () => withHeld({ metadata: { ...held().metadata, text: undefined } })],
  ])("that %s gets the stored vector, without the model", async (_, change) => {
    await post(generate, generated);
    const before = structuredClone(held());
    change();
    const { answer, calls } = await callsOf(() => post(generate, { ...generated, ...ifChanged }));
    expect([answer.body["unchanged"], answer.body["indexed"], calls]).toEqual([
      false,
      true,
      ["s3 GET", "s3 PUT", "GetVectors", "PutVectors"],
    ]);
    expect(held()).toEqual(before);
    expect((await callsOf(() => post(generate, { ...generated, ...ifChanged }))).calls).toEqual(nothing);
  });

  test("that failed after the object was written is completed by the same request", async () => {
    upstreams.vectors.answer = () => failure(503, "ServiceUnavailableException");
    expect((await post(generate, { ...generated, ...ifChanged })).status).toBe(503);
    upstreams.vectors.answer = (request) => memory.index(request);
    const { answer, calls } = await callsOf(() => post(generate, { ...generated, ...ifChanged }));
    expect([answer.body["indexed"], answer.body["unchanged"], calls.includes("model")]).toEqual([true, false, false]);
    expect(held().metadata).toMatchObject({ text, page: 3 });
  });

  test("keeps 32-bit floats, and is not taken to differ for that", async () => {
    const embedding = [0.1, 1 / 3, ...vector(510)];
    await post(store, { ...computed, embedding });
    withHeld({ data: { float32: embedding.map(Math.fround) } });
    expect((await callsOf(() => post(store, { ...computed, embedding, ...ifChanged }))).calls).toEqual(nothing);
  });

  test.each<[string, () => ReturnType<typeof failure>]>([
    ["refuses", () => failure(403, "AccessDeniedException")],
    ["fails", () => failure(500, "InternalServerException")],
    ["answers without vectors", () => ({ status: 200, headers: { "content-type": "application/json" }, body: "{}" })],
    ["answers with a page", () => ({ status: 200, headers: { "content-type": "text/html" }, body: "<html></html>" })],
  ])("that %s is no reason to say unchanged: 503, and nothing is embedded or written", async (_, fault) => {
    await post(generate, generated);
    const object = memory.objects.get("doc1");
    upstreams.vectors.answer = fault;
    const { answer, calls } = await callsOf(() => post(generate, { ...generated, ...ifChanged }));
    expect([answer.status, answer.body["code"], answer.headers["retry-after"]]).toEqual([
      503,
      "index_unavailable",
      "5",
    ]);
    expect(calls.filter((name) => name === "model" || name === "s3 PUT")).toEqual([]);
    expect(memory.objects.get("doc1")).toBe(object);
  });
});

test.each<[string, () => ReturnType<typeof s3Failure>]>([
  ["fails", () => s3Failure(500, "InternalError")],
  ["slows down", () => s3Failure(503, "SlowDown")],
  ["resets connections", () => "reset"],
  ["cuts objects off", () => ({ status: 200, headers: { etag: '"e"', "content-length": "9000" }, body: '{"id":' })],
])("a bucket that %s is no reason to say unchanged: 503, and nothing is embedded or written", async (_, fault) => {
  await post(generate, generated);
  upstreams.s3.answer = (request) => (request.method === "GET" ? fault() : memory.s3(request));
  const { answer, calls } = await callsOf(() => post(generate, { ...generated, ...ifChanged }));
  expect([answer.status, answer.body["code"], answer.headers["retry-after"]]).toEqual([
    503,
    "storage_unavailable",
    "5",
  ]);
  expect(new Set(calls)).toEqual(new Set(["s3 GET"]));
});

describe("an embedding that another request changes between reading and writing", () => {
  const whileRead = (change: () => void) => {
    upstreams.s3.answer = (request) => {
      const answer = memory.s3(request);
      if (request.method === "GET") change();
      return answer;
    };
  };

  test.each<[string, () => void]>([
    ["is stored as the later request has it", () => memory.change("doc1", { text: "Bonjour", embedding: vector(512) })],
    ["is stored again where it was deleted", () => memory.objects.delete("doc1")],
  ])("%s, complete", async (_, change) => {
    await post(generate, generated);
    const { created_at: _created, ...before } = memory.fields("doc1");
    whileRead(change);
    const metadata = { page: 5 };
    const { body } = await post(generate, { ...generated, metadata, ...ifChanged });
    expect(body).toMatchObject({ stored_in_s3: true, indexed: true, unchanged: false });
    expect(memory.fields("doc1")).toEqual({ ...before, metadata, created_at: expect.any(String) });
    expect(memory.vectors.get("doc1")).toMatchObject({ metadata: { text, page: 5 } });
  });
});

describe("the end of a text that is left out", () => {
  const long = "word ".repeat(10_001);
  const cut = { ...generated, text: long, truncate: "end" };

  test("is unchanged where it may be left out, and refused where it may not", async () => {
    upstreams.bedrock.answer = ({ body }) =>
      JSON.parse(body).inputText.length > 50_000
        ? failure(400, "ValidationException", "Malformed input request: expected maxLength: 50000, actual: 50005")
        : titan(vector(512));
    expect((await post(generate, cut)).body["truncated"]).toBe(true);
    const same = await callsOf(() => post(generate, { ...cut, ...ifChanged }));
    expect([same.answer.body, same.calls]).toMatchObject([{ truncated: true, unchanged: true }, nothing]);
    expect((await post(generate, { ...cut, truncate: "none", ...ifChanged })).status).toBe(422);
  });

  test("is embedded again by a model that no longer lets it be, for tokens that it counts itself", async () => {
    const short = { ...generated, text: "word ".repeat(100) };
    upstreams.bedrock.answer = ({ body }) =>
      JSON.parse(body).inputText.length > 400
        ? failure(400, "ValidationException", "Too many input tokens")
        : titan(vector(512));
    expect((await post(generate, { ...short, truncate: "end" })).body["truncated"]).toBe(true);
    const { answer, calls } = await callsOf(() => post(generate, { ...short, ...ifChanged }));
    expect([answer.status, answer.body["code"], calls]).toEqual([422, "text_too_long", ["model", "s3 GET"]]);
  });

  test("makes no difference to a text that fits", async () => {
    await post(generate, generated);
    const { calls } = await callsOf(() => post(generate, { ...generated, truncate: "end", ...ifChanged }));
    expect(calls).toEqual(nothing);
  });
});

describe("a batch", () => {
  const items = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      text: `text ${index}`,
      embedding_id: `doc${index}`,
      metadata: { index },
    }));
  const send = (of: object[]) => post(batch, { items: of, store_in_s3: true, ...ifChanged });

  test("embeds what is new, writes what has other metadata, and answers the rest as it is", async () => {
    await send(items(4));
    const changed = items(5);
    Object.assign(changed[1] ?? {}, { text: "another text" });
    Object.assign(changed[2] ?? {}, { metadata: { index: 7 } });
    const { answer, calls } = await callsOf(() => send(changed));
    expect([answer.status, answer.body["succeeded"], answer.body["input_token_count"]]).toEqual([200, 5, 6]);
    expect(answer.body["results"]).toMatchObject([
      { index: 0, embedding_id: "doc0", unchanged: true, indexed: true, s3_key: "embeddings/doc0.json" },
      { index: 1, embedding_id: "doc1", unchanged: false, indexed: true },
      { index: 2, embedding_id: "doc2", unchanged: false, indexed: true },
      { index: 3, embedding_id: "doc3", unchanged: true, input_token_count: 3 },
      { index: 4, embedding_id: "doc4", unchanged: false },
    ]);
    const vectors = (answer.body["results"] as { embedding: number[] }[]).map(({ embedding }) => embedding[0]);
    expect(vectors).toEqual([6.5, 12.5, 6.5, 6.5, 6.5]);
    expect(calls.toSorted()).toEqual(
      [
        ...Array(2).fill("model"),
        ...Array(5).fill("s3 GET"),
        ...Array(3).fill("s3 PUT"),
        "GetVectors",
        "PutVectors",
      ].toSorted(),
    );
    expect(memory.fields("doc2")).toMatchObject({ text: "text 2", metadata: { index: 7 } });
    expect(upstreams.log).toMatchObject([{ unchanged: 2 }]);
  });

  test("of 100 asks the index once, and reads at most 16 objects at a time", async () => {
    await send(items(100));
    let underWay = 0;
    let most = 0;
    upstreams.s3.delay = async () => {
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay--;
    };
    const { answer, calls } = await callsOf(() => send(items(100)));
    upstreams.s3.delay = undefined;
    expect((answer.body["results"] as { unchanged: boolean }[]).every(({ unchanged }) => unchanged)).toBe(true);
    expect(calls.filter((name) => name !== "s3 GET")).toEqual(["GetVectors"]);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(16);
  });

  test("fails item by item where an object cannot be read, and embeds those for nothing", async () => {
    await send(items(3));
    upstreams.s3.answer = (request) =>
      request.method === "GET" && request.path.includes("doc1") ? s3Failure(500, "InternalError") : memory.s3(request);
    const { answer, calls } = await callsOf(() => send(items(4)));
    expect([answer.status, answer.headers["retry-after"]]).toEqual([207, "5"]);
    expect(answer.body["results"]).toMatchObject([
      { unchanged: true },
      { success: false, status: 503, problem: { code: "storage_unavailable" } },
      { unchanged: true },
      { unchanged: false },
    ]);
    expect(calls.filter((name) => name === "model")).toHaveLength(1);
  });

  test("fails where the index does not tell, but for what is embedded anyway", async () => {
    await send(items(2));
    upstreams.vectors.answer = (request) =>
      request.path === "/GetVectors" ? failure(503, "ServiceUnavailableException") : memory.index(request);
    const { answer } = await callsOf(() => send(items(3)));
    expect(answer.body["results"]).toMatchObject([
      { success: false, status: 503, problem: { code: "index_unavailable" } },
      { success: false, status: 503, problem: { code: "index_unavailable" } },
      { success: true, unchanged: false },
    ]);
  });
});

test.each([
  ["generate", generate, generated],
  ["batch", batch, { items: [{ text, embedding_id: "doc1" }], store_in_s3: true }],
  ["store", store, computed],
])("refuses if_changed beside If-None-Match: %s", async (_, handler, request) => {
  const headers = { "content-type": "application/json", "if-none-match": "*" };
  const body = JSON.stringify({ ...request, ...ifChanged });
  const { answer, calls } = await callsOf(() => call(handler, { method: "POST", headers, body }));
  expect([answer.status, answer.body["errors"]]).toEqual([
    422,
    [
      {
        field: "If-None-Match",
        message: "stores only what is new, and if_changed only what differs: send one of both",
      },
    ],
  ]);
  expect(calls).toEqual([]);
});
