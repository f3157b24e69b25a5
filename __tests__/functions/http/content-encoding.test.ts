import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { exampleRequest } from "../../../openapi/example-request";
import { operationsOf } from "../../../openapi/operations";
import { routes } from "../../../service/routes";
import { call, handlerOf, useUpstreams } from "../../helpers/handler/handler";
import { MemoryStore } from "../../helpers/handler/memory-store";

const upstreams = useUpstreams({ index: { model: "amazon.titan-embed-text-v2:0", dimension: 1024 } });
const handler = handlerOf("generate");

const body = Buffer.from('{"text": "Grüße 🌍"}');
const large = gzipSync(Buffer.alloc(2 ** 25));
const post = (content: Buffer, contentEncoding?: string) =>
  call(handler, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(contentEncoding === undefined ? {} : { "content-encoding": contentEncoding }),
    },
    body: content,
  });
const embedded = () => upstreams.bedrock.requests.map((request) => JSON.parse(request.body).inputText);

test.each<[string, string | undefined, Buffer]>([
  ["gzip", "gzip", gzipSync(body)],
  ["gzip by its old name", "x-gzip", gzipSync(body)],
  ["gzip in capitals", " GZip ", gzipSync(body)],
  ["gzip of two members", "gzip", Buffer.concat([gzipSync(body.subarray(0, 5)), gzipSync(body.subarray(5))])],
  ["deflate in zlib's format", "deflate", deflateSync(body)],
  ["deflate without it", "deflate", deflateRawSync(body)],
  ["br", "br", brotliCompressSync(body)],
  ["gzip twice", "gzip, gzip", gzipSync(gzipSync(body))],
  ["two codings, the last of which is the outer one", "deflate, gzip", gzipSync(deflateSync(body))],
  ["identity", "identity", body],
  ["an empty header", "", body],
  ["a byte order mark inside of gzip", "gzip", gzipSync(Buffer.concat([Buffer.from("\ufeff"), body]))],
])("takes a body with %s", async (_, contentEncoding, content) => {
  expect((await post(content, contentEncoding)).status).toBe(200);
  expect(embedded()).toEqual(["Grüße 🌍"]);
});

test.each(["zstd", "compress", "gzip, zstd", "aws-chunked", "constructor"])(
  "refuses the coding %s with 415, and says which it takes",
  async (contentEncoding) => {
    const { status, headers, body: problem } = await post(gzipSync(body), contentEncoding);
    expect([status, problem["code"], headers["accept-encoding"]]).toEqual([
      415,
      "unsupported_content_encoding",
      "gzip, deflate, br, identity",
    ]);
    expect(problem["detail"]).toContain(contentEncoding.split(", ").at(-1));
    expect(upstreams.bedrock.requests).toEqual([]);
  },
);

test("says nothing of codings where another header is the matter", async () => {
  const { status, headers } = await call(handler, { method: "POST", headers: { "content-type": "text/plain" }, body });
  expect([status, headers["accept-encoding"]]).toEqual([415, undefined]);
});

test.each<[string, string, Buffer, string]>([
  ["is not what it says", "gzip", Buffer.from([0xff, 0xfe, 0xfd]), "is not gzip, as its Content-Encoding says"],
  ["is cut off", "gzip", gzipSync(body).subarray(0, 20), "is not gzip"],
  ["has another coding", "br", gzipSync(body), "is not br"],
  ["is altered on the way", "gzip", gzipSync(body).with(-6, 0) as Buffer, "is not gzip"],
  ["decodes to no UTF-8", "gzip", gzipSync(Buffer.from([0x22, 0xff, 0x22])), "is not valid UTF-8"],
  ["decodes to nothing", "gzip", gzipSync(Buffer.alloc(0)), "is empty"],
  ["has 32 MB once it is decoded", "gzip", large, "more than 6291456 bytes once it is decoded"],
])("refuses with 400 a body that %s", async (_, contentEncoding, content, detail) => {
  const { status, body: problem } = await post(Buffer.from(content), contentEncoding);
  expect([status, problem["code"], problem["detail"]]).toEqual([
    400,
    "malformed_body",
    expect.stringContaining(detail),
  ]);
  expect(upstreams.bedrock.requests).toEqual([]);
});

