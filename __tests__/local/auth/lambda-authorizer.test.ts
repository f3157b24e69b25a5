import { type LambdaAuthorizerArgs, lambdaAuthorizer, lambdaAuthorizers } from "../../../local/auth/lambda-authorizer";
import { type GatewayRequest, httpEvent } from "../../../local/gateway/http-event";
import type { LocalFunction } from "../../../local/lambda/lambda-function";
import type { RegisteredResource } from "../../../local/pulumi/registered-resource";

const identitySources = ["$request.header.Authorization", "$context.routeKey"];
const search = "POST /embeddings/search";
const generate = "POST /embeddings/generate";

/** What keys may call which routes, and the function that says so. */
const allowed = new Map<string, string[]>();
const invoke = jest.fn(async (event: unknown, takeLog?: (line: string) => void): Promise<unknown> => {
  const { identitySource: [key = "", routeKey = ""] = [] } = event as { identitySource?: string[] };
  const isAuthorized = allowed.get(key)?.includes(routeKey) ?? false;
  if (!isAuthorized) takeLog?.('{"reason":"not_for_route","caller":"a"}\n');
  return isAuthorized ? { isAuthorized, context: { name: key } } : { isAuthorized };
});

let now = 0;

beforeEach(() => {
  allowed.clear();
  allowed.set("Bearer a", [search]);
  invoke.mockClear();
});

const authorizerOf = (args: Partial<LambdaAuthorizerArgs> = {}) =>
  lambdaAuthorizer({
    lambda: { invoke },
    region: "us-east-1",
    identitySources,
    cacheSeconds: 60,
    now: () => now,
    ...args,
  });

/** What the authorizer says of a request: what the function is told, or status, message and reason. */
async function ask(authorize: ReturnType<typeof authorizerOf>, routeKey: string, headers: Record<string, string>) {
  const [method = "", path = ""] = routeKey.split(" ");
  const request: GatewayRequest = {
    method,
    url: `${path}?a=1`,
    protocol: "HTTP/1.1",
    headers: { host: "localhost", ...headers },
    body: Buffer.from("the body"),
    sourceIp: "127.0.0.1",
  };
  const event = httpEvent(request, { apiId: "local", routeKey, pathParameters: { id: "1" } });
  return authorize(request, event).catch(({ status, message, reason, headers }) => ({
    status,
    message,
    reason,
    headers,
  }));
}

const a = { authorization: "Bearer a" };

test("hands to the function the request without its body, in format 2.0", async () => {
  await ask(authorizerOf(), search, { ...a, cookie: "one=1; two=2", "x-other": "x" });
  expect(invoke.mock.calls[0]?.[0]).toEqual({
    version: "2.0",
    type: "REQUEST",
    routeArn: "arn:aws:execute-api:us-east-1:000000000000:local/$default/POST/embeddings/search",
    identitySource: ["Bearer a", search],
    routeKey: search,
    rawPath: "/embeddings/search",
    rawQueryString: "a=1",
    cookies: ["one=1", "two=2"],
    headers: { host: "localhost", authorization: "Bearer a", "x-other": "x" },
    queryStringParameters: { a: "1" },
    requestContext: expect.objectContaining({ apiId: "local", routeKey: search, stage: "$default" }),
    pathParameters: { id: "1" },
  });
});

test("answers 401 where an identity source is missing, and does not ask the function", async () => {
  const authorize = authorizerOf();
  for (const headers of [{}, { authorization: "" }, { "x-api-key": "a" }]) {
    expect(await ask(authorize, search, headers)).toEqual({
      status: 401,
      message: "Unauthorized",
      reason: "the request does not have $request.header.Authorization",
      headers: {},
    });
  }
  expect(invoke).not.toHaveBeenCalled();
});

