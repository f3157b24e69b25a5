import { ConsoleClient } from "../../../console/api/console-client";
import { PageRequests } from "../../../console/requests/page-requests";

const fetched = jest.spyOn(globalThis, "fetch");
afterAll(() => fetched.mockRestore());
beforeEach(() => fetched.mockReset());

const { signal } = new AbortController();
const answered = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { "x-a": "b" } });
const search = { method: "POST", path: "/embeddings/search", body: { text: "rivers" } } as const;

function page(price?: number) {
  const requests = new PageRequests(price);
  const authorization = { type: "bearer", token: "a-secret" } as const;
  return {
    requests,
    client: new ConsoleClient(authorization, async () => null, "http://localhost:1", requests.record),
  };
}

/** The first of the page's, as soon as there is one. */
async function first(requests: PageRequests) {
  const [request] = (await requests.next({ recorder: "page", requests: [] }, signal)).requests;
  return request;
}

test("records what the page sends as the gateway does, and leaves the answer to whoever asked", async () => {
  fetched.mockResolvedValueOnce(answered(200, { results: [], input_token_count: 5 }));
  const { requests, client } = page(0.02);
  expect(await client.send(search)).toEqual({ results: [], input_token_count: 5 });
  const request = await first(requests);
  expect(request).toMatchObject({
    id: 1,
    method: "POST",
    path: "/embeddings/search",
    status: 200,
    tokens: 5,
    isBackground: false,
  });
  expect(request?.cost).toEqual({ model: expect.closeTo(1e-7, 12) });
  const detail = await requests.detail(1);
  expect(detail).toMatchObject({
    isForgotten: false,
    requestBody: { text: '{"text":"rivers"}', bytes: 17, isCut: false },
    answerBody: { text: '{"results":[],"input_token_count":5}' },
    answerHeaders: { "x-a": "b" },
  });
  expect(JSON.stringify(detail)).not.toContain("a-secret");
  expect(await requests.detail(2)).toBeUndefined();
});

test("records what failed, by what the answer says or because there was none", async () => {
  const { requests, client } = page();
  fetched.mockResolvedValueOnce(answered(422, { detail: "text is empty", code: "invalid_request" }));
  await expect(client.send(search)).rejects.toThrow("text is empty");
  expect(await first(requests)).toMatchObject({ status: 422, code: "invalid_request", cost: undefined });
  fetched.mockRejectedValueOnce(new TypeError("Failed to fetch"));
  await expect(client.send(search)).rejects.toThrow("Nobody answers");
  fetched.mockRejectedValueOnce(new DOMException("", "AbortError"));
  await expect(client.send(search)).rejects.toThrow();
  const { requests: all } = await requests.next(undefined, signal);
  expect(all.map(({ status, reason }) => [status, reason])).toEqual([
    [422, undefined],
    [0, "Nobody answered"],
    [0, "The page cancelled it"],
  ]);
});

test("tells what the console sends for itself, also to the gateway", async () => {
  fetched.mockResolvedValueOnce(answered(200, {}));
  const { requests, client } = page();
  await client.send({ method: "GET", path: "/embeddings?limit=1", isBackground: true });
  expect(await first(requests)).toMatchObject({ isBackground: true });
  expect(fetched.mock.calls[0]?.[1]?.headers).toMatchObject({ "x-console-background": "1" });
});

test("cuts what is large", async () => {
  fetched.mockResolvedValueOnce(answered(200, { text: "ö".repeat(2_000_000) }));
  const { requests, client } = page();
  await client.send(search);
  await first(requests);
  const { answerBody } = (await requests.detail(1)) ?? {};
  expect([answerBody?.isCut, answerBody?.bytes, answerBody?.text?.length]).toEqual([true, 4_000_011, 1024 * 1024]);
});

test("ends as soon as nobody waits any more", async () => {
  const controller = new AbortController();
  const { requests } = page();
  const waiting = requests.next({ recorder: "page", requests: [] }, controller.signal);
  controller.abort();
  await expect(waiting).rejects.toBe(controller.signal.reason);
});
