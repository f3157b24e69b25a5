import { Upstream } from "../handler/upstream";
import { fetchValidated, type ReceivedResponse, validateResponse } from "./openapi";

const headers = { "content-type": "application/json", "x-request-id": "request-1" };
const problemHeaders = { ...headers, "content-type": "application/problem+json" };

const generated: ReceivedResponse = {
  method: "POST",
  path: "/embeddings/generate",
  status: 200,
  headers,
  body: {
    embedding: [0.6, 0.8],
    dimension: 2,
    model: "amazon.titan-embed-text-v2:0",
    text_length: 5,
    input_type: "document",
    truncated: false,
    input_token_count: 1,
    processing_time_ms: 1.5,
    stored_in_s3: false,
    s3_key: null,
    indexed: false,
    unchanged: false,
  },
};
const notFound: ReceivedResponse = {
  method: "GET",
  path: "/embeddings/nope",
  status: 404,
  headers: problemHeaders,
  body: {
    type: "about:blank",
    title: "Not Found",
    status: 404,
    detail: "Embedding not found: nope",
    code: "embedding_not_found",
    request_id: "request-1",
  },
};
const unavailable: ReceivedResponse = {
  ...notFound,
  status: 503,
  headers: { ...problemHeaders, "retry-after": "5" },
  body: { ...(notFound.body as object), status: 503, code: "storage_unavailable" },
};
const notModified: ReceivedResponse = {
  method: "GET",
  path: "/embeddings/doc1",
  status: 304,
  headers: { "x-request-id": "request-1", etag: '"1"' },
  body: "",
};

describe("validateResponse", () => {
  test.each([generated, notFound, unavailable, notModified])("accepts $method $path answered $status", (response) => {
    validateResponse(response);
    validateResponse({
      ...response,
      headers: new Headers(response.headers as Record<string, string>),
      body: response.body && JSON.stringify(response.body),
    });
  });

  test("takes a path for an id where it is another method's", () => {
    validateResponse({ ...notFound, path: "/embeddings/store" });
    expect(() => validateResponse({ ...notFound, path: "/embeddings/store", method: "POST" })).toThrow(/the statuses/);
  });

  const body = (changes: object) => ({ ...generated, body: { ...(generated.body as object), ...changes } });
  test.each<[string, ReceivedResponse, RegExp]>([
    ["an unknown path", { ...generated, path: "/embeddings/generate/more" }, /there is no such operation/],
    ["an unknown method", { ...generated, method: "PUT" }, /there is no such operation/],
    ["another status", { ...generated, status: 201 }, /the statuses are 200,400,401,403/],
    ["another content type", { ...generated, headers: problemHeaders }, /the content type is application\/json, not/],
    ["a missing content type", { ...generated, headers: { "x-request-id": "1" } }, /the content type is .* not ""/],
    [
      "a missing header",
      { ...generated, headers: { "content-type": "application/json" } },
      /has the header x-request-id/,
    ],
    ["a missing Retry-After", { ...unavailable, headers: problemHeaders }, /has the header retry-after/],
    [
      "an invalid Retry-After",
      { ...unavailable, headers: { ...problemHeaders, "retry-after": "soon" } },
      /the header retry-after is invalid/,
    ],
    ["a missing ETag", { ...notModified, headers: { "x-request-id": "request-1" } }, /has the header etag/],
    ["a body where there is none", { ...notModified, body: "{}" }, /there is no body/],
    ["a body that is cut off", { ...generated, body: '{"embedding":[0.6' }, /the body is JSON/],
    ["an extra field", body({ extra: 1 }), /must NOT have additional properties/],
    ["a missing field", body({ model: undefined }), /must have required property 'model'/],
    ["a wrong type", body({ dimension: "2" }), /body\/dimension must be integer/],
    ["a wrong type in the vector", body({ embedding: [0.6, null] }), /body\/embedding\/1 must be number/],
    [
      "a problem of another code",
      { ...notFound, body: { ...(notFound.body as object), code: "not_started" } },
      /body\/code/,
    ],
    [
      "a problem of another status",
      { ...notFound, body: { ...(notFound.body as object), status: 503 } },
      /body\/status/,
    ],
  ])("refuses %s", (_, response, reason) => {
    expect(() => validateResponse(response)).toThrow(reason);
  });
});

describe("fetchValidated", () => {
  const upstream = new Upstream();
  let url: string;

  beforeAll(async () => {
    url = await upstream.listen();
  });
  afterAll(() => upstream.close());

  test("returns a valid response with its body", async () => {
    upstream.answer = () => ({ status: 200, headers, body: JSON.stringify(generated.body) });
    const response = await fetchValidated(`${url}/embeddings/generate?unused`, { method: "POST" });
    expect([response.status, await response.json()]).toEqual([200, generated.body]);
  });

  test("takes a request", async () => {
    upstream.answer = () => ({ status: 200, headers, body: JSON.stringify(generated.body) });
    const response = await fetchValidated(new Request(`${url}/embeddings/generate`, { method: "POST" }));
    expect(await response.json()).toEqual(generated.body);
  });

  test("throws where the response is invalid", async () => {
    upstream.answer = () => ({ status: 200, headers, body: "{}" });
    await expect(fetchValidated(`${url}/embeddings/generate`, { method: "POST" })).rejects.toThrow(
      "POST /embeddings/generate was answered 200, and by openapi.json the body is invalid: ",
    );
  });
});
