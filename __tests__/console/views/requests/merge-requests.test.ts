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

test("holds as many as whoever records them, of the console's own and of the others", () => {
  const request = (id: number, isBackground: boolean) => ({ id, isBackground }) as RecordedRequest;
  const all = Array.from({ length: 600 }, (_, index) => request(index + 1, index < 300));
  const { requests } = mergeRequests({ recorder: "a", requests: all.slice(0, 599) }, told("a", 600));
  expect(requests.map(({ id }) => id)).toEqual([
    ...Array.from({ length: 50 }, (_, index) => index + 251),
    ...Array.from({ length: 200 }, (_, index) => index + 401),
  ]);
});
