import * as crypto from "node:crypto";
import { apiKeyHash, newApiKey } from "../../../common/api-key";
import { judgeKey } from "../../../functions/authorize-key/judge-key";
import type { AuthorizedKey } from "../../../functions/settings/authorized-keys";

jest.mock("node:crypto", () => {
  const actual = jest.requireActual("node:crypto") as typeof crypto;
  return { ...actual, timingSafeEqual: jest.fn(actual.timingSafeEqual) };
});

const [first, second, searcher, guest] = [newApiKey(), newApiKey(), newApiKey(), newApiKey()];
const keys: AuthorizedKey[] = [
  { name: "team-a", sha256: [apiKeyHash(first), apiKeyHash(second)] },
  { name: "search", sha256: [apiKeyHash(searcher)], routeKeys: ["POST /embeddings/search", "GET /embeddings"] },
  { name: "guest", sha256: [apiKeyHash(guest)], expires: "2027-02-01T00:00:00.000Z" },
];
const lastMoment = Date.parse("2027-01-31T23:59:59.999Z");

const judge = (authorization: string, routeKey = "POST /v1/embeddings", now = lastMoment) => {
  const { key, problem } = judgeKey({ authorization, routeKey }, keys, now);
  return [key?.name, problem];
};

test("knows whose key it is, both while one replaces another", () => {
  expect(judge(`Bearer ${first}`)).toEqual(["team-a", undefined]);
  expect(judge(`Bearer ${second}`)).toEqual(["team-a", undefined]);
  expect(judge(`bearer  ${second}`)).toEqual(["team-a", undefined]);
});

test.each([
  ["", "nothing"],
  [first, "a key without the scheme"],
  [`Basic ${first}`, "another scheme"],
  ["Bearer", "no key"],
  ["Bearer ", "an empty key"],
  [`Bearer ${first} `, "a key with a space after it"],
  [`Bearer ${first},Bearer ${first}`, "two headers"],
  [`Bearer ${first.slice(0, -1)}`, "a part of a key"],
  [`Bearer ${first.toUpperCase()}`, "a key in capitals"],
  [`Bearer ${apiKeyHash(first)}`, "the hash of a key"],
  [`Bearer ${newApiKey()}`, "a key that is not configured"],
  ["Bearer \u{1F511}é\u0000", "other characters"],
])("does not know %j: %s", (authorization) => {
  expect(judge(authorization)).toEqual([undefined, "unknown"]);
});

test("takes a key for its routes alone", () => {
  expect(judge(`Bearer ${searcher}`, "POST /embeddings/search")).toEqual(["search", undefined]);
  expect(judge(`Bearer ${searcher}`, "GET /embeddings")).toEqual(["search", undefined]);
  for (const routeKey of ["POST /embeddings", "GET /embeddings/{embedding_id}", "post /embeddings/search", ""]) {
    expect(judge(`Bearer ${searcher}`, routeKey)).toEqual(["search", "not_for_route"]);
  }
});

test("takes a key until it expires", () => {
  expect(judge(`Bearer ${guest}`)).toEqual(["guest", undefined]);
  expect(judge(`Bearer ${guest}`, "GET /embeddings", lastMoment + 1)).toEqual(["guest", "expired"]);
});

test("takes no key whose time nobody can read, and none where there is none", () => {
  const broken = [{ name: "guest", sha256: [apiKeyHash(guest)], expires: "soon" }];
  expect(judgeKey({ authorization: `Bearer ${guest}`, routeKey: "GET /" }, broken, 0).problem).toBe("expired");
  expect(judgeKey({ authorization: "Bearer ", routeKey: "GET /" }, [], 0)).toEqual({ problem: "unknown" });
});

test("compares with every hash, in constant time, whichever it is", () => {
  const compare = jest.mocked(crypto.timingSafeEqual);
  for (const key of [first, guest, newApiKey()]) {
    compare.mockClear();
    judge(`Bearer ${key}`);
    expect(compare).toHaveBeenCalledTimes(4);
  }
});
