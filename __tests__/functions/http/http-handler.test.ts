import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { type HttpHandler, httpHandler } from "../../../functions/http/http-handler";
import { call, handlerOf, useUpstreams } from "../../helpers/handler/handler";

const megabyte = 1024 * 1024;
const upstreams = useUpstreams();

test("answers a problem instead of more than Lambda returns", async () => {
  const answer = (body: string) =>
    call(
      httpHandler(async () => ({ body })),
      {},
    );
  expect((await answer(JSON.stringify("x".repeat(5.9 * megabyte)))).status).toBe(200);
  const tooLarge = await answer(JSON.stringify("x".repeat(6 * megabyte)));
  expect([tooLarge.status, tooLarge.body["code"]]).toEqual([422, "response_too_large"]);
  // In the JSON that Lambda counts, a quote takes two bytes and a character up to three.
  expect((await answer(JSON.stringify(new Array(1_300_000).fill("")))).status).toBe(422);
  expect((await answer(JSON.stringify("€".repeat(2.1 * megabyte)))).status).toBe(422);
});

test("answers and logs what is refused with more than Lambda returns", async () => {
  const renderError = () => ({ status: 422, body: "x".repeat(7 * megabyte) });
  const handler = httpHandler(
    async () => {
      throw new Error("refused");
    },
    { renderError },
  );
  await handler({ routeKey: "test" } as Parameters<typeof handler>[0], {
    awsRequestId: "request-1",
    getRemainingTimeInMillis: () => 1_000,
  });
  expect(upstreams.log).toHaveLength(1);
});

test("answers bytes as base64 and an empty body without a type", async () => {
  const handler = httpHandler(async () => ({ contentType: "text/html", body: Buffer.from([0, 255]) }));
  const context = { awsRequestId: "request-1", getRemainingTimeInMillis: () => 1_000 };
  const event = { routeKey: "test" } as Parameters<typeof handler>[0];
  expect(await handler(event, context)).toEqual({
    statusCode: 200,
    headers: { "content-type": "text/html", "x-request-id": "request-1" },
    body: "AP8=",
    isBase64Encoded: true,
  });
  const empty = await httpHandler(async () => ({ status: 304, body: "" }))(event, context);
  expect(empty.headers).toEqual({ "x-request-id": "request-1" });
});

test("answers 500 to what it did not expect, logs it, and keeps it to itself", async () => {
  const handler = httpHandler(async () => {
    throw new TypeError("a detail of the code");
  });
  const { status, text } = await call(handler, {});
  expect([status, text.includes("a detail of the code")]).toEqual([500, false]);
  expect(upstreams.log).toMatchObject([
    { level: "error", code: "internal_error", cause: { name: "TypeError", message: "a detail of the code" } },
  ]);
});

describe("the signal of a request", () => {
  const event = { routeKey: "test" } as Parameters<HttpHandler>[0];
  const context = { awsRequestId: "request-1", getRemainingTimeInMillis: () => 600 };

  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  test("aborts half a second before Lambda ends the function", async () => {
    const seen: { signal?: AbortSignal; remainingTimeMs?: number } = {};
    const handler = httpHandler(async (_event, { signal, remainingTimeMs }) => {
      seen.signal = signal;
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      seen.remainingTimeMs = remainingTimeMs();
      return { body: "{}" };
    });
    const answer = handler(event, context);
    await jest.advanceTimersByTimeAsync(99);
    expect(seen.signal?.aborted).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect([(await answer).statusCode, seen.signal?.aborted, seen.remainingTimeMs]).toEqual([200, true, 0]);
  });

  test("leaves no timer behind", async () => {
    await httpHandler(async () => ({ body: "{}" }))(event, context);
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe("a request with a key", () => {
  const context = { awsRequestId: "request-1", getRemainingTimeInMillis: () => 1_000 };
  const eventWith = (lambda: object) =>
    ({ routeKey: "GET /a", requestContext: { authorizer: { lambda } } }) as unknown as APIGatewayProxyEventV2;
  const expires = "2027-02-01T00:00:00.000Z";

  afterEach(() => jest.useRealTimers());

  test.each([
    ["a key for ever", { name: "team-a" }, 200],
    ["a key in its last millisecond", { name: "team-a", expires }, 200],
    ["a key that has just expired", { name: "team-a", expires: "2027-01-31T23:59:59.999Z" }, 403],
    ["a key whose time nobody can read", { name: "team-a", expires: "never" }, 403],
  ])("that the API has looked up: %s", async (_, lambda, status) => {
    jest.useFakeTimers({ now: Date.parse(expires) - 1 });
    const handle = jest.fn(async () => ({ body: "{}" }));
    const { statusCode, headers, body } = await httpHandler(handle)(eventWith(lambda), context);
    expect([statusCode, handle.mock.calls.length]).toEqual([status, status === 200 ? 1 : 0]);
    expect(upstreams.log).toMatchObject([{ level: "info", route: "GET /a", caller: "team-a", status }]);
    if (status === 200) return;
    expect(headers).toMatchObject({ "content-type": "application/problem+json" });
    expect(JSON.parse(String(body))).toMatchObject({
      status: 403,
      code: "key_expired",
      detail: "The key has expired.",
    });
  });

  test("that has expired is answered in the form of its route", async () => {
    const expired = eventWith({ name: "team-a", expires: "2020-01-01T00:00:00.000Z" });
    const { statusCode, body } = await handlerOf("openai-embeddings")(expired, context);
    expect([statusCode, JSON.parse(String(body))]).toMatchObject([
      403,
      { error: { type: "invalid_request_error", code: "key_expired", message: "The key has expired." } },
    ]);
    expect(upstreams.bedrock.requests).toEqual([]);
  });
});
