import { setTimeout } from "node:timers/promises";
import type { BatchResponse } from "../../../functions/routes/batch/response";
import { failure, s3Failure, titan, vector } from "../../helpers/handler/aws-answers";
import { call, handlerOf, indexArn, post, useUpstreams } from "../../helpers/handler/handler";
import type { UpstreamRequest } from "../../helpers/handler/upstream";

const generate = handlerOf("generate");
const batch = handlerOf("batch");
const store = handlerOf("store");
const remove = handlerOf("delete");
const model = "amazon.titan-embed-text-v2:0";
const upstreams = useUpstreams({ index: { model, dimension: 512 } });

/** The requests to both stores in the order in which they came. */
const writes: string[] = [];

beforeEach(() => {
  writes.length = 0;
  upstreams.s3.answer = ({ method }) => {
    writes.push(`s3 ${method}`);
    return { status: 200, headers: { etag: '"e"' } };
  };
  upstreams.vectors.answer = ({ path }) => {
    writes.push(path);
    return { status: 200, headers: { "content-type": "application/json" }, body: "{}" };
  };
});

const stored = { text: "Hello", store_in_s3: true, embedding_id: "doc1" };
const parse = ({ body }: UpstreamRequest) => JSON.parse(body);
const unavailable = () => failure(503, "ServiceUnavailableException");

describe("generate", () => {
  test("puts the vector, once the object is stored, with the metadata, the text and where it comes from", async () => {
    upstreams.bedrock.answer = () => titan([1, ...Array(511).fill(0)]);
    const { status, body } = await post(generate, { ...stored, metadata: { language: "en", page: 3 } });
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({ stored_in_s3: true, s3_key: "embeddings/doc1.json", indexed: true, dimension: 512 }),
    ]);
    expect(writes).toEqual(["s3 PUT", "/PutVectors"]);
    expect(upstreams.vectors.requests.map(parse)).toEqual([
      {
        indexArn,
        vectors: [
          {
            key: "doc1",
            data: { float32: [1, ...Array(511).fill(0)] },
            metadata: { language: "en", page: 3, text: "Hello", _model: model, _dimension: 512, _normalized: true },
          },
        ],
      },
    ]);
    expect(parse(upstreams.s3.requests[0] as UpstreamRequest)).toMatchObject({
      model,
      dimension: 512,
      normalized: true,
    });
  });

  test("says of a vector of another length than 1 that it is not normalized", async () => {
    await post(generate, { ...stored, normalize: false });
    expect(upstreams.vectors.requests.map(parse)).toMatchObject([{ vectors: [{ metadata: { _normalized: false } }] }]);
  });

  test("leaves a text out of the index that has no room in its 40 KB of metadata", async () => {
    const around =
      4 + (8 + "_model".length + model.length) + (8 + "_dimension".length + 4) + (8 + "_normalized".length);
    const room = 40_960 - around - (8 + "text".length);
    for (const length of [room, room + 1]) await post(generate, { ...stored, text: "x".repeat(length) });
    const texts = upstreams.vectors.requests.map((request) => parse(request).vectors[0].metadata.text?.length);
    expect(texts).toEqual([room, undefined]);
  });

  test("asks the index nothing, and the model for its dimension, where nothing is stored", async () => {
    const { body } = await post(generate, { text: "Hello" });
    expect(body).toMatchObject({ stored_in_s3: false, indexed: false, dimension: 512 });
    expect(upstreams.vectors.requests).toEqual([]);
  });

  test("answers 503 where the index fails, keeps the object, and completes it when repeated", async () => {
    upstreams.vectors.answer = unavailable;
    const { status, headers, body, text } = await post(generate, stored);
    expect([status, body["code"], headers["retry-after"]]).toEqual([503, "index_unavailable", "5"]);
    expect(text).not.toContain("upstream secret");
    expect(upstreams.vectors.requests).toHaveLength(3);
    expect(writes).toEqual(["s3 PUT"]);

    upstreams.vectors.answer = () => ({ status: 200, body: "{}" });
    expect((await post(generate, stored)).body).toMatchObject({ indexed: true });
  });

  test.each(["hang" as const, "reset" as const])("answers where the index does nothing but %s", async (fault) => {
    upstreams.vectors.answer = () => fault;
    const { status, body } = await post(generate, stored, 1_500);
    const code = fault === "hang" ? "index_timeout" : "index_unavailable";
    expect([status, body["code"]]).toEqual([fault === "hang" ? 504 : 503, code]);
  });

  test.each(["text/html", "Text/HTML;charset=utf-8"])("answers 503 where a page of %s answers", async (type) => {
    upstreams.vectors.answer = () => ({ status: 200, headers: { "content-type": type }, body: "" });
    const { status, body } = await post(generate, stored);
    expect([status, body["code"]]).toEqual([503, "index_unavailable"]);
  });

  test.each([
    ["AccessDeniedException", 403, 503, "index_unavailable"],
    ["NotFoundException", 404, 503, "index_unavailable"],
    ["TooManyRequestsException", 429, 503, "index_unavailable"],
    ["ServiceQuotaExceededException", 402, 503, "index_unavailable"],
    ["ValidationException", 400, 500, "internal_error"],
  ])("answers %s with a code of its own", async (type, upstreamStatus, status, code) => {
    upstreams.vectors.answer = () => failure(upstreamStatus, type);
    const { body, ...answer } = await post(generate, stored);
    expect([answer.status, body["code"]]).toEqual([status, code]);
    expect(answer.text).not.toContain("upstream secret");
  });

  test("does not index what could not be stored", async () => {
    upstreams.s3.answer = () => s3Failure(503, "SlowDown");
    expect((await post(generate, stored)).body["code"]).toBe("storage_unavailable");
    expect(upstreams.vectors.requests).toEqual([]);
  });

  test("stores nothing of a vector of zeros, which the index cannot hold", async () => {
    upstreams.bedrock.answer = () => titan(Array(512).fill(0));
    const { status, body } = await post(generate, stored);
    expect([status, body["code"], writes]).toEqual([502, "model_output_invalid", []]);
  });

  test("logs how often the index was called, and for how long", async () => {
    upstreams.vectors.answer = unavailable;
    await post(generate, stored);
    expect(upstreams.log).toMatchObject([{ index: { attempts: 3, latency_ms: expect.any(Number) } }]);
  });
});

