import type { RecordedRequest } from "../../../../console/requests/recorded-request";
import { mergeRequests } from "../../../../console/views/requests/merge-requests";

const told = (recorder: string, ...ids: number[]) => ({
  recorder,
  requests: ids.map((id) => ({ id }) as RecordedRequest),
});

test("adds what is new, and begins anew with another recorder", () => {
  expect(mergeRequests(undefined, told("a", 1, 2))).toEqual(told("a", 1, 2));
  expect(mergeRequests(told("a", 1, 2), told("a", 3))).toEqual(told("a", 1, 2, 3));
  expect(mergeRequests(told("a", 1, 2), told("a"))).toEqual(told("a", 1, 2));
  expect(mergeRequests(told("a", 7), told("b", 1))).toEqual(told("b", 1));
});

test("holds as many as whoever records them", () => {
  const many = Array.from({ length: 250 }, (_, index) => index + 1);
  const { requests } = mergeRequests(told("a", ...many), told("a", 251));
  expect([requests.length, requests[0]?.id]).toEqual([250, 2]);
});
