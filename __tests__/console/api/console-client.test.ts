import { ConsoleClient } from "../../../console/api/console-client";

const origin = "http://localhost:3000";
const fetched = jest.spyOn(globalThis, "fetch");
afterAll(() => fetched.mockRestore());
beforeEach(() => fetched.mockReset());

/** The headers of the requests that were sent. */
const sent = () => fetched.mock.calls.map(([, options]) => options?.headers);
const answer = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });
const bearer = (token: string) => ({ type: "bearer", token }) as const;

test("renews once what the API does not take any more", async () => {
  fetched.mockResolvedValueOnce(answer(401, { message: "Unauthorized" })).mockResolvedValueOnce(answer(200, { a: 1 }));
  const client = new ConsoleClient(bearer("old"), async () => bearer("new"), origin);
  expect(await client.send({ method: "GET", path: "/embeddings" })).toEqual({ a: 1 });
  expect(sent()).toEqual([{ authorization: "Bearer old" }, { authorization: "Bearer new" }]);
});

test("does not go on renewing", async () => {
  fetched.mockImplementation(async () => answer(403, { message: "Forbidden" }));
  const client = new ConsoleClient(bearer("old"), async () => bearer("new"), origin);
  await expect(client.send({ method: "GET", path: "/embeddings" })).rejects.toThrow("The API answered 403 Forbidden.");
  expect(fetched).toHaveBeenCalledTimes(2);
});

test("says what a problem document says", async () => {
  fetched.mockResolvedValueOnce(answer(422, { detail: "text is empty", code: "invalid_request" }));
  const client = new ConsoleClient({ type: "none" }, async () => null, origin);
  const failed = client.send({ method: "POST", path: "/embeddings/search", body: { text: "" } });
  await expect(failed).rejects.toMatchObject({ message: "text is empty", code: "invalid_request", status: 422 });
  expect(sent()).toEqual([{ "content-type": "application/json" }]);
});

test("tells what was cancelled from what failed", async () => {
  const controller = new AbortController();
  const client = new ConsoleClient({ type: "none" }, async () => null, origin);
  fetched.mockRejectedValueOnce(new TypeError("Failed to fetch"));
  await expect(client.send({ method: "GET", path: "/embeddings" })).rejects.toThrow(`Nobody answers at ${origin}`);
  controller.abort();
  fetched.mockRejectedValueOnce(controller.signal.reason);
  await expect(client.send({ method: "GET", path: "/embeddings" }, controller.signal)).rejects.toBe(
    controller.signal.reason,
  );
});

test("says what an error of OpenAI's form says", async () => {
  fetched.mockResolvedValueOnce(answer(404, { error: { message: "There is no model x", code: "model_not_found" } }));
  const client = new ConsoleClient({ type: "none" }, async () => null, origin);
  const failed = client.send({ method: "GET", path: "/v1/models/x" });
  await expect(failed).rejects.toMatchObject({ message: "There is no model x", code: "model_not_found", status: 404 });
});

test("gives an answer as it came, whatever its status, with the headers of the request", async () => {
  fetched.mockResolvedValueOnce(answer(404, {}));
  const client = new ConsoleClient(bearer("a"), async () => null, origin);
  const response = await client.response({ method: "GET", path: "/embeddings/a", headers: { "if-none-match": '"e"' } });
  expect(response.status).toBe(404);
  expect(sent()).toEqual([{ "if-none-match": '"e"', authorization: "Bearer a" }]);
});
