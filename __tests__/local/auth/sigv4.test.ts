import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { sigv4Authorizer } from "../../../local/auth/sigv4";
import { Gateway } from "../../../local/gateway/gateway";
import type { GatewayRequest } from "../../../local/gateway/http-event";
import { type Request, type Signing, signed } from "../../helpers/api/signed-request";

const date = new Date("2026-03-14T15:09:26Z");
const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "the-secret-access-key" };
const authorize = sigv4Authorizer({ region: "us-east-1", credentials, now: () => date.getTime() });

const origin = "http://localhost:3000";
const post: Request = {
  url: `${origin}/embeddings/generate?a=1`,
  method: "POST",
  headers: { "content-type": "application/json" },
  body: '{"text":"Hello"}',
};
const get = (path: string): Request => ({ url: origin + path, method: "GET", headers: {} });

/** A signed request as the gateway receives it. */
async function received(request: Request, signing: Partial<Signing> = {}): Promise<GatewayRequest> {
  const { url, method, headers, body } = await signed(request, { ...credentials, date, ...signing });
  return {
    method,
    url: url.slice(origin.length),
    protocol: "HTTP/1.1",
    headers: { "user-agent": "test", ...headers },
    body: body === undefined ? undefined : Buffer.from(body),
    sourceIp: "127.0.0.1",
  };
}

const forbidden = expect.objectContaining({ name: "Refusal", status: 403, message: "Forbidden" });

test("takes a signed request, and says whose it is", async () => {
  expect(await authorize(await received(post))).toEqual({
    iam: {
      accessKey: "AKIDEXAMPLE",
      accountId: "000000000000",
      callerId: "local",
      cognitoIdentity: null,
      principalOrgId: "",
      userArn: "arn:aws:iam::000000000000:user/local",
      userId: "local",
    },
  });
});

test.each([
  "/embeddings",
  "/embeddings?prefix=doc&limit=2",
  "/embeddings?b=2&a=2&a=1&a-b=3&empty=&text=%C3%A9%20%2B%26",
  "/embeddings/a%3Ab",
  "/embeddings/x@y",
  "/embeddings/a%2520b",
  "/embeddings/it's(a)*test!",
])("takes %s, signed as the AWS SDKs do", async (path) => {
  await expect(authorize(await received(get(path)))).resolves.toHaveProperty("iam");
});

test("takes a request without a header for the body's hash", async () => {
  const request = await received(post, { applyChecksum: false });
  expect(request.headers).not.toHaveProperty("x-amz-content-sha256");
  await expect(authorize(request)).resolves.toHaveProperty("iam");
});

test("takes a request with headers that are not signed", async () => {
  const { headers, ...request } = await received(post);
  const more = { ...headers, "x-amz-security-token": "any", "x-more": "any" };
  await expect(authorize({ ...request, headers: more })).resolves.toHaveProperty("iam");
});

const fiveMinutes = 5 * 60 * 1000;

test.each([-fiveMinutes, fiveMinutes])("takes a date that is %d ms off", async (offMs) => {
  const request = await received(post, { date: new Date(date.getTime() + offMs) });
  await expect(authorize(request)).resolves.toHaveProperty("iam");
});

test.each<[string, Partial<Signing>]>([
  ["another access key id", { accessKeyId: "AKIDANOTHER" }],
  ["another secret access key", { secretAccessKey: "another-secret-access-key" }],
  ["another region", { region: "eu-west-1" }],
  ["another service", { service: "lambda" }],
  ["a date that is too old", { date: new Date(date.getTime() - fiveMinutes - 1_000) }],
  ["everything but its host", { unsignedHeaders: ["host"] }],
  ["a date in the future", { date: new Date(date.getTime() + fiveMinutes + 1_000) }],
])("refuses a request signed with %s", async (_, signing) => {
  await expect(authorize(await received(post, signing))).rejects.toEqual(forbidden);
});

test.each<[string, Partial<Signing>]>([
  ["the signature is for eu-west-1, the API is in us-east-1", { region: "eu-west-1" }],
  ["the signature is for the service lambda, and not for execute-api", { service: "lambda" }],
  ["the signature is of the access key id AKIDANOTHER, and not of this API's", { accessKeyId: "AKIDANOTHER" }],
  ["the signature is of another request, or made with another secret access key", { secretAccessKey: "another" }],
  ["the header host is not signed", { unsignedHeaders: ["host"] }],
  [
    "the signature is of 2026-03-14T14:09:26.000Z, and it is 2026-03-14T15:09:26.000Z: more than 5 minutes off",
    { date: new Date("2026-03-14T14:09:26Z") },
  ],
])("says why it refuses a request: %s", async (reason, signing) => {
  await expect(authorize(await received(post, signing))).rejects.toMatchObject({ reason });
});

test.each<[string, NodeJS.Dict<string>]>([
  ["the request is not signed", { authorization: undefined }],
  ["the header Authorization is no signature of AWS4-HMAC-SHA256", { authorization: "Bearer token" }],
  ["x-amz-content-sha256 is the hash of another body", { "x-amz-content-sha256": "other" }],
])("says why it refuses a request: %s", async (reason, change) => {
  const request = await received(post);
  const headers = { ...request.headers, ...change };
  await expect(authorize({ ...request, headers })).rejects.toMatchObject({ reason });
});

const hash = (text: string) => createHash("sha256").update(text).digest("hex");

