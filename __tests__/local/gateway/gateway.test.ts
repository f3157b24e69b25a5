import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Gateway } from "../../../local/gateway/gateway";
import type { HttpEvent } from "../../../local/gateway/http-event";
import { Refusal } from "../../../local/gateway/refusal";
import { LocalFunction, ThrottledError } from "../../../local/lambda/lambda-function";
import type { ServedRequest } from "../../../local/terminal/served-request";
import { temporaryDirectory } from "../../helpers/temporary-directory";

const code = `
exports.handler = async (event) => {
  switch (event.queryStringParameters?.do) {
    case "throw": throw new Error("secret of the function");
    case "block": Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    case "fill memory": { const kept = []; for (;;) kept.push(new Array(100_000).fill(event)); }
    case "wait": return new Promise((resolve) => setTimeout(() => resolve("late"), 1_000));
    case "binary": return { statusCode: 201, isBase64Encoded: true, body: "AP8=", headers: { "x-a": "b" }, cookies: ["c=1", "d=2"] };
    case "value": return { plain: true };
    case "return": return JSON.parse(event.headers.result);
    default: return { statusCode: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(event) };
  }
};`;

const directory = temporaryDirectory();
const served: ServedRequest[] = [];
const gateway = new Gateway({ report: (request) => served.push(request) });
beforeEach(() => served.splice(0));
let lambda: LocalFunction;
let url: string;

beforeAll(async () => {
  url = await gateway.listen(0);
  lambda = new LocalFunction({
    name: "echo",
    arn: "arn",
    files: { "__index.js": code },
    handler: "__index.handler",
    environment: {},
    memorySizeMb: 64,
    timeoutSeconds: 2,
    directory: join(directory, "echo"),
  });
  const route = { apiId: "local", lambda, timeoutMs: 30_000 };
  gateway.addRoute({ ...route, routeKey: "POST /things/make" });
  gateway.addRoute({ ...route, routeKey: "GET /things/{thing_id}" });
  gateway.addRoute({ ...route, routeKey: "GET /impatient", timeoutMs: 200 });
  gateway.addRoute({ ...route, routeKey: "GET /head" });
  gateway.addRoute({ ...route, routeKey: "HEAD /head" });
});
afterAll(async () => {
  await gateway.close();
  await lambda.close();
});

test("listens on loopback at a free port", () => {
  expect(url).toMatch(/^http:\/\/localhost:[1-9]\d*$/);
});

test("passes a request on as an event and the result back", async () => {
  const response = await fetch(`${url}/things/make?a=1`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"b":2}',
  });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    version: "2.0",
    routeKey: "POST /things/make",
    queryStringParameters: { a: "1" },
    body: '{"b":2}',
    isBase64Encoded: false,
  });
});

test.each([
  ["/things/doc1", "doc1"],
  ["/things/a%20b", "a b"],
  ["/things/a%2Fb", "a/b"],
  [`/things/${"x".repeat(256)}`, "x".repeat(256)],
  ["/things/make", "make"],
])("reads the path parameter of %s", async (path, thing) => {
  const event = await (await fetch(url + path)).json();
  expect(event).toMatchObject({ pathParameters: { thing_id: thing } });
});

test.each([
  ["GET", "/nothing"],
  ["GET", "/things/a/b"],
  ["GET", "/things/a/"],
  ["GET", "//things/a"],
  ["POST", "/things/make/"],
  ["DELETE", "/things/a"],
  ["PUT", "/things/make"],
  ["PROPFIND", "/things/make"],
])("answers 404 to %s %s", async (method, path) => {
  const response = await fetch(url + path, { method });
  expect([response.status, await response.json()]).toEqual([404, { message: "Not Found" }]);
});

test("answers 400 to a path that is not valid UTF-8", async () => {
  const response = await fetch(`${url}/things/%E0%A4%A`);
  expect([response.status, await response.json()]).toEqual([400, { message: "Bad Request" }]);
});

test.each([
  ["%zz", "the path has %zz, which is not a valid percent-encoding"],
  ["100%", "the path has %, which is not a valid percent-encoding"],
  ["a%2", "the path has %2, which is not a valid percent-encoding"],
  ["%E0%A4", "the path is not valid UTF-8"],
  ["%ff%20", "the path is not valid UTF-8"],
])("says why it cannot decode %s", async (thing, reason) => {
  expect((await sendRaw(`GET /things/${thing} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`)).status).toBe(400);
  expect(served).toMatchObject([{ status: 400, reason }]);
});

