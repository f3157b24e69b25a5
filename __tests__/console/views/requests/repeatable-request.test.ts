import type { RecordedBody, RequestDetail } from "../../../../console/requests/recorded-request";
import { repeatableRequest } from "../../../../console/views/requests/repeatable-request";

const body: RecordedBody = { text: '{"text":"rivers"}', bytes: 17, isCut: false, hasSecrets: false };
const sent: RequestDetail = {
  id: 1,
  answeredAtMs: 0,
  method: "POST",
  path: "/embeddings/search?a=b",
  hasSecrets: false,
  status: 200,
  durationMs: 1,
  isBackground: true,
  isForgotten: false,
  requestBody: body,
};

test("repeats what a request was, which a person asks for now", () => {
  const { method, path } = sent;
  expect(repeatableRequest(sent)).toEqual({ request: { method, path, body: { text: "rivers" } } });
  expect(repeatableRequest({ ...sent, method: "GET", requestBody: undefined, isForgotten: true })).toEqual({
    request: { method: "GET", path },
  });
  expect(repeatableRequest({ ...sent, method: "HEAD", requestBody: undefined })).toEqual({
    request: { method: "HEAD", path },
  });
});

test("asks what a request asked before it did something, so that nothing is replaced that was not", () => {
  const requestHeaders = { "if-none-match": "*", "content-type": "application/json", authorization: "…" };
  const { method, path } = sent;
  expect(repeatableRequest({ ...sent, requestHeaders })).toEqual({
    request: { method, path, body: { text: "rivers" }, headers: { "if-none-match": "*" } },
  });
});

test.each<[string, Partial<RequestDetail>]>([
  ["does not send OPTIONS", { method: "OPTIONS" }],
  ["this API alone", { path: "http://example.com/embeddings" }],
  ["secret", { hasSecrets: true }],
  ["secret", { requestBody: { ...body, hasSecrets: true } }],
  ["made room", { isForgotten: true, requestBody: undefined }],
  ["no body with GET", { method: "GET" }],
  ["made room", { method: "PATCH", isForgotten: true, requestBody: undefined }],
  ["beginning", { requestBody: { ...body, isCut: true } }],
  ["no JSON", { requestBody: { ...body, text: "a=b" } }],
  ["no JSON", { requestBody: { ...body, text: "[".repeat(20_000) + "]".repeat(20_000) } }],
  ["no JSON", { requestBody: { bytes: 3, isCut: false, hasSecrets: false, problem: "It is no text." } }],
])("says %s where it cannot", (problem, change) => {
  expect(repeatableRequest({ ...sent, ...change })).toEqual({ problem: expect.stringContaining(problem) });
});