describe("creating only", () => {
  const create = (body: object) =>
    call(generate, {
      method: "POST",
      headers: { "content-type": "application/json", "if-none-match": "*" },
      body: JSON.stringify(body),
    });
  const document = {
    id: "doc1",
    text: "Before",
    embedding: vector(512),
    dimension: 512,
    model,
    input_token_count: 3,
    created_at: "2026-01-01T00:00:00.000Z",
  };
  const exists = (body: object) => {
    upstreams.s3.answer = ({ method }) =>
      method === "GET"
        ? { status: 200, headers: { etag: '"e"' }, body: JSON.stringify(body) }
        : s3Failure(412, "PreconditionFailed");
  };

  test("indexes what is stored already, which an earlier request may have failed to, and answers 412", async () => {
    exists(document);
    const { status, body } = await create(stored);
    expect([status, body["code"]]).toEqual([412, "embedding_exists"]);
    expect(upstreams.vectors.requests.map(parse)).toMatchObject([
      { vectors: [{ key: "doc1", data: { float32: vector(512) }, metadata: { text: "Before", _model: model } }] },
    ]);
  });

  test("indexes of an object that another tool wrote what the index can hold", async () => {
    const metadata = {
      language: "de",
      tags: ["a", "b"],
      pages: [1, 2],
      mixed: [1, "a"],
      nothing: null,
      nested: { a: 1 },
      empty: [],
      text: "reserved",
      _own: 1,
      ["__proto__"]: { a: 1 },
      half: "\ud800",
    };
    exists({ id: "doc1", text: "Before", embedding: vector(512), model, metadata });
    expect((await create(stored)).status).toBe(412);
    expect(upstreams.vectors.requests.map(parse)).toMatchObject([{ vectors: [{ key: "doc1" }] }]);
    expect(upstreams.vectors.requests.map((request) => parse(request).vectors[0].metadata)).toEqual([
      { language: "de", tags: ["a", "b"], pages: [1, 2], text: "Before", _model: model, _dimension: 512 },
    ]);
  });

  test("answers 503 and not 412 where that fails", async () => {
    exists(document);
    upstreams.vectors.answer = unavailable;
    expect((await create(stored)).status).toBe(503);
  });

  test.each([
    ["is gone by now", s3Failure(404, "NoSuchKey")],
    ["is no embedding", { status: 200, body: "{}" }],
    ["is archived", s3Failure(403, "InvalidObjectState")],
    ["has a key of its writer's", s3Failure(400, "InvalidRequest")],
  ])("answers 412 all the same where what is stored %s", async (_, answer) => {
    upstreams.s3.answer = ({ method }) => (method === "GET" ? answer : s3Failure(412, "PreconditionFailed"));
    expect((await create(stored)).status).toBe(412);
    expect(upstreams.vectors.requests).toEqual([]);
  });

  test("indexes nothing of what is stored where S3 fails in another way", async () => {
    upstreams.s3.answer = ({ method }) =>
      method === "PUT"
        ? s3Failure(503, "SlowDown")
        : { status: 200, headers: { etag: '"e"' }, body: JSON.stringify(document) };
    expect((await create(stored)).body["code"]).toBe("storage_unavailable");
    expect(upstreams.vectors.requests).toEqual([]);
  });

  test("answers 503 where what is stored cannot be read", async () => {
    upstreams.s3.answer = ({ method }) =>
      method === "GET" ? s3Failure(503, "SlowDown") : s3Failure(412, "PreconditionFailed");
    expect((await create(stored)).body["code"]).toBe("storage_unavailable");
  });

  test.each([
    ["of another dimension", { embedding: vector(256), dimension: 256 }],
    ["of another model", { model: "amazon.titan-embed-text-v1" }],
    ["of nothing but zeros", { embedding: Array(512).fill(0) }],
    ["without a model, which another tool wrote", { model: undefined }],
    ["with null for the model, which another tool wrote", { model: null, created_at: "2026-01-01T00:00:00+02:00" }],
    ["without a vector", { embedding: null }],
  ])("leaves what is stored out of the index where it is %s", async (_, change) => {
    exists({ ...document, ...change });
    expect((await create(stored)).status).toBe(412);
    expect(upstreams.vectors.requests).toEqual([]);
  });
});