/** Replaces a part of the authorization header. */
const authorization = (pattern: RegExp, replacement: string) => (request: GatewayRequest) => ({
  authorization: String(request.headers["authorization"]).replace(pattern, replacement),
});

test.each<[string, (request: GatewayRequest) => Partial<GatewayRequest>]>([
  ["method", () => ({ method: "PUT" })],
  ["path", () => ({ url: "/embeddings/batch?a=1" })],
  ["path, encoded", () => ({ url: "/embeddings/g%65nerate?a=1" })],
  ["query", () => ({ url: "/embeddings/generate?a=2" })],
  ["query, left out", () => ({ url: "/embeddings/generate" })],
  ["query, added to", () => ({ url: "/embeddings/generate?a=1&b=2" })],
  ["query, added to by what AWS's presigned URLs have", () => ({ url: "/embeddings/generate?a=1&X-Amz-Signature=0" })],
  ["body", () => ({ body: Buffer.from('{"text":"Other"}') })],
  ["body, left out", () => ({ body: undefined })],
])("refuses a changed %s", async (_, change) => {
  const request = await received(post);
  await expect(authorize({ ...request, ...change(request) })).rejects.toEqual(forbidden);
});

test.each<[string, (request: GatewayRequest) => NodeJS.Dict<string>]>([
  ["another content type", () => ({ "content-type": "text/plain" })],
  ["another host", () => ({ host: "localhost:3001" })],
  ["the hash of another body", () => ({ "x-amz-content-sha256": hash("other") })],
  ["another date", () => ({ "x-amz-date": "20260314T150927Z" })],
  ["a date that is none", () => ({ "x-amz-date": "20261314T150926Z" })],
  ["no date", () => ({ "x-amz-date": undefined })],
  ["no header that is signed", () => ({ "content-type": undefined })],
  ["no authorization", () => ({ authorization: undefined })],
  ["a bearer token", () => ({ authorization: "Bearer token" })],
  ["another algorithm", authorization(/HMAC-SHA256/, "ECDSA-P256-SHA256")],
  ["another signature", authorization(/Signature=.{4}/, "Signature=0000")],
  ["a signature that is too short", authorization(/.{2}$/, "")],
  ["the scope of another day", authorization(/20260314/, "20260313")],
  ["the scope of another request", authorization(/aws4_request/, "aws4_event")],
  ["fewer headers signed", authorization(/content-type;/, "")],
  ["the date not signed", authorization(/;x-amz-date/, "")],
])("refuses a request with %s", async (_, change) => {
  const request = await received(post);
  const headers = { ...request.headers, ...change(request) };
  await expect(authorize({ ...request, headers })).rejects.toEqual(forbidden);
});

test("refuses a body that the client says not to have signed", async () => {
  const headers = { ...post.headers, "x-amz-content-sha256": "UNSIGNED-PAYLOAD" };
  await expect(authorize(await received({ ...post, headers }))).rejects.toEqual(forbidden);
});

test("refuses a path that reads like the signed form of another", async () => {
  // AWS signs /embeddings/a%3Ab as this; curl 7.88 signs a path as it is.
  const request = await received(get("/embeddings/a%3Ab"));
  await expect(authorize({ ...request, url: "/embeddings/a%253Ab" })).rejects.toEqual(forbidden);
});

describe("requests of curl", () => {
  const gateway = new Gateway();
  let url: string;
  beforeAll(async () => {
    url = await gateway.listen(0);
    const route = {
      apiId: "local",
      lambda: { invoke: async (event: unknown) => event },
      timeoutMs: 1_000,
      authorize: sigv4Authorizer({ region: "us-east-1", credentials }),
    };
    gateway.addRoute({ ...route, routeKey: "GET /embeddings" });
    gateway.addRoute({ ...route, routeKey: "GET /embeddings/{embedding_id}" });
    gateway.addRoute({ ...route, routeKey: "POST /embeddings/generate" });
  });
  afterAll(() => gateway.close());

  async function curl(path: string, ...options: string[]): Promise<unknown> {
    const signing = ["--aws-sigv4", "aws:amz:us-east-1:execute-api", "--user", Object.values(credentials).join(":")];
    const { stdout } = await promisify(execFile)("curl", ["--silent", ...signing, ...options, url + path]);
    return JSON.parse(stdout);
  }

  test.each([
    ["/embeddings"],
    ["/embeddings?prefix=doc&limit=2"],
    ["/embeddings?cursor=a%2Bb%3D"],
    ["/embeddings/a%3Ab"],
    ["/embeddings/x@y"],
    ["/embeddings/generate", "-d", '{"text":"Hello"}', "-H", "content-type: application/json"],
    ["/embeddings/generate", "-d", "{}", "-H", "x-amz-security-token: token"],
    // What an unset variable makes of the header: curl signs it and does not send it.
    ["/embeddings/generate", "-d", "{}", "-H", "x-amz-security-token: "],
    ["/embeddings/generate", "-X", "POST"],
    // Which the AWS SDKs would not sign.
    ["/embeddings", "-H", "user-agent: test", "-H", "cache-control: no-cache"],
  ])("are taken: %s %s %s", async (path, ...options) => {
    expect(await curl(path, ...options)).toMatchObject({
      requestContext: { authorizer: { iam: { accessKey: credentials.accessKeyId } } },
    });
  });

  test("are refused with another secret", async () => {
    expect(await curl("/embeddings", "--user", "AKIDEXAMPLE:other")).toEqual({ message: "Forbidden" });
  });
});
