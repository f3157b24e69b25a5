import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { components, paths } from "./openapi.js";

const { API_URL: baseUrl = "", TOKEN = "", TOKEN_WITHOUT_SCOPES = "" } = process.env;
const bearing = (token: string) => createClient<paths>({ baseUrl, headers: { authorization: `Bearer ${token}` } });
const client = bearing(TOKEN);

type Schemas = components["schemas"];
const vector = Array.from({ length: 1024 }, (_, index) => index / 1024);

const filters: Schemas["Filter"][] = [
  { language: "en" },
  { language: { $in: ["en", "fr"] }, page: { $gte: 1, $lt: 3 }, draft: false },
  { $or: [{ language: "en" }, { $and: [{ page: 1 }, { draft: { $exists: false } }] }] },
  { language: "en", $or: [{ page: 1 }, { page: { $ne: 2 } }] },
];

/** What the compiler refuses: each line would be an error without its comment, and is one with it where it compiles. */
export const refused = {
  filters: [
    // @ts-expect-error: no such operator
    { page: { $greater: 1 } },
    // @ts-expect-error: compares numbers only
    { page: { $gt: "1" } },
    // @ts-expect-error: takes a list
    { language: { $in: "en" } },
    // @ts-expect-error: no value to compare with
    { language: null },
    // @ts-expect-error: combines a list of filters
    { $and: { language: "en" } },
  ] satisfies Schemas["Filter"][],
  requests: {
    // @ts-expect-error: has nothing to search for
    search: { top_k: 3 } satisfies Schemas["SearchRequest"],
    // @ts-expect-error: has no text to shorten
    shortened: { embedding_id: "a", truncate: "end" } satisfies Schemas["SearchRequest"],
    // @ts-expect-error: no such field of a result
    include: { text: "a", include: ["title"] } satisfies Schemas["SearchRequest"],
    // @ts-expect-error: no model has this length
    dimensions: { text: "a", dimensions: 300 } satisfies Schemas["GenerateRequest"],
    // @ts-expect-error: no such field
    field: { text: "a", store: true } satisfies Schemas["GenerateRequest"],
    // @ts-expect-error: has no text
    item: { items: [{ embedding_id: "a" }] } satisfies Schemas["BatchRequest"],
  },
};

async function generate() {
  const { data } = await client.POST("/embeddings/generate", { body: { text: "Hello world" } });
  assert.equal(data?.embedding?.length, data?.dimension);
  assert.equal(data?.stored_in_s3, false);

  const body = {
    text: "Hello world",
    store_in_s3: true,
    embedding_id: "ts-1",
    metadata: { language: "en", page: 1, draft: false },
  };
  const stored = await client.POST("/embeddings/generate", { body });
  assert.deepEqual([stored.data?.s3_key, stored.data?.indexed], ["embeddings/ts-1.json", true]);

  const again = await client.POST("/embeddings/generate", { body, params: { header: { "If-None-Match": "*" } } });
  assert.equal(again.response.status, 412);
  assert.equal(codeOf(again.error), "embedding_exists");

  const { error, response } = await client.POST("/embeddings/generate", { body: { text: "a", store_in_s3: true } });
  assert.equal(response.status, 422);
  assert.ok(error && "errors" in error);
  assert.equal(error.errors?.[0]?.field, "embedding_id");
}

async function batch() {
  const items = [
    { text: "Good morning", embedding_id: "ts-2", metadata: { language: "fr" } },
    { text: "Good night", embedding_id: "ts-1" },
  ];
  const { data, response } = await client.POST("/embeddings/batch", {
    body: { items, store_in_s3: true },
    params: { header: { "If-None-Match": "*" } },
  });
  assert.equal(response.status, 207);
  const [first, second] = data?.results ?? [];
  assert.ok(first?.success);
  assert.equal(first.embedding?.length, data?.dimension);
  assert.ok(second && !second.success);
  assert.equal(second.problem.code, "embedding_exists");

  const tooLarge = Array.from({ length: 100 }, () => ({ text: "x".repeat(70_000) }));
  const { error, response: refusal } = await client.POST("/embeddings/batch", { body: { items: tooLarge } });
  assert.equal(refusal.status, 413);
  assert.deepEqual(error, { message: "Request Entity Too Large" });
}

async function storeAndRetrieve() {
  const body = { embedding_id: "ts-3", text: "Elsewhere", embedding: vector };
  const { data: stored } = await client.POST("/embeddings/store", { body });
  assert.equal(stored?.s3_key, "embeddings/ts-3.json");

  const path = { embedding_id: "ts-3" };
  const { data, response } = await client.GET("/embeddings/{embedding_id}", { params: { path } });
  assert.equal(data?.id, "ts-3");
  assert.deepEqual(data?.embedding, vector);
  const header = { "If-None-Match": response.headers.get("etag") ?? "" };
  const unchanged = await client.GET("/embeddings/{embedding_id}", { params: { path, header } });
  assert.equal(unchanged.response.status, 304);

  const unknown = await client.GET("/embeddings/{embedding_id}", { params: { path: { embedding_id: "ts-none" } } });
  assert.equal(unknown.response.status, 404);
  assert.equal(codeOf(unknown.error), "embedding_not_found");
}