describe("store", () => {
  test("puts a vector whose model is not known", async () => {
    const { status, body } = await post(store, { embedding_id: "doc1", text: "Hello", embedding: vector(512) });
    expect([status, body]).toEqual([200, expect.objectContaining({ success: true, indexed: true })]);
    expect(upstreams.vectors.requests.map(parse)).toMatchObject([
      { vectors: [{ key: "doc1", metadata: { text: "Hello", _dimension: 512, _normalized: false } }] },
    ]);
    expect(upstreams.vectors.requests.map((request) => parse(request).vectors[0].metadata)).not.toEqual([
      expect.objectContaining({ _model: expect.anything() }),
    ]);
  });

  test.each([
    [
      "of another length",
      vector(256),
      "embedding has a length that is 256, and the vector index has the dimension 512",
    ],
    ["of zeros", Array(512).fill(0), "embedding has only zeros"],
    ["of numbers too small for a 32-bit float", Array(512).fill(1e-60), "embedding has only zeros"],
    ["of numbers too large for a 32-bit float", [-1e39, ...vector(511)], "embedding has the number -1e+39"],
  ])("refuses a vector %s with 422 before anything is written", async (_, embedding, message) => {
    const { status, body } = await post(store, { embedding_id: "doc1", text: "Hello", embedding });
    expect([status, body["detail"], writes]).toEqual([422, expect.stringContaining(message), []]);
  });
});

