import type { RecordedRequest } from "../../../../console/requests/recorded-request";
import { filterRequests } from "../../../../console/views/requests/filter-requests";
import { parseRequests, requestsHref } from "../../../../console/views/requests/requests-address";

const routes = ["GET /embeddings", "POST /embeddings/search"];
const request = (
  id: number,
  method: string,
  path: string,
  status: number,
  more: Partial<RecordedRequest> = {},
): RecordedRequest => ({
  id,
  answeredAtMs: 0,
  method,
  path,
  hasSecrets: false,
  status,
  durationMs: 1,
  isBackground: false,
  ...more,
});
const requests = [
  request(1, "GET", "/embeddings", 200),
  request(2, "GET", "/embeddings?limit=1", 200, { isBackground: true }),
  request(3, "POST", "/embeddings/search", 422),
  request(4, "POST", "/embeddings/search", 502, { reason: "it threw" }),
  request(5, "GET", "/other", 404, { reason: "no route" }),
  request(6, "POST", "/embeddings/search", 0, { reason: "Nobody answered" }),
];

test.each([
  ["", [1, 3, 4, 5, 6]],
  ["background=shown", [1, 2, 3, 4, 5, 6]],
  ["route=GET+%2Fembeddings", [1]],
  ["route=none", [5]],
  ["kind=2xx", [1]],
  ["kind=4xx", [3, 5]],
  ["kind=5xx", [4]],
  ["kind=refused", [4, 5, 6]],
  ["kind=refused&route=none", [5]],
  ["kind=1xx&id=x", [1, 3, 4, 5, 6]],
])("shows what %j asks for", (query, ids) => {
  const address = parseRequests(new URLSearchParams(query));
  expect(filterRequests(requests, address, routes).map(({ id }) => id)).toEqual(ids);
});

test("keeps all of it in the address", () => {
  const address = { id: 7, route: "GET /embeddings", kind: "4xx", showsBackground: true } as const;
  const href = requestsHref(address);
  expect(href).toBe("#/requests?id=7&route=GET+%2Fembeddings&kind=4xx&background=shown");
  expect(parseRequests(new URLSearchParams(href.split("?")[1]))).toEqual(address);
  expect(requestsHref(parseRequests(new URLSearchParams()))).toBe("#/requests");
});
