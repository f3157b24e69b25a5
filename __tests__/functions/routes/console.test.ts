import { brotliDecompressSync } from "node:zlib";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { handlerOf, useUpstreams } from "../../helpers/handler/handler";

const session = JSON.stringify({ auth: "keys", authorization: null });
const policy = expect.stringMatching(/^default-src 'none'; script-src 'self';.*frame-ancestors 'none'$/);
const page = "<!doctype html>";

useUpstreams();
beforeAll(() => {
  process.env["CONSOLE_SESSION"] = session;
});

async function answerTo(rawPath: string, requested: Record<string, string> = {}, method = "GET") {
  const routeKey = `${method} ${rawPath === "/" ? "/" : "/console/{file+}"}`;
  const event = { routeKey, rawPath, headers: requested, requestContext: {} };
  const context = { awsRequestId: "request-1", getRemainingTimeInMillis: () => 10_000 };
  const result = await handlerOf("console")(event as unknown as APIGatewayProxyEventV2, context);
  const { statusCode, headers = {}, body = "", isBase64Encoded } = result;
  return { statusCode, headers, body, isBase64Encoded };
}

test("serves the page, which browsers ask for again each time, and which nothing may change", async () => {
  const { statusCode, headers, body } = await answerTo("/");
  expect([statusCode, body]).toEqual([200, page]);
  expect(headers).toMatchObject({
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": policy,
    "x-content-type-options": "nosniff",
    "cache-control": "no-cache",
    etag: 'W/"page"',
    vary: "accept-encoding",
  });
});

test("sends it compressed to who takes that", async () => {
  const { headers, body, isBase64Encoded } = await answerTo("/", { "accept-encoding": "gzip, br" });
  expect([isBase64Encoded, headers["content-encoding"]]).toEqual([true, "br"]);
  expect(brotliDecompressSync(Buffer.from(body, "base64")).toString()).toBe(page);
});

test("lets what is named after its contents be kept for good", async () => {
  const { headers, body } = await answerTo("/console/main-A1.js");
  expect([body, headers["cache-control"]]).toEqual(["run()", "public, max-age=31536000, immutable"]);
});

test.each(['W/"page"', '"a", W/"page"', "*"])("sends nothing to who has it already, as %s", async (tags) => {
  const { statusCode, headers, body } = await answerTo("/", { "if-none-match": tags });
  expect([statusCode, body]).toEqual([304, ""]);
  expect(headers).toMatchObject({ etag: 'W/"page"', "cache-control": "no-cache", vary: "accept-encoding" });
  expect(headers["content-type"]).toBeUndefined();
  expect((await answerTo("/", { "if-none-match": 'W/"script"' })).statusCode).toBe(200);
});

test("has beside the page what reads documents, in which bytes stay as they are", async () => {
  expect((await answerTo("/console/workers/ingest-worker.js")).body).toBe("work()");
  const { body, isBase64Encoded } = await answerTo("/console/workers/cmaps/A.bcmap");
  expect([isBase64Encoded, Buffer.from(body, "base64")]).toEqual([true, Buffer.of(0xe0, 0x80, 0xff)]);
  expect((await answerTo("/console/ingest-worker.js")).statusCode).toBe(404);
});

test("says the same without a body", async () => {
  const { statusCode, headers, body } = await answerTo("/", {}, "HEAD");
  expect([statusCode, body, headers["etag"]]).toEqual([200, "", 'W/"page"']);
});

test("tells what the service is, which is asked for each time", async () => {
  const { statusCode, headers, body } = await answerTo("/console/session.json");
  expect([statusCode, body, headers["cache-control"]]).toEqual([200, session, "no-cache"]);
  expect(headers["content-security-policy"]).toEqual(policy);
});

test.each(["/console/sample.json", "/console/..", "/console/constructor", "__proto__"])("has no %s", async (path) => {
  const { statusCode, headers, body } = await answerTo(path);
  expect([statusCode, body]).toEqual([404, '{"message":"Not Found"}']);
  expect(headers["content-security-policy"]).toEqual(policy);
});
