import type { DeleteManyResponse } from "../../functions/routes/delete/delete-many-response";
import type { ListResponse } from "../../functions/routes/list/response";
import type { StatsResponse } from "../../functions/routes/list/stats-response";
import type { GetResponse } from "../../functions/routes/retrieve/get-response";
import { routes } from "../../service/routes";
import { validateResponse } from "../helpers/api/openapi";
import { failure, s3Failure, vector } from "../helpers/handler/aws-answers";
import type { Fault } from "../helpers/handler/fault-proxy";
import { usePackedService } from "../helpers/local/packed-service";

const packed = usePackedService();

/** An answer, which must be one that the document describes. */
async function send<Body>(method: string, path: string, body?: object, template = path) {
  const json = body && JSON.stringify(body);
  const answer = await packed.api.send(method, path, json ? { "content-type": "application/json" } : {}, json);
  validateResponse({ method, path: template, status: answer.status, headers: answer.headers, body: answer.text });
  expect(answer.text).not.toContain("upstream secret");
  return { ...answer, body: answer.body as Body & { readonly code?: string } };
}

const store = (id: string, metadata: object = {}) =>
  send("POST", "/embeddings/store", { embedding_id: id, text: `the text of ${id}`, embedding: vector(1024), metadata });
const remove = (body: object) => send<DeleteManyResponse>("POST", "/embeddings/delete", body);
const get = (ids: readonly string[]) => send<GetResponse>("POST", "/embeddings/get", { ids });
const found = async () => {
  const { body } = await send<{ results: { id: string }[] }>("POST", "/embeddings/search", {
    embedding: vector(1024),
    top_k: 100,
  });
  return body.results.map(({ id }) => id).sort();
};
const kept = async () =>
  (await packed.service.objects.keys()).map((key) => key.replace(/^embeddings\/(.*)\.json$/, "$1"));
const html = { status: 200, headers: { "content-type": "text/html" }, body: "<html>upstream secret</html>" };

/** The last parts of the routes' paths, each of which may be an embedding's id. */
const names = [
  ...new Set(
    routes.flatMap(({ routeKeys }) =>
      Object.values(routeKeys).flatMap((key) => /^\w+ \/embeddings\/(\w+)$/.exec(key)?.[1] ?? []),
    ),
  ),
];

test("hides no embedding whose id is the name of a route", async () => {
  expect(names).toEqual(expect.arrayContaining(["generate", "batch", "store", "get", "delete", "stats", "search"]));
  for (const name of names) {
    await store(name);
    const path = `/embeddings/${name}`;
    const template = "/embeddings/{embedding_id}";
    expect((await send("PATCH", path, { metadata: { name } }, template)).status).toBe(200);
    expect((await send("GET", path, undefined, template)).body).toMatchObject({ id: name, metadata: { name } });
  }
  expect((await get(names)).body.embeddings.map(({ state }) => state)).toEqual(names.map(() => "found"));
  for (const name of names) {
    expect((await send("DELETE", `/embeddings/${name}`, undefined, "/embeddings/{embedding_id}")).status).toBe(200);
  }
  expect([await kept(), await found()]).toEqual([[], []]);
});

const selections = { ids: ["a1", "a2"], prefix: "a", filter: { of: "a" } };

describe.each(Object.entries(selections))("a deletion by %s", (name, selection) => {
  const request = { [name]: selection };
  beforeEach(async () => {
    for (const id of ["a1", "a2", "b1"]) await store(id, { of: id[0] });
  });

  test("deletes in the bucket and in the index", async () => {
    expect((await remove({ ...request, dry_run: true })).body).toMatchObject({ count: 2, next_cursor: null });
    expect(await found()).toEqual(["a1", "a2", "b1"]);
    const { body } = await remove(request);
    expect([body.ids.toSorted(), body.next_cursor]).toEqual([["a1", "a2"], null]);
    expect([await kept(), await found()]).toEqual([["b1"], ["b1"]]);
  });

  test.each<["s3" | "vectors", string, Fault]>([
    ["s3", "503", s3Failure(503, "SlowDown")],
    ["s3", "a closed connection", "reset"],
    ["vectors", "503", failure(503, "ServiceUnavailableException")],
    ["vectors", "429", failure(429, "TooManyRequestsException")],
    ["vectors", "HTML", html],
    ["vectors", "a closed connection", "reset"],
  ])(
    "finds nothing that is gone while %s answers deletions with %s, and is done by its cursor",
    async (upstream, _, fault) => {
      packed.service[upstream].fault = ({ method, path }) =>
        method === "DELETE" || path === "/DeleteVectors" ? fault : "none";
      const { status, body } = await remove(request);
      expect([503, 207]).toContain(status);
      packed.service[upstream].clear();
      const objects = await kept();
      // What is found has its object.
      for (const id of await found()) expect(objects).toContain(id);
      const again = await remove({ ...request, ...(status === 207 ? { cursor: body.next_cursor } : {}) });
      expect([again.status, again.body.failed, again.body.next_cursor]).toEqual([200, [], null]);
      expect([await kept(), await found()]).toEqual([["b1"], ["b1"]]);
    },
  );

  test("is repeated without harm", async () => {
    await remove(request);
    expect(await remove(request)).toMatchObject({ status: 200, body: { count: 0, failed: [], next_cursor: null } });
    expect([await kept(), await found()]).toEqual([["b1"], ["b1"]]);
  });
});

