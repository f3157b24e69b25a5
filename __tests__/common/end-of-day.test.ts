import { endOfDay } from "../../common/end-of-day";

test.each([
  ["2027-01-31", "2027-02-01T00:00:00.000Z"],
  ["2028-02-29", "2028-03-01T00:00:00.000Z"],
  ["2026-12-31", "2027-01-01T00:00:00.000Z"],
  ["9999-12-31", "+010000-01-01T00:00:00.000Z"],
])("ends the day %s at %s", (day, end) => {
  expect(endOfDay(day)?.toISOString()).toBe(end);
});

test.each([
  "2027-02-29",
  "2027-13-01",
  "2027-00-10",
  "2027-01-00",
  "2027-01-32",
  "2027",
  "2027-01",
  "-000001-01-01",
  "2027-1-1",
  "",
  "soon",
])("knows no day %j", (day) => {
  expect(endOfDay(day)).toBeUndefined();
});