test("keeps an answer for the route that it is of, and no longer than it says", async () => {
  const authorize = authorizerOf();
  expect(await ask(authorize, search, a)).toEqual({ lambda: { name: "Bearer a" } });
  expect(await ask(authorize, generate, a)).toMatchObject({
    status: 403,
    message: "Forbidden",
    reason: "the authorizer refused it: not_for_route, the key of a",
  });
  expect(invoke).toHaveBeenCalledTimes(2);

  allowed.clear();
  now += 59_999;
  expect(await ask(authorize, search, a)).toEqual({ lambda: { name: "Bearer a" } });
  expect(await ask(authorize, generate, a)).toMatchObject({
    status: 403,
    reason: expect.stringMatching(/^the authorizer refused it, not long ago: /),
  });
  expect(invoke).toHaveBeenCalledTimes(2);

  now += 1;
  expect(await ask(authorize, search, a)).toMatchObject({ status: 403 });
  expect(await ask(authorize, search, { authorization: "Bearer b" })).toMatchObject({ status: 403 });
  expect(invoke).toHaveBeenCalledTimes(4);
});

test("lets through to every route what is allowed for one, where the route is no identity source, as an HTTP API does", async () => {
  const first = jest.fn(async () => ({ isAuthorized: true }));
  const authorize = authorizerOf({ lambda: { invoke: first }, identitySources: ["$request.header.Authorization"] });
  expect(await ask(authorize, search, a)).toEqual({ lambda: {} });
  expect(await ask(authorize, generate, a)).toEqual({ lambda: {} });
  expect(first).toHaveBeenCalledTimes(1);
});

test("asks anew each time where nothing is kept", async () => {
  const authorize = authorizerOf({ cacheSeconds: 0 });
  for (const _ of [1, 2]) await ask(authorize, search, a);
  expect(invoke).toHaveBeenCalledTimes(2);
});

test.each<[string, () => Promise<unknown>, RegExp]>([
  ["throws", () => Promise.reject(new Error("it crashed")), /^the authorizer failed: it crashed$/],
  ["answers nothing", async () => null, /it answered null, which is no simple response/],
  ["answers a policy", async () => ({ principalId: "a", policyDocument: {} }), /no simple response/],
  ["answers a text for a boolean", async () => ({ isAuthorized: "true" }), /no simple response/],
])("answers 500 where the function %s, and keeps nothing of it", async (_, fails, reason) => {
  const failing = jest.fn(fails);
  const authorize = authorizerOf({ lambda: { invoke: failing } });
  for (const times of [1, 2]) {
    expect(await ask(authorize, search, a)).toMatchObject({
      status: 500,
      message: "Internal Server Error",
      reason: expect.stringMatching(reason),
    });
    expect(failing).toHaveBeenCalledTimes(times);
  }
});

test("answers 500 where the function takes longer than ten seconds", async () => {
  jest.useFakeTimers();
  const answer = ask(authorizerOf({ lambda: { invoke: () => new Promise(() => {}) } }), search, a);
  await jest.advanceTimersByTimeAsync(10_000);
  expect(await answer).toMatchObject({ status: 500, reason: expect.stringMatching(/longer than the 10 s/) });
  jest.useRealTimers();
});

test("refuses an identity source that it does not know, instead of leaving it out", async () => {
  const authorize = authorizerOf({ identitySources: ["$request.querystring.key"] });
  expect(await ask(authorize, search, a)).toMatchObject({
    message: expect.stringMatching(/does not know the identity/),
  });
});

test("is one for all routes that share it", async () => {
  const lambda = { name: "authorize-key-function" } as RegisteredResource;
  const byFunction = lambdaAuthorizers(new Map([[lambda, { invoke } as unknown as LocalFunction]]), "us-east-1");
  const keys = { id: "keys", lambda, identitySources: ["$request.header.Authorization"], cacheSeconds: 60 };
  expect(byFunction(keys)).toBe(byFunction({ ...keys }));
  expect(byFunction(keys)).not.toBe(byFunction({ ...keys, id: "other" }));
});
