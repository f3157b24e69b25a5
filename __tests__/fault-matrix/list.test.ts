import type { ListResponse } from "../../functions/routes/list/response";
import { validateResponse } from "../helpers/api/openapi";
import { failure, s3Failure, vector } from "../helpers/handler/aws-answers";
import type { Fault } from "../helpers/handler/fault-proxy";
import type { Answer } from "../helpers/local/packed-api";
import { usePackedService } from "../helpers/local/packed-service";

const packed = usePackedService();

/** A page, which must be one that the document describes. */
async function list(query: Record<string, string>): Promise<Answer & { readonly body: ListResponse }> {
  const answer = await packed.api.get(`/embeddings?${new URLSearchParams(query)}`);
  const { status, headers, text } = answer;
  validateResponse({ method: "GET", path: "/embeddings", status, headers, body: text });
  return answer as Answer & { readonly body: ListResponse };
}

/** All pages of so many, by id. */
async function all(query: Record<string, string>): Promise<Map<string, ListResponse["embeddings"][number]>> {
  const found: ListResponse["embeddings"] = [];
  let { cursor = "" } = query;
  do {
    const { body } = await list({ ...query, cursor });
    found.push(...body.embeddings);
    cursor = body.next_cursor ?? "";
  } while (cursor);
  const byId = new Map(found.map((embedding) => [embedding.id, embedding]));
  expect(byId.size).toBe(found.length);
  return byId;
}

const store = (id: string, text: string, more: object = {}) =>
  packed.api.post("/embeddings/store", { embedding_id: id, text, embedding: vector(1024), ...more });

const html = { status: 200, headers: { "content-type": "text/html" }, body: "<html>upstream secret</html>" };
const everything = { include: "text,metadata,embedding" };

test("has from the index, in pages, what has been stored", async () => {
  const ids = Array.from({ length: 30 }, (_, index) => `doc:${index}@x.y=+`);
  for (const id of ids) await store(id, `the text of ${id}`, { metadata: { id, page: 1 } });
  packed.service.s3.clear();
  const found = await all({ ...everything, limit: "7" });
  expect([...found.keys()].sort()).toEqual(ids.toSorted());
  for (const [id, { text, metadata, embedding }] of found) {
    expect([text, metadata]).toEqual([`the text of ${id}`, { id, page: 1 }]);
    expect((embedding as number[]).map(Math.fround)).toEqual(vector(1024));
  }
  expect(packed.service.s3.requests).toEqual([]);
});

test("has the same from the objects of a prefix", async () => {
  for (const id of ["a1", "a2", "b1"]) await store(id, `the text of ${id}`, { metadata: { id } });
  packed.service.vectors.clear();
  const query = { prefix: "a", limit: "1", encoding: "base64", ...everything };
  const found = await all(query);
  expect([...found.keys()]).toEqual(["a1", "a2"]);
  const base64 = Buffer.from(new Float32Array(vector(1024)).buffer).toString("base64");
  expect(found.get("a1")).toMatchObject({ text: "the text of a1", metadata: { id: "a1" }, embedding: base64 });
  expect(packed.service.vectors.requests).toEqual([]);
});

test("has a vector whose object is gone, and not an object without its vector", async () => {
  const long = "long ".repeat(9_000);
  await store("kept", "short");
  await store("object-gone", "short");
  await store("long", long);
  await store("long-object-gone", long);
  await packed.service.objects.remove("object-gone");
  await packed.service.objects.remove("long-object-gone");
  await packed.service.objects.write("unindexed", JSON.stringify({ id: "unindexed", text: "by hand" }));
  const found = await all({ include: "text" });
  const texts = [...found.values()].map(({ id, text, problem }) => [id, text?.length, problem?.code]);
  expect(texts.sort()).toEqual([
    ["kept", 5, undefined],
    ["long", long.length, undefined],
    ["long-object-gone", undefined, "embedding_not_found"],
    ["object-gone", 5, undefined],
  ]);
});

test("goes on while others store and delete, with all that was there all the time", async () => {
  const ids = Array.from({ length: 9 }, (_, index) => `doc${index}`);
  for (const id of ids) await store(id, id);
  const first = await list({ include: "text", limit: "3" });
  const listed = first.body.embeddings.map(({ id }) => id);
  const gone = [listed[2] ?? "", ids.find((id) => !listed.includes(id)) ?? ""];
  for (const id of gone) await packed.api.send("DELETE", `/embeddings/${id}`);
  await store("doc", "new");
  const rest = await all({ include: "text", limit: "3", cursor: first.body.next_cursor ?? "" });
  const seen = [...listed, ...rest.keys()];
  expect(seen).toEqual(expect.arrayContaining(ids.filter((id) => !gone.includes(id))));
  expect(new Set(seen).size).toBe(seen.length);
});

describe.each<[string, Fault]>([
  ["429", failure(429, "TooManyRequestsException")],
  ["503", failure(503, "ServiceUnavailableException")],
  ["a closed connection", "reset"],
  ["a page of HTML", html],
  ["half of an answer", "truncate"],
])("where the index answers with %s", (_, fault) => {
  test("always, a list fails, and is healthy after it", async () => {
    await store("doc1", "a text");
    packed.service.vectors.fault = () => fault;
    const { status, body, text } = await list(everything);
    expect([status, body]).toEqual([503, expect.objectContaining({ code: "index_unavailable" })]);
    expect(text).not.toContain("upstream secret");
    expect((await list({})).status).toBe(200);
    packed.service.vectors.clear();
    expect([...(await all(everything)).keys()]).toEqual(["doc1"]);
  });

  test("at a page within, a list fails whole, and goes on from the cursor that it has", async () => {
    for (const id of ["doc1", "doc2", "doc3"]) await store(id, "a text");
    const { body } = await list({ ...everything, limit: "1" });
    packed.service.vectors.fault = () => fault;
    expect((await list({ ...everything, cursor: body.next_cursor ?? "" })).status).toBe(503);
    packed.service.vectors.clear();
    expect((await list({ ...everything, cursor: body.next_cursor ?? "" })).body.embeddings).toHaveLength(2);
  });
});

test.each<[string, Fault, string]>([
  ["503", s3Failure(503, "SlowDown"), "storage_unavailable"],
  ["a closed connection", "reset", "storage_unavailable"],
  ["half of an object", "truncate", "storage_unavailable"],
])("fails where S3 gives %s in place of objects that are listed", async (_, fault, code) => {
  await store("doc1", "a text");
  packed.service.s3.fault = ({ path }) => (path.includes("doc1") ? fault : "none");
  const { status, body } = await list({ prefix: "doc", ...everything });
  expect([status, body]).toEqual([503, expect.objectContaining({ code })]);
  packed.service.s3.clear();
  expect((await list({ prefix: "doc", ...everything })).body.embeddings).toHaveLength(1);
});