/** Sends bytes, and returns the status, and the body as JSON, of what is answered until the connection ends. */
async function sendRaw(text: string): Promise<{ status: number; body: unknown }> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.write(text, "latin1");
  const [head = "", body = ""] = Buffer.concat(await socket.toArray())
    .toString()
    .split("\r\n\r\n");
  return { status: Number(head.split(" ")[1]), body: JSON.parse(body) };
}

test.each<[string, string, number, string, Partial<ServedRequest>]>([
  [
    "raw bytes in its path",
    "GET /things/caf\xe9 HTTP/1.1\r\nHost: a\r\n\r\n",
    400,
    "Bad Request",
    { method: "GET", url: "/things/caf\xe9" },
  ],
  [
    "an unknown method",
    "FOO /things/a HTTP/1.1\r\nHost: a\r\n\r\n",
    400,
    "Bad Request",
    { method: "FOO", url: "/things/a" },
  ],
  [
    "a length and chunks",
    "POST /things/make HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    400,
    "Bad Request",
    { method: "POST", url: "/things/make" },
  ],
  [
    "a head of more than 16 KB",
    `GET /things/a HTTP/1.1\r\nHost: a\r\nX-A: ${"x".repeat(300_000)}\r\n\r\n`,
    431,
    "Request Header Fields Too Large",
    {},
  ],
  ["another protocol", "\x16\x03\x01\x02\x00", 400, "Bad Request", { method: "?", url: "?" }],
])("answers a request with %s, and says why it cannot be read", async (_, text, status, message, request) => {
  expect(await sendRaw(text)).toEqual({ status, body: { message } });
  expect(served).toEqual([
    expect.objectContaining({ ...request, status, reason: expect.stringMatching(/^no HTTP that Node.js reads: \w/) }),
  ]);
});

test("says that TLS is not served", async () => {
  await sendRaw("\x16\x03\x01\x02\x00");
  expect(served).toMatchObject([{ reason: "no HTTP that Node.js reads: it is TLS, and only http:// is served" }]);
});

test.each([
  ["no Host", "1.1", [], 400, "the request has no Host headers, and must have one"],
  ["two Hosts", "1.1", ["Host: a", "Host: b"], 400, "the request has 2 Host headers, and must have one"],
  ["two Hosts, by HTTP/1.0", "1.0", ["Host: a", "Host: b"], 400, "the request has 2 Host headers, and must have one"],
  ["an expectation", "1.1", ["Host: a", "Expect: x"], 417, "the request expects x, and only 100-continue can be"],
])("refuses a request with %s, and says why", async (_, version, headers, status, reason) => {
  const head = [`GET /things/a HTTP/${version}`, ...headers, "Connection: close"];
  const body = { message: status === 417 ? "Expectation Failed" : "Bad Request" };
  expect(await sendRaw(`${head.join("\r\n")}\r\n\r\n`)).toEqual({ status, body });
  expect(served).toMatchObject([{ status, reason }]);
});

test.each([
  ["without a Host, by HTTP/1.0", "1.0", []],
  ["with an empty Host", "1.1", ["Host:"]],
  ["that expects to go on", "1.1", ["Host: a", "Expect: 100-Continue"]],
])("takes a request %s", async (_, version, headers) => {
  const head = [`GET /things/a HTTP/${version}`, ...headers, "Connection: close"];
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.write(`${head.join("\r\n")}\r\n\r\n`);
  await socket.toArray();
  expect(served).toMatchObject([{ status: 200 }]);
});

test("answers a request once whose body cannot be read", async () => {
  const chunked = "POST /things/make HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nno length\r\n";
  expect(await sendRaw(chunked)).toEqual({ status: 400, body: { message: "Bad Request" } });
  await fetch(`${url}/nothing`);
  expect(served).toMatchObject([{ status: 400, reason: expect.stringMatching(/^no HTTP/) }, { status: 404 }]);
});

