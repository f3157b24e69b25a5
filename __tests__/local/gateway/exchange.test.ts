import type { Exchange } from "../../../local/gateway/exchange";
import { Gateway } from "../../../local/gateway/gateway";
import type { ServedRequest } from "../../../local/terminal/served-request";

const recorded: [ServedRequest, Exchange][] = [];
const gateway = new Gateway({ report: () => {}, record: (...one) => recorded.push(one) });
let url: string;

beforeAll(async () => {
  gateway.enableCors({ allowOrigins: ["*"], allowMethods: ["POST"], allowHeaders: [], exposeHeaders: [], maxAge: 1 });
  const result = { statusCode: 201, headers: { "x-a": "b" }, body: "answered" };
  gateway.addRoute({
    apiId: "a",
    routeKey: "POST /things",
    lambda: { invoke: async () => result },
    timeoutMs: 1_000,
  });
  url = await gateway.listen(0);
});
beforeEach(() => recorded.splice(0));
afterAll(() => gateway.close());

test("records what was sent and what was answered, as it went over the line", async () => {
  const response = await fetch(`${url}/things?a=b`, {
    method: "POST",
    body: "asked",
    headers: { origin: "http://a.test" },
  });
  expect(await response.text()).toBe("answered");
  const [served, { received, answer } = {} as Exchange] = recorded[0] ?? [];
  expect(served).toMatchObject({ method: "POST", url: "/things?a=b", status: 201 });
  expect([received?.body?.toString(), answer?.body?.toString()]).toEqual(["asked", "answered"]);
  expect(answer?.headers).toMatchObject({ "x-a": "b", "access-control-allow-origin": "*" });
  for (const [name, value] of Object.entries(answer?.headers ?? {})) expect(response.headers.get(name)).toBe(value);
});

test("records what the gateway answered itself", async () => {
  await fetch(`${url}/other`, { method: "POST", body: "asked" });
  const [served, { received, answer } = {} as Exchange] = recorded[0] ?? [];
  expect(served).toMatchObject({ status: 404, reason: expect.stringContaining("no route POST /other") });
  expect([received?.body?.toString(), answer?.body?.toString()]).toEqual(["asked", '{"message":"Not Found"}']);
});

test("records a request that is none", async () => {
  await fetch(url, { headers: { "x-large": "a".repeat(20_000) } });
  expect(recorded.map(([{ status }, { received }]) => [status, received])).toEqual([[431, undefined]]);
});
