import { apiKeyHash, newApiKey } from "../../../common/api-key";
import { handler } from "../../../functions/authorize-key/handler";
import { type AuthorizedKey, authorizedKeys } from "../../../functions/settings/authorized-keys";

jest.mock("../../../functions/settings/authorized-keys", () => ({ authorizedKeys: [] }));

const key = newApiKey();
const guest = newApiKey();
const written: string[] = [];

beforeAll(() => {
  const expires = "2027-02-01T00:00:00.000Z";
  (authorizedKeys as AuthorizedKey[]).push(
    { name: "team-a", sha256: [apiKeyHash(key)], routeKeys: ["GET /embeddings"] },
    { name: "guest", sha256: [apiKeyHash(guest)], expires },
  );
  jest.useFakeTimers({ now: Date.parse("2027-01-31T12:00:00Z") });
  jest.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
});
beforeEach(() => {
  written.length = 0;
});
afterAll(() => jest.useRealTimers());

type Event = Parameters<typeof handler>[0];
const ask = ([authorization, routeKey]: readonly [string, string]) => {
  const requestContext = { requestId: "request-1" } as Event["requestContext"];
  // In the provider's order, which is not the configuration's.
  const event = { headers: { authorization }, routeKey, identitySource: [routeKey, authorization], requestContext };
  return handler(event);
};

test("tells the function whose key it is and until when, and logs nothing", async () => {
  expect(await ask([`Bearer ${key}`, "GET /embeddings"])).toEqual({ isAuthorized: true, context: { name: "team-a" } });
  expect(await ask([`Bearer ${guest}`, "POST /v1/embeddings"])).toEqual({
    isAuthorized: true,
    context: { name: "guest", expires: "2027-02-01T00:00:00.000Z" },
  });
  expect(written).toEqual([]);
});

test("answers the same whatever is wrong, and says what it is in its log alone, without the key", async () => {
  const other = newApiKey();
  jest.setSystemTime(Date.parse("2027-02-01T00:00:00Z"));
  for (const [sent, line] of [
    [other, { reason: "unknown", route: "GET /a" }],
    [key, { reason: "not_for_route", caller: "team-a", route: "GET /a" }],
    [guest, { reason: "expired", caller: "guest", route: "GET /a" }],
  ] as const) {
    written.length = 0;
    expect(await ask([`Bearer ${sent}`, "GET /a"])).toEqual({ isAuthorized: false });
    expect(written).toHaveLength(1);
    expect(written[0]).toMatch(/^[^\n]+\n$/);
    expect(JSON.parse(String(written[0]))).toEqual({
      level: "info",
      message: "key refused",
      request_id: "request-1",
      ...line,
    });
    expect(written[0]).not.toContain(sent);
    expect(written[0]).not.toContain(apiKeyHash(sent));
  }
});
