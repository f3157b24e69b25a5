import type { ListResponse } from "../../functions/routes/list/response";
import type { StatsResponse } from "../../functions/routes/list/stats-response";
import type { GetResponse } from "../../functions/routes/retrieve/get-response";
import type { SearchResponse } from "../../functions/routes/search/response";
import { validateResponse } from "../helpers/api/openapi";
import { failure, s3Failure, vector } from "../helpers/handler/aws-answers";
import type { Fault } from "../helpers/handler/fault-proxy";
import { usePackedService } from "../helpers/local/packed-service";

const packed = usePackedService();

/** An answer, which must be one that the document describes. */
async function send<Body = Record<string, unknown>>(
  method: string,
  path: string,
  body?: object,
  { template = path, headers = {} }: { readonly template?: string; readonly headers?: Record<string, string> } = {},
) {
  const json = body && JSON.stringify(body);
  const type: Record<string, string> = json ? { "content-type": "application/json" } : {};
  const answer = await packed.api.send(method, path, { ...type, ...headers }, json);
  validateResponse({ method, path: template, status: answer.status, headers: answer.headers, body: answer.text });
  expect(answer.text).not.toContain("upstream secret");
  return { ...answer, body: answer.body as Body & { readonly code?: string } };
}

const later = "2999-01-31T12:00:00.000Z";
const one = { template: "/embeddings/{embedding_id}" };
const store = (id: string, fields: object = {}, headers: Record<string, string> = {}) =>
  send(
    "POST",
    "/embeddings/store",
    { embedding_id: id, text: `secret text of ${id}`, embedding: vector(1024), metadata: { of: "it" }, ...fields },
    { headers },
  );
const get = (id: string) => send("GET", `/embeddings/${id}`, undefined, one);
const change = (id: string, body: object) => send("PATCH", `/embeddings/${id}`, body, one);
const search = (request: object = { embedding: vector(1024) }) =>
  send<SearchResponse>("POST", "/embeddings/search", request);
const found = async (request?: object) => (await search(request)).body.results.map(({ id }) => id);

/** Ways to what is stored, each of which answers the ids that it has something of. */
const ways: Record<string, () => Promise<string[]>> = {
  "a search by a vector": () => found(),
  "a search by a text": () => found({ text: "secret text", mode: "vector", include: ["text"] }),
  "a search by words": () => found({ text: "secret text", mode: "hybrid", include: ["text", "embedding"] }),
  "a search that is reranked": () => found({ text: "secret text", rerank: true }),
  "a search with a filter": () => found({ embedding: vector(1024), filter: { of: "it" } }),
  "a search in groups": () => found({ queries: ["secret", "text"], group_by: "of", group_size: 9, diversity: 0.2 }),
  "its ids": async () => {
    const { body } = await send<GetResponse>("POST", "/embeddings/get", { ids: ["a", "b"] });
    return body.embeddings.flatMap(({ id, state }) => (state === "found" ? [id] : []));
  },
  "a list of the index": () => listed({ include: "text,metadata,embedding" }),
  "a list of vectors alone": () => listed({ include: "embedding", encoding: "base64" }),
  "a list of a prefix": async () => [
    ...(await listed({ include: "text", prefix: "a" })),
    ...(await listed({ include: "text", prefix: "b" })),
  ],
  "a list by a filter": () => listed({ filter: '{"of":"it"}' }),
};
async function listed(query: Record<string, string>) {
  const path = `/embeddings?${new URLSearchParams(query)}`;
  const { body } = await send<ListResponse>("GET", path, undefined, { template: "/embeddings" });
  return body.embeddings.map(({ id }) => id);
}

test.each(Object.entries(ways))("has nothing of what has expired by %s", async (_, way) => {
  await store("a", { expires_at: later });
  await store("b", { expires_at: later });
  expect((await way()).toSorted()).toEqual(["a", "b"]);
  await packed.service.expire("a");
  expect(await way()).toEqual(["b"]);
});

test("counts the vectors of what has not expired", async () => {
  for (const id of ["a", "b"]) await store(id);
  await packed.service.expire("a");
  const { body } = await send<StatsResponse>("POST", "/embeddings/stats", {});
  expect(body).toMatchObject({ objects: { count: 2 }, vectors: { count: 1 } });
});

test("serves nothing of what has expired by its object alone, as where the index failed since", async () => {
  await store("a");
  await packed.service.expire("a", ["object"]);
  expect((await get("a")).status).toBe(404);
  expect((await search({ embedding_id: "a" })).status).toBe(404);
  const { body } = await search({ embedding: vector(1024), include: ["embedding"] });
  expect([body.results, body.left_out]).toEqual([[], 1]);
});

const html = { status: 200, headers: { "content-type": "text/html" }, body: "<html>upstream secret</html>" };

test.each<["s3" | "vectors", string, Fault]>([
  ["s3", "503", s3Failure(503, "SlowDown")],
  ["s3", "a closed connection", "reset"],
  ["s3", "a lost answer", "lose"],
  ["vectors", "503", failure(503, "ServiceUnavailableException")],
  ["vectors", "a closed connection", "reset"],
  ["vectors", "HTML", html],
])("a change of when it expires that meets %s with %s is completed by the same request", async (upstream, _, fault) => {
  await store("a");
  packed.service[upstream].fault = ({ method, path }) => (method === "PUT" || path === "/PutVectors" ? fault : "none");
  expect([200, 503]).toContain((await change("a", { expires_at: later })).status);
  packed.service[upstream].clear();
  expect((await change("a", { expires_at: later })).status).toBe(200);
  expect((await get("a")).body["expires_at"]).toBe(later);
  expect((await packed.service.index.all()).get("a")?.metadata["_expires_at"]).toBe(Date.parse(later));
});

describe("If-None-Match: * where what is stored has expired", () => {
  const create = () => store("a", { text: "new" }, { "if-none-match": "*" });
  beforeEach(async () => {
    await store("a");
    await packed.service.expire("a");
  });

  test("stores, once", async () => {
    expect((await create()).status).toBe(200);
    expect([(await get("a")).body["text"], await found()]).toEqual(["new", ["a"]]);
    expect((await create()).status).toBe(412);
  });

  test.each<["s3" | "vectors", string, Fault]>([
    ["s3", "500", s3Failure(500, "InternalError")],
    ["s3", "503", s3Failure(503, "SlowDown")],
    ["s3", "a conflict", s3Failure(409, "ConditionalRequestConflict")],
    ["s3", "a closed connection", "reset"],
    ["s3", "a lost answer", "lose"],
    ["vectors", "503", failure(503, "ServiceUnavailableException")],
  ])("stores in spite of one answer of %s that is %s, or nothing", async (upstream, _, fault) => {
    packed.service[upstream].fault = (_request, number) => (number === 2 ? fault : "none");
    const { status } = await create();
    packed.service[upstream].clear();
    if (status === 200) expect([(await get("a")).body["text"], await found()]).toEqual(["new", ["a"]]);
    else
      expect([[503, 504, 412].includes(status), [200, 404]]).toEqual([
        true,
        expect.arrayContaining([(await get("a")).status]),
      ]);
  });

  test("stores the one of several at the same time", async () => {
    const answers = await Promise.all([1, 2, 3].map(create));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412, 412]);
  });
});
