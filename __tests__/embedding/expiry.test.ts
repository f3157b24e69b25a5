import { expiresAt, expiryOf, hasExpired } from "../../embedding/expiry";

const now = new Date("2027-01-31T12:00:00.000Z");

beforeEach(() => jest.useFakeTimers({ now }));
afterEach(() => jest.useRealTimers());

test.each([
  ["2027-01-31T12:00:00.001Z", "2027-01-31T12:00:00.001Z"],
  ["2030-01-31T12:00:00Z", "2030-01-31T12:00:00.000Z"],
  ["2030-01-31T12:00:00+02:00", "2030-01-31T10:00:00.000Z"],
  ["2027-01-31T07:00:01-05:00", "2027-01-31T12:00:01.000Z"],
  ["2028-02-29T23:59:59.123456Z", "2028-02-29T23:59:59.123Z"],
  ["9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"],
])("takes %s as %s", (given, kept) => {
  expect(expiresAt.parse(given)).toBe(kept);
});

test.each<[unknown, string]>([
  ["2027-01-31T12:00:00Z", "must be later than now"],
  ["2027-01-31T12:59:59+01:00", "must be later than now"],
  ["1969-12-31T23:59:59Z", "must be later than now"],
  ["2030-01-31", "must be an RFC 3339 timestamp"],
  ["2030-01-31T12:00:00", "must be an RFC 3339 timestamp"],
  ["2030-02-29T12:00:00Z", "must be an RFC 3339 timestamp"],
  ["2030-01-31T24:00:00Z", "must be an RFC 3339 timestamp"],
  ["9999-12-31T23:59:59-00:01", "must be an RFC 3339 timestamp of the years to 9999"],
  ["+012030-01-31T12:00:00Z", "must be an RFC 3339 timestamp"],
  ["2030-06-30T23:59:60Z", "9999 in UTC, with capital letters and no leap second, such as"],
  ["2030-01-31t12:00:00z", "9999 in UTC, with capital letters and no leap second, such as"],
  ["tomorrow", "must be an RFC 3339 timestamp"],
  ["", "must be an RFC 3339 timestamp"],
  [1_895_000_000, "must be an RFC 3339 timestamp"],
  [{}, "must be an RFC 3339 timestamp"],
])("refuses %j", (given, message) => {
  expect(expiresAt.safeParse(given).error?.issues.map((issue) => issue.message)).toEqual([
    expect.stringContaining(message),
  ]);
});

test("has expired at its time and later, and what has none never", () => {
  const before = new Date(now.getTime() - 1);
  expect(
    [before, now, new Date("2030-01-01")].map((asOf) => hasExpired({ expires_at: now.toISOString() }, asOf)),
  ).toEqual([false, true, true]);
  expect(hasExpired({ expires_at: undefined }, new Date("9999-12-31"))).toBe(false);
});

test.each<[unknown, string | undefined]>([
  ["2026-01-31T12:00:00.000Z", "2026-01-31T12:00:00.000Z"],
  ["2026-01-31T12:00:00+02:00", "2026-01-31T12:00:00+02:00"],
  ["2026-01-31T12:00:00", undefined],
  ["next year", undefined],
  [1_700_000_000, undefined],
  [null, undefined],
  [undefined, undefined],
])("reads %j of what others stored as %s", (stored, expires_at) => {
  expect(expiryOf({ expires_at: stored })).toEqual({ expires_at });
});
