import { call, handlerOf, useUpstreams } from "../../helpers/handler/handler";

const upstreams = useUpstreams();

test("says that the API answers, and calls neither the model nor the storage", async () => {
  const { status, body, headers } = await call(handlerOf("health"), { url: "/health", headers: {} });
  expect([status, body]).toEqual([200, { status: "healthy" }]);
  expect(headers).toMatchObject({ "content-type": "application/json", "x-request-id": "request-1" });
  expect([upstreams.bedrock.requests, upstreams.s3.requests]).toEqual([[], []]);
});