test.each([
  [
    "generate",
    generate,
    { ...stored, dimensions: 256 },
    "dimensions is 256, and the vector index has the dimension 512",
  ],
  ["generate", generate, { ...stored, metadata: { text: "x" } }, 'metadata has the key "text"'],
  ["generate", generate, { ...stored, metadata: { _model: "x" } }, 'metadata has the key "_model"'],
  ["generate", generate, { ...stored, metadata: { $and: "x" } }, 'metadata has the key "$and"'],
  ["generate", generate, { ...stored, metadata: { "": "x" } }, 'metadata has the key ""'],
  [
    "generate",
    generate,
    { ...stored, metadata: Object.fromEntries(Array.from({ length: 47 }, (_, index) => [`k${index}`, 1])) },
    "metadata must have at most 46 keys and has 47",
  ],
  [
    "generate",
    generate,
    { ...stored, metadata: { key: "x".repeat(2_034) } },
    "metadata must have at most 2048 bytes as the vector index counts them, 8 more for each key and 4 for each value in a list, and has 2049",
  ],
  ["generate", generate, { ...stored, metadata: { years: Array(256).fill(1) } }, "has 2065"],
  [
    "batch",
    batch,
    { store_in_s3: true, dimensions: 1024, items: [{ text: "a", embedding_id: "a" }] },
    "dimensions is 1024",
  ],
])("%s refuses what the index cannot hold with 422 before the model is asked", async (_, handler, body, message) => {
  const answer = await post(handler, body);
  expect([answer.status, answer.body["detail"]]).toEqual([422, expect.stringContaining(message)]);
  expect([upstreams.bedrock.requests, writes]).toEqual([[], []]);
});

test("batch refuses an item that the index cannot hold, before the model is asked, and stores the others", async () => {
  const items = [
    { text: "a", embedding_id: "a" },
    { text: "b", embedding_id: "b", metadata: { _x: 1 } },
  ];
  const { status, body } = await post(batch, { store_in_s3: true, items });
  const [first, second] = body["results"] as { status: number; problem?: unknown }[];
  expect([status, first?.status, second?.status]).toEqual([207, 200, 422]);
  expect(second?.problem).toMatchObject({ detail: expect.stringContaining('items.1.metadata has the key "_x"') });
  expect(upstreams.bedrock.requests.map((request) => JSON.parse(request.body).inputText)).toEqual(["a"]);
});

test("takes metadata of as many bytes as the index", async () => {
  const metadata = { key: "x".repeat(2_000), page: 123_456, draft: true };
  const bytes = 4 + (8 + 3 + 2_000) + (8 + 4 + 4) + (8 + 5);
  const filled = { ...metadata, key: "x".repeat(2_000 + 2_048 - bytes) };
  expect((await post(generate, { ...stored, metadata: filled })).status).toBe(200);
});