async function search() {
  for (const filter of filters) {
    const { data } = await client.POST("/embeddings/search", { body: { text: "Hello world", filter } });
    assert.equal(data?.results[0]?.id, "ts-1");
  }
  const byId = await client.POST("/embeddings/search", {
    body: { embedding_id: "ts-3", top_k: 1, include: ["text", "metadata", "embedding"] },
  });
  assert.equal(byId.data?.results[0]?.text, "Elsewhere");
  const byVector = await client.POST("/embeddings/search", { body: { embedding: vector, top_k: 1, min_score: 0.9 } });
  assert.deepEqual(
    byVector.data?.results.map(({ id }) => id),
    ["ts-3"],
  );
}

async function changeGetAndCount() {
  const params = { path: { embedding_id: "ts-3" } };
  const changed = await client.PATCH("/embeddings/{embedding_id}", { params, body: { metadata: { page: 2 } } });
  assert.equal(changed.data?.indexed, true);
  const late = await client.PATCH("/embeddings/{embedding_id}", {
    params: { ...params, header: { "If-Match": '"other"' } },
    body: { metadata: {} },
  });
  assert.deepEqual([late.response.status, codeOf(late.error)], [412, "embedding_changed"]);
  const { data } = await client.POST("/embeddings/get", { body: { ids: ["ts-3", "ts-none"], include: ["metadata"] } });
  assert.deepEqual(
    data?.embeddings.map(({ state, metadata }) => [state, metadata]),
    [
      ["found", { page: 2 }],
      ["not_found", undefined],
    ],
  );
  const counted = await client.POST("/embeddings/stats", { body: { prefix: "ts-" } });
  assert.deepEqual([counted.data?.complete, counted.data?.objects?.count], [true, 3]);
}

async function listAndDelete() {
  const { data } = await client.GET("/embeddings", { params: { query: { prefix: "ts-", limit: 2 } } });
  assert.deepEqual(
    data?.embeddings.map(({ id }) => id),
    ["ts-1", "ts-2"],
  );
  assert.ok(data?.next_cursor);
  const next = await client.GET("/embeddings", { params: { query: { prefix: "ts-", cursor: data.next_cursor } } });
  assert.deepEqual(
    next.data?.embeddings.map(({ id }) => id),
    ["ts-3"],
  );

  const deleted = await client.DELETE("/embeddings/{embedding_id}", { params: { path: { embedding_id: "ts-3" } } });
  assert.equal(deleted.data?.success, true);
  const would = await client.POST("/embeddings/delete", { body: { prefix: "ts-", dry_run: true } });
  assert.deepEqual(would.data?.ids, ["ts-1", "ts-2"]);
  const gone = await client.POST("/embeddings/delete", { body: { ids: ["ts-2", "ts-3"] } });
  assert.deepEqual([gone.data?.ids, gone.data?.not_found], [["ts-2"], ["ts-3"]]);
}

async function openai() {
  const body = { model: "text-embedding-3-small", input: ["Hello", "world"] };
  const { data } = await client.POST("/v1/embeddings", { body });
  assert.deepEqual(
    data?.data.map(({ embedding }) => Array.isArray(embedding)),
    [true, true],
  );
  const base64 = await client.POST("/v1/embeddings", { body: { ...body, encoding_format: "base64" } });
  assert.equal(typeof base64.data?.data[0]?.embedding, "string");
  const unknown = await client.POST("/v1/embeddings", { body: { ...body, model: "gpt" } });
  assert.ok(unknown.error && "error" in unknown.error);
  assert.deepEqual([unknown.response.status, unknown.error.error.code], [404, "model_not_found"]);

  const models = await client.GET("/v1/models");
  const [{ id: model_id } = { id: "" }] = models.data?.data ?? [];
  const model = await client.GET("/v1/models/{model_id}", { params: { path: { model_id } } });
  assert.deepEqual([model_id, model.data?.owned_by], ["amazon.titan-embed-text-v2:0", "amazon"]);
  assert.equal((await client.HEAD("/v1/models")).response.status, 200);
}

async function publicRoutes() {
  const anyone = createClient<paths>({ baseUrl });
  assert.equal((await anyone.GET("/health")).data?.status, "healthy");
  assert.equal((await anyone.HEAD("/health")).response.status, 200);
  assert.equal((await anyone.GET("/openapi.json")).data?.openapi, "3.1.0");
  assert.match((await anyone.GET("/docs", { parseAs: "text" })).data ?? "", /^<!doctype html>/i);
}

async function refusals() {
  const body = { text: "Hello" };
  const nobody = await createClient<paths>({ baseUrl }).POST("/embeddings/generate", { body });
  assert.deepEqual([nobody.response.status, nobody.error], [401, { message: "Unauthorized" }]);
  const reader = await bearing(TOKEN_WITHOUT_SCOPES).POST("/embeddings/generate", { body });
  assert.deepEqual([reader.response.status, reader.error], [403, { message: "Forbidden" }]);
}

/** The code of a function's error. */
function codeOf(error: Schemas["Problem"] | Schemas["GatewayError"] | undefined) {
  assert.ok(error && "code" in error);
  return error.code;
}

await generate();
await batch();
await storeAndRetrieve();
await search();
await changeGetAndCount();
await listAndDelete();
await openai();
await publicRoutes();
await refusals();
