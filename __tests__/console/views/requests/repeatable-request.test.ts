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
});

test.each<[string, Partial<RequestDetail>]>([
  ["does not send OPTIONS", { method: "OPTIONS" }],
  ["secret", { hasSecrets: true }],
  ["secret", { requestBody: { ...body, hasSecrets: true } }],
  ["made room", { isForgotten: true, requestBody: undefined }],
  ["made room", { method: "PATCH", isForgotten: true, requestBody: undefined }],
  ["beginning", { requestBody: { ...body, isCut: true } }],
  ["no JSON", { requestBody: { ...body, text: "a=b" } }],
  ["no JSON", { requestBody: { bytes: 3, isCut: false, hasSecrets: false, problem: "It is no text." } }],
])("says %s where it cannot", (problem, change) => {
  expect(repeatableRequest({ ...sent, ...change })).toEqual({ problem: expect.stringContaining(problem) });
});