test("counts, and lists by a filter, what is in the bucket and in the index", async () => {
  for (const id of ["a1", "a2", "b1"]) await store(id, { of: id[0] });
  const { body } = await send<StatsResponse>("POST", "/embeddings/stats", {});
  expect(body).toMatchObject({
    objects: { count: 3 },
    vectors: { count: 3, by_model: [{ model: null, count: 3 }] },
    complete: true,
  });
  const sizes = await send<ListResponse>("GET", "/embeddings");
  expect(body.objects?.size_bytes).toBe(sizes.body.embeddings.reduce((sum, { size_bytes = 0 }) => sum + size_bytes, 0));
  const filter = new URLSearchParams({ filter: JSON.stringify({ of: "a" }), limit: "1" });
  const first = await send<ListResponse>("GET", `/embeddings?${filter}`, undefined, "/embeddings");
  filter.set("cursor", first.body.next_cursor ?? "");
  const second = await send<ListResponse>("GET", `/embeddings?${filter}`, undefined, "/embeddings");
  expect([...first.body.embeddings, ...second.body.embeddings].map(({ id }) => id).sort()).toEqual(["a1", "a2"]);
  const filtered = await send<StatsResponse>("POST", "/embeddings/stats", { filter: { of: "a" } });
  expect(filtered.body).toMatchObject({ objects: null, vectors: { count: 2 } });
});

test("gets what is there while others are corrupt, gone or refused", async () => {
  for (const id of ["good", "refused", "gone"]) await store(id);
  await packed.service.objects.write("corrupt", "{");
  await packed.service.objects.remove("gone");
  packed.service.s3.fault = ({ path }) => (path.includes("refused") ? s3Failure(403, "AccessDenied") : "none");
  const { status, body } = await get(["corrupt", "gone", "refused", "good"]);
  expect([status, body.embeddings.map(({ state }) => state)]).toEqual([
    200,
    ["unreadable", "not_found", "unreadable", "found"],
  ]);
});

describe("a change of metadata", () => {
  const change = (metadata: object, headers: Record<string, string> = {}) =>
    packed.api.send(
      "PATCH",
      "/embeddings/doc1",
      { "content-type": "application/json", ...headers },
      JSON.stringify({ metadata }),
    );
  const isFound = async (filter: object) => {
    const { body } = await send<{ results: object[] }>("POST", "/embeddings/search", {
      embedding: vector(1024),
      filter,
    });
    return body.results.length === 1;
  };

  test("is found by what it has become, in the state that If-Match names alone", async () => {
    const { headers } = await store("doc1", { page: 1 });
    const changed = await change({ page: 2 }, { "if-match": headers["etag"] ?? "" });
    expect([changed.status, await isFound({ page: 2 }), await isFound({ page: 1 })]).toEqual([200, true, false]);
    const late = await change({ page: 3 }, { "if-match": headers["etag"] ?? "" });
    expect([late.status, late.body["code"], await isFound({ page: 2 })]).toEqual([412, "embedding_changed", true]);
    expect(await change({ page: 3 }, { "if-match": changed.headers["etag"] ?? "" })).toMatchObject({ status: 200 });
    expect(packed.service.bedrock.requests).toEqual([]);
  });

  test.each<["s3" | "vectors", string, Fault]>([
    ["s3", "503", s3Failure(503, "SlowDown")],
    ["s3", "a closed connection", "reset"],
    ["s3", "a lost answer", "lose"],
    ["vectors", "503", failure(503, "ServiceUnavailableException")],
    ["vectors", "a closed connection", "reset"],
    ["vectors", "HTML", html],
  ])("that meets %s with %s is completed by the same request", async (upstream, _, fault) => {
    await store("doc1", { page: 1 });
    packed.service[upstream].fault = ({ method, path }) =>
      method === "PUT" || path === "/PutVectors" ? fault : "none";
    expect([200, 503]).toContain((await change({ page: 2 })).status);
    packed.service[upstream].clear();
    expect([(await change({ page: 2 })).status, await isFound({ page: 2 })]).toEqual([200, true]);
  });

  test("of many at once loses none of what else is stored", async () => {
    await store("doc1");
    const answers = await Promise.all([1, 2, 3, 4].map((page) => change({ page })));
    expect(answers.every(({ status }) => status === 200 || status === 503)).toBe(true);
    const { body } = await get(["doc1"]);
    expect(body.embeddings[0]).toMatchObject({
      state: "found",
      text: "the text of doc1",
      metadata: { page: expect.any(Number) },
    });
  });
});