test.each([
  ["http://localhost/things/a?b=1", "/things/a"],
  ["HTTPS://user@example.com:8080/things/a?b=1", "/things/a"],
])("reads path and query of the target %s", async (target, rawPath) => {
  const { status, body } = await sendRaw(`GET ${target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
  expect([status, body]).toMatchObject([200, { rawPath, queryStringParameters: { b: "1" } }]);
});

test.each(["/things/a#b", "/things/a?b#c", "http://localhost/things/a#b"])(
  "answers 400 to the target %s, which has a fragment",
  async (target) => {
    const text = `GET ${target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`;
    expect(await sendRaw(text)).toEqual({ status: 400, body: { message: "Bad Request" } });
    expect(served).toMatchObject([{ status: 400, reason: "the request has a fragment, which clients keep" }]);
  },
);

/** Sends a body in parts, with its length or without, and returns the answer's status and text. */
async function sendAll(bytes: number, headers: Record<string, string> = {}): Promise<[number | undefined, string]> {
  const outgoing = request(`${url}/things/make`, { method: "POST", headers, agent: false });
  const answered = once(outgoing, "response") as Promise<[IncomingMessage]>;
  const part = Buffer.alloc(64 * 1024);
  for (let sent = 0; sent < bytes; sent += part.length) {
    if (!outgoing.write(part.subarray(0, bytes - sent))) await once(outgoing, "drain");
  }
  outgoing.end();
  const [response] = await answered;
  return [response.statusCode, Buffer.concat(await response.toArray()).toString()];
}

const megabyte = 1024 * 1024;
const tooLarge = '{"message":"Request Entity Too Large"}';

test.each([
  [10 * megabyte + 1, {}],
  [15 * megabyte, { "content-length": `${15 * megabyte}` }],
  [15 * megabyte, { "content-type": "application/json" }],
  [40 * megabyte, {}],
  [11 * megabyte, { expect: "100-continue" }],
])("answers 413 to a body of %d bytes each time, once all of it is there", async (bytes, headers) => {
  for (let time = 0; time < 2; time++) expect(await sendAll(bytes, headers)).toEqual([413, tooLarge]);
  expect(served.map(({ reason }) => reason)).toEqual(Array(2).fill("the body has more than 10485760 bytes"));
});

test.each([
  [1, 200],
  [11 * megabyte, 413],
])("lets a client send a body of %d bytes that asks whether it may, and answers %d", async (bytes, status) => {
  const headers = { expect: "100-continue", "content-length": bytes };
  const outgoing = request(`${url}/things/make`, { method: "POST", headers, agent: false });
  const answered = once(outgoing, "response") as Promise<[IncomingMessage]>;
  outgoing.flushHeaders();
  await once(outgoing, "continue");
  outgoing.end(Buffer.alloc(bytes));
  const [response] = await answered;
  await response.toArray();
  expect(response.statusCode).toBe(status);
});

test("goes on with the connection after a body that was too large", async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = async (body: Buffer) => {
    const outgoing = request(`${url}/things/make`, { method: "POST", agent });
    outgoing.end(body);
    const [response] = (await once(outgoing, "response")) as [IncomingMessage];
    await response.toArray();
    return [response.statusCode, outgoing.reusedSocket];
  };
  expect(await ask(Buffer.alloc(11 * megabyte))).toEqual([413, false]);
  expect(await ask(Buffer.from("x"))).toEqual([200, true]);
  agent.destroy();
});

test("gives up on a request whose client goes away, and serves the next one", async () => {
  const outgoing = request(`${url}/things/make`, { method: "POST", headers: { "content-length": "100" } });
  outgoing.on("error", () => {});
  outgoing.write("some");
  await new Promise((resolve) => outgoing.once("socket", (socket) => socket.once("connect", resolve)));
  outgoing.destroy();
  while (served.length === 0) expect((await fetch(`${url}/nothing`, { method: "HEAD" })).status).toBe(404);
  while (!served.some(({ status }) => status === 400)) await fetch(`${url}/nothing`);
  expect(served.find(({ status }) => status === 400)).toMatchObject({ reason: expect.stringMatching(/went away/) });
});

test.each<[object, string]>([
  [{ statusCode: "OK" }, 'its statusCode is "OK"'],
  [{ statusCode: 999 }, "its statusCode is 999"],
  [{ statusCode: 200, body: { a: 1 } }, "its body is of the type object, and not a text"],
  [{ statusCode: 200, headers: { "x-a": "b\nc" } }, 'Invalid character in header content ["x-a"]'],
  [{ statusCode: 200, headers: { "x a": "b" } }, 'Header name must be a valid HTTP token ["x a"]'],
])("answers 502 where a function returns %j, and says why", async (result, problem) => {
  const response = await fetch(`${url}/things/a?do=return`, { headers: { result: JSON.stringify(result) } });
  expect([response.status, await response.json()]).toEqual([502, { message: "Bad Gateway" }]);
  expect(served).toMatchObject([
    { status: 502, reason: `the function returned what is no HTTP response: ${problem}`, stack: undefined },
  ]);
});

test.each([
  { statusCode: 204, body: null },
  { statusCode: "201", headers: null },
  { statusCode: null, body: "a" },
])("takes %j of a function", async (result) => {
  const response = await fetch(`${url}/things/a?do=return`, { headers: { result: JSON.stringify(result) } });
  expect(response.status).toBe(Number(result.statusCode ?? 200));
});

test.each<[string, (bytes: number) => [path: string, headers: Record<string, string>]]>([
  ["a header", (bytes) => ["/things/a", { a: "x".repeat(bytes) }]],
  ["many headers", (bytes) => ["/things/a", { a: "x".repeat(bytes - 5_000), b: "x".repeat(5_000) }]],
  ["a query", (bytes) => [`/things/a?b=${"x".repeat(bytes)}`, {}]],
])("answers 431 where %s makes request line and headers longer than 10,240 bytes", async (_, requestOf) => {
  const ask = async (bytes: number) => {
    const [path, headers] = requestOf(bytes);
    const response = await fetch(url + path, { headers });
    return [response.status, ((await response.json()) as { message?: string }).message];
  };
  expect(await ask(9_900)).toEqual([200, undefined]);
  expect(await ask(10_300)).toEqual([431, "Request Header Fields Too Large"]);
  expect(served.at(-1)?.reason).toMatch(/^the request line and the values of the headers have 1\d{4} bytes/);
});

test("answers 413 to a body that Lambda would not take", async () => {
  const body = "x".repeat(6 * 1024 * 1024);
  const response = await fetch(`${url}/things/make`, { method: "POST", body });
  expect([response.status, await response.json()]).toEqual([413, { message: "Request Entity Too Large" }]);
});

test.each(["x", "", "text", "application/", "multipart/form-data"])(
  "hands on a body of the content type %j, which the function is to judge",
  async (contentType) => {
    const headers = { "content-type": contentType };
    const response = await fetch(`${url}/things/make`, { method: "POST", headers, body: "y" });
    const event = await response.json();
    expect([response.status, event]).toEqual([200, expect.objectContaining({ body: "eQ==", isBase64Encoded: true })]);
  },
);

test("hands on a compressed body as it is, with its encoding", async () => {
  const body = gzipSync('{"text":"Hello"}');
  const headers = { "content-type": "application/json", "content-encoding": "gzip" };
  const response = await fetch(`${url}/things/make`, { method: "POST", headers, body });
  const event = (await response.json()) as HttpEvent;
  expect(event).toMatchObject({ isBase64Encoded: true, headers: { "content-encoding": "gzip" } });
  expect(Buffer.from(event.body ?? "", "base64")).toEqual(body);
});

test("hands on repeated headers with commas between, whatever they are, and cookies one by one", async () => {
  const headers = ["host", "localhost", "x-a", "1", "X-A", "2, 3", "content-type", "a/b", "content-type", "c/d"];
  const cookies = ["cookie", "e=1; f=2", "cookie", "g=3"];
  const outgoing = request(`${url}/things/x`, { headers: [...headers, ...cookies] });
  outgoing.end();
  const [response] = (await once(outgoing, "response")) as [IncomingMessage];
  const event = JSON.parse(Buffer.concat(await response.toArray()).toString());
  expect(event.headers).toMatchObject({ "x-a": "1,2, 3", "content-type": "a/b,c/d" });
  expect(event.headers).not.toHaveProperty("cookie");
  expect(event.cookies).toEqual(["e=1", "f=2", "g=3"]);
});

test.each(["/things/make", "/things/x", "/nothing"])(
  "answers 404 to HEAD %s, for which there is no route",
  async (path) => {
    const response = await fetch(url + path, { method: "HEAD" });
    expect([response.status, await response.text()]).toEqual([404, ""]);
  },
);

test("answers HEAD where it has a route key of its own, with the headers of the result and no body", async () => {
  const result = { statusCode: 200, headers: { "content-type": "application/json", "x-a": "b" }, body: "" };
  const headers = { result: JSON.stringify(result) };
  const response = await fetch(`${url}/head?do=return`, { method: "HEAD", headers });
  const { status, headers: answered } = response;
  expect([status, answered.get("content-type"), answered.get("x-a")]).toEqual([200, "application/json", "b"]);
  expect([answered.get("content-length"), await response.text()]).toEqual([null, ""]);
  // The connection goes on with the next answer.
  const event = await (await fetch(`${url}/head`)).json();
  expect(event).toMatchObject({ routeKey: "GET /head" });
});

test.each(["amazon.titan-embed-text-v2:0", "amazon.titan-embed-text-v2%3A0"])(
  "hands on the parameter %s of a path decoded, as clients encode it or not",
  async (id) => {
    const { pathParameters } = (await (await fetch(`${url}/things/${id}`)).json()) as HttpEvent;
    expect(pathParameters).toEqual({ thing_id: "amazon.titan-embed-text-v2:0" });
  },
);

test("sends binary bodies, headers and cookies", async () => {
  const response = await fetch(`${url}/things/x?do=binary`);
  expect(response.status).toBe(201);
  expect(response.headers.get("x-a")).toBe("b");
  expect(response.headers.getSetCookie()).toEqual(["c=1", "d=2"]);
  expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from([0, 255]));
});

test("sends a result that is no response as JSON", async () => {
  expect(await (await fetch(`${url}/things/x?do=value`)).json()).toEqual({ plain: true });
});

test.each(["throw", "block", "fill memory"])(
  "answers 502 to a request whose function does %j, and to no other",
  async (what) => {
    const others = [1, 2, 3].map((n) => fetch(`${url}/things/${n}`).then(({ status }) => status));
    const response = await fetch(`${url}/things/x?do=${encodeURIComponent(what)}`);
    expect([response.status, await response.text()]).toEqual([502, '{"message":"Bad Gateway"}']);
    expect(await Promise.all(others)).toEqual([200, 200, 200]);
    expect((await fetch(`${url}/things/x`)).status).toBe(200);
  },
);

test("answers 503 where the function takes longer than the integration's timeout", async () => {
  const response = await fetch(`${url}/impatient?do=wait`);
  expect([response.status, await response.json()]).toEqual([503, { message: "Service Unavailable" }]);
});

test("authorizes a request before it throttles it, and hands on who sent it", async () => {
  const authorizer = { jwt: { claims: { sub: "someone" }, scopes: null } };
  const authorize = jest.fn(async ({ headers }) => {
    if (headers.authorization) return authorizer;
    throw new Refusal(401, "Unauthorized", "the request has no token", { "www-authenticate": "Bearer" });
  });
  const take = jest.fn(() => false).mockReturnValueOnce(true);
  const invoke = jest.fn(async (event) => event);
  gateway.addRoute({
    apiId: "local",
    routeKey: "POST /guarded",
    lambda: { invoke },
    timeoutMs: 1_000,
    authorize,
    throttle: { take, throttling: { requestsPerSecond: 1, burst: 1 } },
  });
  const ask = async (headers: Record<string, string>) => {
    const response = await fetch(`${url}/guarded?a=%20`, { method: "POST", body: "text", headers });
    return { status: response.status, headers: response.headers, body: (await response.json()) as unknown };
  };

  const refused = await ask({});
  expect([refused.status, refused.body]).toEqual([401, { message: "Unauthorized" }]);
  expect(refused.headers.get("www-authenticate")).toBe("Bearer");
  expect([take.mock.calls.length, invoke.mock.calls.length]).toEqual([0, 0]);

  const { status, body } = await ask({ authorization: "Bearer token" });
  expect([status, body]).toMatchObject([200, { requestContext: { authorizer } }]);
  expect(authorize).toHaveBeenLastCalledWith(
    expect.objectContaining({ method: "POST", url: "/guarded?a=%20", body: Buffer.from("text") }),
    expect.objectContaining({ routeKey: "POST /guarded", requestContext: expect.not.objectContaining({ authorizer }) }),
  );

  const throttled = await ask({ authorization: "Bearer token" });
  expect([throttled.status, throttled.body]).toEqual([429, { message: "Too Many Requests" }]);
  expect(served.map(({ reason }) => reason)).toEqual([
    "the request has no token",
    undefined,
    "throttled: the route takes 1 requests a second, and 1 at once",
  ]);
  expect(invoke).toHaveBeenCalledTimes(1);
});

test("tells of each request what came of it, and why it refused one", async () => {
  const invoke = async (_event: unknown, log: (line: string) => void = () => {}) => {
    log("a line of log\n");
    return { statusCode: 201 };
  };
  gateway.addRoute({ apiId: "local", routeKey: "GET /told", lambda: { invoke }, timeoutMs: 1_000 });
  await fetch(`${url}/told?a=1`);
  await fetch(`${url}/tolt`, { method: "DELETE" });
  await fetch(`${url}/impatient?do=wait`);
  await fetch(`${url}/things/x?do=throw`);
  await fetch(`${url}/things/%E0%A4%A`);
  const durationMs = expect.any(Number);
  expect(served[2]?.durationMs).toBeGreaterThan(199);
  expect(served).toEqual([
    { method: "GET", url: "/told?a=1", status: 201, durationMs, log: "a line of log\n" },
    expect.objectContaining({ status: 404, reason: "no route DELETE /tolt: did you mean /told" }),
    expect.objectContaining({ status: 503, reason: "the function took longer than the 0.2 s that the API waits" }),
    expect.objectContaining({
      status: 502,
      reason: "The function echo failed: Error: secret of the function",
      stack: expect.stringMatching(/^Error: secret of the function\n +at .*__index\.js:4:25/),
    }),
    expect.objectContaining({
      status: 400,
      reason: "the path has %A, which is not a valid percent-encoding",
    }),
  ]);
});

test("answers 500 where the function is throttled, as AWS does", async () => {
  const invoke = async () => {
    throw new ThrottledError("The function runs 1 times already");
  };
  gateway.addRoute({ apiId: "local", routeKey: "GET /throttled", lambda: { invoke }, timeoutMs: 1_000 });
  const response = await fetch(`${url}/throttled`);
  expect([response.status, await response.json()]).toEqual([500, { message: "Internal Server Error" }]);
});

test("refuses the requests of more clients than it may have, which it says once, and takes them when there are fewer", async () => {
  const small = new Gateway({ maxConnections: 1 });
  let release: (() => void) | undefined;
  const invoke = () =>
    new Promise((resolve) => {
      release = () => resolve("done");
    });
  small.addRoute({ apiId: "local", routeKey: "GET /slow", lambda: { invoke }, timeoutMs: 30_000 });
  const slow = `${await small.listen(0)}/slow`;
  const said = jest.spyOn(console, "error").mockImplementation(() => {});
  const first = fetch(slow);
  while (!release) await new Promise(setImmediate);
  const refused = await Promise.all([fetch(slow), fetch(slow)]);
  expect(refused.map(({ status, headers }) => [status, headers.get("retry-after")])).toEqual(Array(2).fill([503, "1"]));
  expect(said.mock.calls).toEqual([
    [expect.stringMatching(/^error: This process may open no more files, .*ulimit -n/)],
  ]);
  said.mockRestore();
  release();
  expect((await first).status).toBe(200);
  await small.close();
});

test("answers 503 where the function could not be run for want of files", async () => {
  const said = jest.spyOn(console, "error").mockImplementation(() => {});
  const invoke = async () => {
    throw new Error("failed", { cause: Object.assign(new Error("no file"), { code: "EMFILE" }) });
  };
  gateway.addRoute({ apiId: "local", routeKey: "GET /short", lambda: { invoke }, timeoutMs: 1_000 });
  const response = await fetch(`${url}/short`);
  expect([response.status, response.headers.get("retry-after")]).toEqual([503, "1"]);
  expect(served.map(({ reason }) => reason)).toEqual(["out of files"]);
  expect(said).toHaveBeenCalledTimes(1);
  said.mockRestore();
});

test("answers 503 while it is held back", async () => {
  const held = new Gateway();
  const start = held.holdBack();
  held.addRoute({ apiId: "local", routeKey: "GET /a", lambda: { invoke: async () => "a" }, timeoutMs: 1_000 });
  const address = `${await held.listen(0)}/a`;
  const response = await fetch(address);
  expect([response.status, response.headers.get("retry-after")]).toEqual([503, "1"]);
  start();
  expect((await fetch(address)).status).toBe(200);
  await held.close();
});

test("refuses to listen where something else does", async () => {
  const other = new Gateway();
  const { port } = new URL(url);
  await expect(other.listen(Number(port))).rejects.toThrow(`Port ${port} is in use`);
  await other.close();
});
