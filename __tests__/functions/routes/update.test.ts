import { s3Failure, vector } from "../../helpers/handler/aws-answers";
import { call, handlerOf, useUpstreams } from "../../helpers/handler/handler";
import { MemoryStore } from "../../helpers/handler/memory-store";

const upstreams = useUpstreams({ index: { model: "amazon.titan-embed-text-v2:0", dimension: 1024 } });
const handler = handlerOf("store");

/** A vector with digits that no number of JavaScript has, in an object that another tool wrote too. */
const numbers = `[0.12345678901234567890,${vector(1023)}]`;
const object = `{"id":"doc1","text":"Hello","embedding":${numbers},"model":"amazon.titan-embed-text-v2:0","metadata":{"page":1},"owner":"them"}`;

let store: MemoryStore;
beforeEach(() => {
  store = new MemoryStore(upstreams);
  store.objects.set("doc1", object);
});

const update = (body: unknown, headers: Record<string, string> = {}, embedding_id = "doc1") =>
  call(
    handler,
    {
      method: "PATCH",
      headers: { "content-type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    },
    { embedding_id },
  );
const puts = () => upstreams.s3.requests.filter(({ method }) => method === "PUT");
const indexed = () => upstreams.vectors.requests.filter(({ path }) => path === "/PutVectors");

test("changes the metadata of the object and of its vector, and keeps all else as it is", async () => {
  const { status, headers, body } = await update({ metadata: { page: 2, language: "en" } });
  expect([status, headers["etag"], body]).toEqual([
    200,
    '"e"',
    { success: true, embedding_id: "doc1", s3_key: "embeddings/doc1.json", indexed: true },
  ]);
  expect(store.objects.get("doc1")).toBe(object.replace('{"page":1}', '{"page":2,"language":"en"}'));
  expect(store.vectors.get("doc1")).toMatchObject({
    metadata: { page: 2, language: "en", text: "Hello", _model: "amazon.titan-embed-text-v2:0" },
  });
  expect(puts().map(({ headers: sent }) => sent["if-match"])).toEqual(['"e"']);
  expect(upstreams.bedrock.requests).toEqual([]);
});

test("takes all metadata away, and changes what has none", async () => {
  await update({ metadata: {} });
  expect(store.fields("doc1")["metadata"]).toEqual({});
  store.objects.set("doc1", '{"id":"doc1","text":"Hello"}');
  const { body } = await update({ metadata: { page: 1 } });
  expect([store.fields("doc1"), body["indexed"]]).toEqual([
    { id: "doc1", text: "Hello", metadata: { page: 1 } },
    false,
  ]);
});

test.each(['"e"', "*", '"other", "e"'])("takes the state that If-Match names as %s", async (condition) => {
  expect((await update({ metadata: {} }, { "if-match": condition })).status).toBe(200);
});

test.each(['"other"', 'W/"e"', "e", ""])(
  "answers 412 to another state, as %j, and changes nothing",
  async (condition) => {
    const { status, body } = await update({ metadata: { page: 2 } }, { "if-match": condition });
    expect([status, body["code"], puts()]).toEqual([412, "embedding_changed", []]);
    // As it is stored, for it may be what the same request could not index.
    expect(store.vectors.get("doc1")).toMatchObject({ metadata: { page: 1 } });
  },
);

describe("where others write the object between", () => {
  let lost = 0;
  beforeEach(() => {
    lost = 1;
    upstreams.s3.answer = (request) => {
      if (request.method === "PUT" && lost > 0) {
        lost -= 1;
        store.change("doc1", { text: "theirs" });
        return s3Failure(412, "PreconditionFailed");
      }
      return store.s3(request);
    };
  });

  test("changes what they have written", async () => {
    expect((await update({ metadata: { page: 2 } })).status).toBe(200);
    expect(store.fields("doc1")).toMatchObject({ text: "theirs", metadata: { page: 2 } });
    expect(store.vectors.get("doc1")).toMatchObject({ metadata: { page: 2, text: "theirs" } });
  });

  test("again and again, answers 503", async () => {
    lost = Number.POSITIVE_INFINITY;
    const { status, body } = await update({ metadata: { page: 2 } });
    expect([status, body["code"], puts().length, indexed()]).toEqual([503, "storage_unavailable", 6, []]);
  });

  test("answers 404 where they delete it", async () => {
    upstreams.s3.answer = (request) => {
      if (request.method === "PUT") {
        store.objects.delete("doc1");
        return s3Failure(404, "NoSuchKey");
      }
      return store.s3(request);
    };
    const { status, body } = await update({ metadata: { page: 2 } });
    expect([status, body["code"], indexed()]).toEqual([404, "embedding_not_found", []]);
  });
});

test("answers success where S3's answer was lost and the object is what it wrote", async () => {
  upstreams.s3.answer = (request) => {
    if (request.method === "HEAD")
      return { status: 200, headers: { etag: '"new"', "x-amz-meta-request-id": "request-1" } };
    if (request.method !== "PUT") return store.s3(request);
    return puts().length === 1 ? "reset" : s3Failure(412, "PreconditionFailed");
  };
  const { status, headers } = await update({ metadata: { page: 2 } });
  expect([status, headers["etag"]]).toEqual([200, '"new"']);
});

test("is completed by the same request where the index has failed", async () => {
  upstreams.vectors.answer = () => ({ status: 503 });
  const { status, body } = await update({ metadata: { page: 2 } });
  expect([status, body["code"], store.fields("doc1")["metadata"]]).toEqual([503, "index_unavailable", { page: 2 }]);
  upstreams.vectors.answer = (request) => store.index(request);
  expect((await update({ metadata: { page: 2 } })).status).toBe(200);
  expect(store.vectors.get("doc1")).toMatchObject({ metadata: { page: 2 } });
});

test.each([
  ["of another dimension", '{"id":"doc1","text":"a","embedding":[1],"model":null}'],
  ["of another model", object.replace("titan-embed-text-v2:0", "titan-embed-text-v1")],
])("changes an object %s, which the index does not get", async (_, other) => {
  store.objects.set("doc1", other);
  const { status, body } = await update({ metadata: { page: 2 } });
  expect([status, body["indexed"], indexed()]).toEqual([200, false, []]);
  expect(store.fields("doc1")["metadata"]).toEqual({ page: 2 });
});

test("keeps the metadata of an object itself", async () => {
  upstreams.s3.answer = (request) => {
    const { headers, ...answer } = store.s3(request) as { status: number; headers: Record<string, string> };
    return { ...answer, headers: { ...headers, "x-amz-meta-owner": "them" } };
  };
  await update({ metadata: {} });
  expect(puts()[0]?.headers).toMatchObject({ "x-amz-meta-owner": "them", "x-amz-meta-request-id": "request-1" });
});

test.each<[string, unknown, number, string]>([
  ["nothing to change", {}, 422, "metadata or expires_at is required"],
  ["null", { metadata: null }, 422, "metadata or expires_at is required"],
  ["a text", { metadata: {}, text: "b" }, 422, 'has unknown fields: "text"'],
  ["more than the index holds", { metadata: { a: "x".repeat(2_040) } }, 422, "metadata must have at most 2048 bytes"],
  ["no JSON", "{", 400, "is not valid JSON"],
])("refuses %s, and calls nothing", async (_, body, expected, message) => {
  const { status, body: problem } = await update(body);
  expect([status, problem["detail"]]).toEqual([expected, expect.stringContaining(message)]);
  expect([...upstreams.s3.requests, ...upstreams.vectors.requests]).toEqual([]);
});

test("answers 404 where nothing is stored, and 500 where that is no embedding", async () => {
  expect(await update({ metadata: {} }, {}, "doc2")).toMatchObject({ status: 404 });
  store.objects.set("doc1", "{");
  expect(await update({ metadata: {} })).toMatchObject({ status: 500, body: { code: "stored_document_invalid" } });
  store.objects.set("doc1", `${object.slice(0, -1)},"deep":${"[".repeat(20_000)}${"]".repeat(20_000)}}`);
  expect(await update({ metadata: {} })).toMatchObject({ status: 500, body: { code: "stored_document_invalid" } });
  expect(puts()).toEqual([]);
});