test("keeps lists of texts and of numbers in the object and the index", async () => {
  const metadata = { tags: ["a", "b", "a"], years: [2024, 1.5] };
  const embedding = vector(512);
  const items = [{ text: "Hello", embedding_id: "doc1", metadata }];
  const answers = [
    await post(generate, { ...stored, metadata }),
    await post(store, { embedding_id: "doc1", text: "Hello", embedding, metadata }),
    await post(batch, { store_in_s3: true, items }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  const indexed = upstreams.vectors.requests.map((request) => parse(request).vectors[0].metadata);
  expect(indexed).toEqual(Array(3).fill(expect.objectContaining(metadata)));
  const objects = upstreams.s3.requests.filter(({ method }) => method === "PUT");
  expect(objects.map((request) => parse(request).metadata)).toEqual(Array(3).fill(metadata));
});

test("takes 46 keys of metadata, and any dimension and key where nothing is stored", async () => {
  const metadata = Object.fromEntries(Array.from({ length: 46 }, (_, index) => [`k${index}`, 1]));
  expect((await post(generate, { ...stored, metadata })).status).toBe(200);
  const unstored = { text: "Hello", metadata: { text: "x" } };
  expect((await post(generate, { ...unstored, store_in_s3: false, dimensions: 256 })).status).toBe(200);
  expect((await post(batch, { items: [unstored], store_in_s3: false, dimensions: 256 })).status).toBe(200);
});

describe("batch", () => {
  const items = Array.from({ length: 100 }, (_, index) => ({ text: `text ${index}`, embedding_id: `doc${index}` }));
  const send = async (body: object) => {
    const answer = await post(batch, body);
    return { ...answer, body: answer.body as BatchResponse };
  };

  test("puts the vectors of 100 items in one call, after all objects", async () => {
    const { status, body } = await send({ store_in_s3: true, items });
    expect(status).toBe(200);
    expect(body.results.map((result) => result.success && result.indexed)).toEqual(items.map(() => true));
    expect(writes).toEqual([...items.map(() => "s3 PUT"), "/PutVectors"]);
    const [put] = upstreams.vectors.requests.map(parse);
    expect(put.vectors.map(({ key }: { key: string }) => key)).toEqual(items.map(({ embedding_id }) => embedding_id));
  });

  test("indexes the items that were stored and not those that failed", async () => {
    upstreams.bedrock.answer = ({ body }) =>
      JSON.parse(body).inputText === "text 1" ? failure(403, "AccessDeniedException") : titan(vector(512));
    const { status, body } = await send({ store_in_s3: true, items: items.slice(0, 3) });
    expect([status, body.results.map(({ status }) => status)]).toEqual([207, [200, 503, 200]]);
    const [put] = upstreams.vectors.requests.map(parse);
    expect(put.vectors.map(({ key }: { key: string }) => key)).toEqual(["doc0", "doc2"]);
  });

  test("fails each stored item where the index fails, and answers when to repeat them", async () => {
    upstreams.vectors.answer = unavailable;
    const { status, headers, body } = await send({ store_in_s3: true, items: items.slice(0, 3) });
    expect([status, headers["retry-after"], body.succeeded, body.failed]).toEqual([207, "5", 0, 3]);
    expect(body.results.map((result) => !result.success && result.problem.code)).toEqual([
      "index_unavailable",
      "index_unavailable",
      "index_unavailable",
    ]);
    expect(upstreams.log).toMatchObject([{ level: "error", item_codes: { index_unavailable: 3 } }]);
  });

  test("says in time that the index did not answer", async () => {
    upstreams.vectors.answer = () => "hang";
    const answer = await post(batch, { store_in_s3: true, items: items.slice(0, 1) }, 6_000);
    const { results } = answer.body as BatchResponse;
    expect([answer.status, results.map((result) => !result.success && result.problem.code)]).toEqual([
      207,
      ["index_timeout"],
    ]);
  });

  test("asks the index nothing where nothing is stored", async () => {
    const { body } = await send({ items: [{ text: "a" }] });
    expect(body.results).toMatchObject([{ indexed: false }]);
    expect(upstreams.vectors.requests).toEqual([]);
  });
});

describe("delete", () => {
  const listing =
    "<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>embeddings/doc1.json</Key></Contents></ListBucketResult>";
  const send = () => call(remove, { method: "DELETE", url: "/embeddings/doc1" }, { embedding_id: "doc1" });

  beforeEach(() => {
    upstreams.s3.answer = ({ method }) => {
      writes.push(`s3 ${method}`);
      return { status: method === "GET" ? 200 : 204, headers: { "content-type": "application/xml" }, body: listing };
    };
  });

  test("removes the vector first, then the object", async () => {
    expect((await send()).status).toBe(200);
    expect(writes).toEqual(["/DeleteVectors", "s3 GET", "s3 DELETE"]);
    expect(upstreams.vectors.requests.map(parse)).toEqual([{ indexArn, keys: ["doc1"] }]);
  });

  test("keeps the object where the index fails", async () => {
    upstreams.vectors.answer = unavailable;
    const { status, body } = await send();
    expect([status, body["code"], writes]).toEqual([503, "index_unavailable", []]);
  });

  test("does not touch the object before the index has answered", async () => {
    const order: string[] = [];
    upstreams.vectors.delay = async () => {
      await setTimeout(50);
      order.push("index answered");
    };
    upstreams.s3.delay = async () => {
      order.push("s3 asked");
    };
    await send();
    upstreams.vectors.delay = undefined;
    upstreams.s3.delay = undefined;
    expect(order[0]).toBe("index answered");
  });
});
