import { join } from "node:path";
import { Gateway } from "../../../local/gateway/gateway";
import { Refusal } from "../../../local/gateway/refusal";
import { LocalFunction, ThrottledError } from "../../../local/lambda/lambda-function";
import { temporaryDirectory } from "../../helpers/temporary-directory";

const code = `
exports.handler = async (event) => {
  switch (event.queryStringParameters?.do) {
    case "throw": throw new Error("secret of the function");
    case "loop": for (;;);
    case "fill memory": { const kept = []; for (;;) kept.push(new Array(100_000).fill(event)); }
    case "wait": return new Promise((resolve) => setTimeout(() => resolve("late"), 1_000));
    case "binary": return { statusCode: 201, isBase64Encoded: true, body: "AP8=", headers: { "x-a": "b" }, cookies: ["c=1", "d=2"] };
    case "value": return { plain: true };
    default: return { statusCode: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(event) };
  }
};`;

const directory = temporaryDirectory();
const gateway = new Gateway();
let lambda: LocalFunction;
let url: string;

beforeAll(async () => {
  jest.spyOn(console, "error").mockImplementation(() => {});
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

test("answers 413 to a body of more than 10 MB", async () => {
  const body = Buffer.alloc(10 * 1024 * 1024 + 1);
  const response = await fetch(`${url}/things/make`, { method: "POST", body }).catch(() => undefined);
  // The gateway may also close the connection while the body is on its way.
  expect(response?.status ?? 413).toBe(413);
});

test("answers 413 to a body that Lambda would not take", async () => {
  const body = "x".repeat(6 * 1024 * 1024);
  const response = await fetch(`${url}/things/make`, { method: "POST", body });
  expect([response.status, await response.json()]).toEqual([413, { message: "Request Entity Too Large" }]);
});

test("answers 415 to a content type that is none", async () => {
  const response = await fetch(`${url}/things/make`, { method: "POST", headers: { "content-type": "x" }, body: "y" });
  expect([response.status, await response.json()]).toEqual([415, { message: "Unsupported Media Type" }]);
});

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

test.each(["throw", "loop", "fill memory"])(
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
    throw new Refusal(401, "Unauthorized", { "www-authenticate": "Bearer" });
  });
  const take = jest.fn(() => false).mockReturnValueOnce(true);
  const invoke = jest.fn(async (event) => event);
  gateway.addRoute({
    apiId: "local",
    routeKey: "POST /guarded",
    lambda: { invoke },
    timeoutMs: 1_000,
    authorize,
    throttle: { take },
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
  );

  const throttled = await ask({ authorization: "Bearer token" });
  expect([throttled.status, throttled.body]).toEqual([429, { message: "Too Many Requests" }]);
  expect(invoke).toHaveBeenCalledTimes(1);
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
  const said = jest.mocked(console.error);
  said.mockClear();
  const first = fetch(slow);
  while (!release) await new Promise(setImmediate);
  const refused = await Promise.all([fetch(slow), fetch(slow)]);
  expect(refused.map(({ status, headers }) => [status, headers.get("retry-after")])).toEqual(Array(2).fill([503, "1"]));
  expect(said.mock.calls).toEqual([
    [expect.stringMatching(/^error: This process may open no more files, .*ulimit -n/)],
  ]);
  release();
  expect((await first).status).toBe(200);
  await small.close();
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
