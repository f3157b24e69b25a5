import { Gateway } from "../../../local/gateway/gateway";
import type { ServedRequest } from "../../../local/terminal/served-request";

const origin = "https://app.example.com";
const cors = {
  allowOrigins: [origin, "http://localhost:5173"],
  allowMethods: ["GET", "POST"],
  allowHeaders: ["authorization", "content-type"],
  exposeHeaders: ["etag", "x-request-id"],
  maxAge: 3_600,
};
const ownHeaders = { vary: "accept", "access-control-allow-origin": "*", "Access-Control-Allow-Credentials": "true" };

const gateways: Gateway[] = [];
afterAll(() => Promise.all(gateways.map((gateway) => gateway.close())));

/** Serves `GET /thing`, whose function sets CORS headers itself; returns what asks it. */
async function serve(configuration?: typeof cors) {
  const served: ServedRequest[] = [];
  const gateway = new Gateway({ report: (request) => served.push(request) });
  gateways.push(gateway);
  if (configuration) gateway.enableCors(configuration);
  const invoke = jest.fn(async () => ({ statusCode: 200, headers: ownHeaders, body: "{}" }));
  const authorize = jest.fn(async () => ({ jwt: { claims: {}, scopes: null } }));
  gateway.addRoute({ apiId: "local", routeKey: "GET /thing", lambda: { invoke }, timeoutMs: 1_000, authorize });
  const url = await gateway.listen(0);
  const ask = async (method: string, headers: Record<string, string>, path = "/thing") => {
    const response = await fetch(url + path, { method, headers });
    const answered = [...response.headers].filter(([name]) => name.startsWith("access-control-") || name === "vary");
    return { status: response.status, headers: Object.fromEntries(answered) };
  };
  return { ask, authorize, invoke, served };
}

const preflight = (from: string) => ({ origin: from, "access-control-request-method": "POST" });

test("answers a preflight by itself, without authorization", async () => {
  const { ask, authorize, invoke } = await serve(cors);
  expect(await ask("OPTIONS", preflight(origin))).toEqual({
    status: 204,
    headers: {
      "access-control-allow-origin": origin,
      "access-control-allow-methods": "GET,POST",
      "access-control-allow-headers": "authorization,content-type",
      "access-control-max-age": "3600",
      vary: "Origin",
    },
  });
  expect([authorize.mock.calls, invoke.mock.calls]).toEqual([[], []]);
});

test.each(["https://evil.example.com", "https://app.example.com.evil.com", "http://app.example.com", "null"])(
  "allows nothing to the origin %s",
  async (from) => {
    const { ask } = await serve(cors);
    expect(await ask("OPTIONS", preflight(from))).toEqual({ status: 204, headers: { vary: "Origin" } });
    expect(await ask("GET", { origin: from })).toEqual({ status: 200, headers: { vary: "accept, Origin" } });
  },
);

test("tells of a preflight why the page may not call the API", async () => {
  const { ask, served } = await serve(cors);
  await ask("OPTIONS", preflight(origin));
  await ask("OPTIONS", preflight("http://localhost:8080"));
  expect(served.map(({ status, reason }) => [status, reason])).toEqual([
    [204, undefined],
    [204, "the origin http://localhost:8080 is none of those that CORS allows"],
  ]);
});

test("sets the headers of a response in place of the function's own", async () => {
  const { ask } = await serve(cors);
  expect(await ask("GET", { origin: "http://localhost:5173" })).toEqual({
    status: 200,
    headers: {
      "access-control-allow-origin": "http://localhost:5173",
      "access-control-expose-headers": "etag,x-request-id",
      vary: "accept, Origin",
    },
  });
  expect(await ask("GET", {})).toEqual({ status: 200, headers: { vary: "accept, Origin" } });
});

test("sets the headers of what the gateway itself answers, so that a page can read it", async () => {
  const { ask } = await serve(cors);
  expect(await ask("GET", { origin }, "/nothing")).toMatchObject({
    status: 404,
    headers: { "access-control-allow-origin": origin },
  });
});

test("allows every origin with *", async () => {
  const { ask } = await serve({ ...cors, allowOrigins: ["*"] });
  const allowed = { "access-control-allow-origin": "*" };
  const headers = preflight("https://any.example.com");
  expect(await ask("OPTIONS", headers)).toMatchObject({ status: 204, headers: allowed });
  expect(await ask("GET", headers)).toMatchObject({ status: 200, headers: allowed });
  expect(await ask("GET", {})).toEqual({ status: 200, headers: { vary: "accept, Origin" } });
});

test("leaves out lists that are empty", async () => {
  const { ask } = await serve({ ...cors, allowHeaders: [], exposeHeaders: [] });
  expect(Object.keys((await ask("OPTIONS", preflight(origin))).headers)).not.toContain("access-control-allow-headers");
  expect(Object.keys((await ask("GET", { origin })).headers)).not.toContain("access-control-expose-headers");
});

test.each([{ origin }, { "access-control-request-method": "POST" }])(
  "answers 404 to OPTIONS that is no preflight, with %j alone",
  async (headers) => {
    const { ask } = await serve(cors);
    expect((await ask("OPTIONS", headers as Record<string, string>)).status).toBe(404);
  },
);

test("is off by default: OPTIONS is an unknown route, and a function's headers are passed on", async () => {
  const { ask } = await serve();
  expect(await ask("OPTIONS", preflight(origin))).toEqual({ status: 404, headers: {} });
  expect(await ask("GET", { origin })).toEqual({
    status: 200,
    headers: { vary: "accept", "access-control-allow-origin": "*", "access-control-allow-credentials": "true" },
  });
});