test("reads what API Gateway hands on as text, whatever the header still says", async () => {
  expect((await post(body, "gzip")).status).toBe(200);
});

test.each<[string, Buffer]>([
  ["text", Buffer.from('\ufeff{"text": "Grüße 🌍"}')],
  ["text with white space after the mark", Buffer.from('\ufeff\r\n {"text": "Grüße 🌍"}')],
])("takes %s that starts with a byte order mark", async (_, content) => {
  expect((await post(content)).status).toBe(200);
  expect(embedded()).toEqual(["Grüße 🌍"]);
});

test.each<[string, Buffer, string]>([
  ["nothing but a byte order mark", Buffer.from("\ufeff"), "is empty"],
  ["two byte order marks", Buffer.from('\ufeff\ufeff{"text": "a"}'), "is not valid JSON"],
  ["a byte order mark inside of it", Buffer.from('{"text": \ufeff"a"}'), "is not valid JSON"],
  ["UTF-16 with its mark", Buffer.from('\ufeff{"text": "a"}', "utf16le"), "is not valid UTF-8: encode it so"],
  ["Latin-1", Buffer.from('{"text": "é"}', "latin1"), "is not valid UTF-8: encode it so"],
])("refuses %s with 400 and says why", async (_, content, detail) => {
  const { status, body: problem } = await post(content);
  expect([status, problem["detail"]]).toEqual([400, expect.stringContaining(detail)]);
});

test("keeps a byte order mark in a text, which is one of its characters", async () => {
  await post(Buffer.from('{"text": "\ufeffa"}'));
  expect(embedded()).toEqual(["\ufeffa"]);
});

const operations = operationsOf(routes).filter(({ operation }) => operation.request);

describe.each(operations)("$routeKey", (operation) => {
  const { route, method } = operation;
  const callsServices = Boolean(route.invokesModel || route.bucketAccess || route.indexAccess);
  const { headers, body = "", pathParameters } = exampleRequest(operation);
  const send = (content: Buffer, contentEncoding?: string) => {
    const encoding = contentEncoding === undefined ? {} : { "content-encoding": contentEncoding };
    return call(handlerOf(route.name), { method, headers: { ...headers, ...encoding }, body: content }, pathParameters);
  };
  const calls = () => [upstreams.bedrock, upstreams.s3, upstreams.vectors].flatMap(({ requests }) => requests);

  beforeEach(() => {
    const store = new MemoryStore(upstreams);
    store.objects.set("doc1", JSON.stringify({ id: "doc1", text: "Hello" }));
    const found = { vectors: [], distanceMetric: "cosine" };
    upstreams.vectors.answer = () => ({
      status: 200,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(found),
    });
  });

  test.each<[string, string | undefined, Buffer]>([
    ["gzip", "gzip", gzipSync(body)],
    ["br", "BR", brotliCompressSync(body)],
    ["deflate", "deflate", deflateSync(body)],
    ["a byte order mark", undefined, Buffer.from(`\ufeff${body}`)],
  ])("takes a body with %s", async (_, contentEncoding, content) => {
    expect((await send(content, contentEncoding)).status).toBe(200);
    expect(calls().length > 0).toBe(callsServices);
  });

  test.each<[string, string, Buffer, number, string]>([
    ["another coding", "zstd", gzipSync(body), 415, "is none of gzip, deflate, br, identity"],
    ["half of what it was", "gzip", gzipSync(body).subarray(0, -9), 400, "is not gzip, as its Content-Encoding says"],
    ["more than it may have decoded", "gzip", large, 400, "bytes once it is decoded"],
  ])("refuses a body with %s, and calls nothing", async (_, contentEncoding, content, status, problem) => {
    const answer = await send(content, contentEncoding);
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(problem)]);
    expect(calls()).toEqual([]);
  });
});
