import { readFileSync } from "node:fs";
import { join } from "node:path";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import OpenAI, { BadRequestError, NotFoundError } from "openai";
import { cosine } from "../../embedding/similarity";
import type { Problem } from "../../functions/http/problem";
import type { ListResponse } from "../../functions/routes/list/response";
import type { SearchResponse } from "../../functions/routes/search/response";
import { exampleRequest } from "../../openapi/example-request";
import { operationsOf } from "../../openapi/operations";
import { routes } from "../../service/routes";
import { AgentClient } from "../helpers/api/agent-client";
import { ApiClient } from "../helpers/api/api-client";
import { storesOnRequest } from "../helpers/api/invalid-requests";
import { fetchValidated } from "../helpers/api/openapi";
import { accessRequests, policiesOf, type SignedRequest } from "../helpers/iam/function-access";
import { isAllowed } from "../helpers/iam/iam";
import { LocalDeployment } from "../helpers/local/local-deployment";
import { temporaryDirectory } from "../helpers/temporary-directory";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

const directory = temporaryDirectory();
const recordFile = join(directory, "signed-requests");
/** Of the requests that this test sends itself. */
const testAccessKeyId = "test";
const bucket = "embeddings-service-vector-embeddings";

let deployment: LocalDeployment;
let url: string;
let api: ApiClient;

beforeAll(async () => {
  deployment = new LocalDeployment({
    env: {
      LOCAL_DATA_DIR: join(directory, "data"),
      RECORD_SIGNED_REQUESTS: recordFile,
      NODE_OPTIONS: `--require ${join(__dirname, "../helpers/local/record-signed-requests.cjs")}`,
    },
  });
  url = await deployment.url();
  api = new ApiClient(url);
});
afterAll(() => deployment.stop());

describe("generate and retrieve", () => {
  test("make the round trip: what is generated is stored and retrieved, number by number", async () => {
    const metadata = { source: "greeting", page: 1, draft: false };
    const { status, body } = await api.generate({
      text: "Hello world",
      store_in_s3: true,
      embedding_id: "doc1",
      metadata,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ dimension: 1024, s3_key: "embeddings/doc1.json", stored_in_s3: true });
    expect(body.embedding).toHaveLength(1024);
    const { body: document } = await api.retrieve("doc1");
    expect(document).toMatchObject({ id: "doc1", text: "Hello world", dimension: 1024, metadata });
    expect(document.embedding).toEqual(body.embedding);
  });

  test("keep an embedding as a plain JSON object in the vector bucket", async () => {
    const { body } = await api.generate({ text: "plain", store_in_s3: true, embedding_id: "plain" });
    const s3 = new S3Client({
      endpoint: await deployment.s3Url(),
      region: "us-east-1",
      credentials: { accessKeyId: testAccessKeyId, secretAccessKey: "test" },
    });
    const { Body, ContentType } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: "embeddings/plain.json" }));
    s3.destroy();
    expect(ContentType).toBe("application/json");
    const object = JSON.parse((await Body?.transformToString()) ?? "");
    expect(object).toMatchObject({ text: "plain", embedding: body.embedding });
  });

  test("store nothing where they are not asked to", async () => {
    const { body } = await api.generate({ text: "unsaved", embedding_id: "unsaved", store_in_s3: false });
    expect(body).toMatchObject({ stored_in_s3: false, s3_key: null });
    expect((await api.generate({ text: "unsaved", embedding_id: "unsaved" })).status).toBe(422);
    expect((await api.retrieve("unsaved")).status).toBe(404);
  });

  test("replace an embedding that is stored again", async () => {
    await api.generate({ text: "first", store_in_s3: true, embedding_id: "again" });
    await api.generate({ text: "second", store_in_s3: true, embedding_id: "again", normalize: false });
    expect((await api.retrieve("again")).body).toMatchObject({ text: "second", dimension: 1024 });
  });

  test("replace nothing with If-None-Match: *", async () => {
    const create = (text: string) =>
      api.generate({ text, store_in_s3: true, embedding_id: "created" }, { "if-none-match": "*" });
    expect((await create("first")).status).toBe(200);
    expect(await create("second")).toMatchObject({ status: 412, body: { code: "embedding_exists" } });
    expect((await api.retrieve("created")).body.text).toBe("first");
  });

  test.each(["x".repeat(256), `a${":".repeat(255)}`, "CASE", "case"])("take the id %s", async (id) => {
    const { status } = await api.generate({ text: `text of ${id}`, store_in_s3: true, embedding_id: id });
    expect([status, (await api.retrieve(id)).body]).toMatchObject([200, { id, text: `text of ${id}` }]);
  });

  test("answer 304 to whoever has the document, until it is another one", async () => {
    await api.generate({ text: "first", store_in_s3: true, embedding_id: "tagged" });
    const etag = (await api.retrieve("tagged")).headers.get("etag") ?? "";
    expect(etag).toMatch(/^"[^"]+"$/);
    expect(await api.retrieve("tagged", { "if-none-match": etag })).toMatchObject({ status: 304, body: undefined });
    await api.generate({ text: "second", store_in_s3: true, embedding_id: "tagged" });
    expect((await api.retrieve("tagged", { "if-none-match": etag })).status).toBe(200);
  });

  test("put two texts that share most of their words closer than two that share none", async () => {
    const embed = async (text: string) => (await api.generate({ text })).body.embedding as readonly number[];
    const query = await embed("The invoice for the March delivery is overdue");
    const near = cosine(query, await embed("The invoice for the April delivery is overdue"));
    const far = cosine(query, await embed("Wolves hunt elk during winter nights"));
    expect(near).toBeGreaterThan(0.6);
    expect(far).toBeLessThan(0.3);
  });
});

test("stores a vector that was computed elsewhere, lists it, and deletes it", async () => {
  const embedding = Array.from({ length: 1024 }, (_, index) => index / 1024);
  const stored = await api.request("POST", "/embeddings/store", {
    body: { embedding_id: "elsewhere", text: "Hello", embedding, metadata: { model: "other" } },
  });
  expect([stored.status, stored.body]).toEqual([
    200,
    { success: true, s3_key: "embeddings/elsewhere.json", bucket, indexed: true, unchanged: false },
  ]);
  expect((await api.retrieve("elsewhere")).body).toMatchObject({
    embedding,
    model: null,
    metadata: { model: "other" },
  });
  expect((await api.list({ prefix: "elsewh" })).body.embeddings).toMatchObject([{ id: "elsewhere" }]);

  const remove = () => api.request<Problem>("DELETE", "/embeddings/elsewhere");
  expect((await remove()).body).toMatchObject({ success: true, embedding_id: "elsewhere" });
  expect((await api.retrieve("elsewhere")).status).toBe(404);
  expect((await api.list({ prefix: "elsewh" })).body).toEqual({
    embeddings: [],
    store_id: expect.stringMatching(/^[\w-]{22}$/),
    next_cursor: null,
  });
  expect(await remove()).toMatchObject({ status: 404, body: { code: "embedding_not_found" } });
});

describe("search", () => {
  const texts = {
    "search-en": "The invoice for the March delivery is overdue",
    "search-de": "Die Rechnung für die Lieferung im März ist überfällig",
    "search-long": "Волки охотятся на лосей зимними ночами. ".repeat(600),
  };
  const search = (body: object) => api.request<SearchResponse>("POST", "/embeddings/search", { body });

  beforeAll(async () => {
    const items = Object.entries(texts).map(([id, text]) => ({
      text,
      embedding_id: id,
      metadata: { collection: "search", language: id.slice(-2) },
    }));
    const { body } = await api.batch({ items, store_in_s3: true });
    expect(body.results.map((result) => result.success && result.indexed)).toEqual([true, true, true]);
  });

  test("finds a text by itself, with all that can be included", async () => {
    const { status, body } = await search({
      text: texts["search-en"],
      top_k: 1,
      include: ["text", "metadata", "embedding"],
    });
    const [result] = body.results;
    expect([status, result]).toMatchObject([
      200,
      { id: "search-en", text: texts["search-en"], metadata: { collection: "search", language: "en" } },
    ]);
    expect(result?.score).toBeCloseTo(1, 5);
    expect(result?.distance).toBeCloseTo(0, 5);
    expect(result?.embedding).toEqual((await api.retrieve("search-en")).body.embedding);
  });

  test("finds what is like another, under a filter, with a text that only S3 has room for", async () => {
    const filter = { collection: "search", language: { $ne: "en" } };
    const { body } = await search({ embedding_id: "search-de", filter, include: ["text"] });
    expect(body.results.map(({ id }) => id)).toEqual(["search-de", "search-long"]);
    expect(body.results.map(({ text }) => text)).toEqual([texts["search-de"], texts["search-long"]]);
    expect(body.input_token_count).toBe(0);
  });

  test("finds no more than is asked for, and not what is deleted", async () => {
    const filter = { collection: "search" };
    await api.generate({ text: "Gone", store_in_s3: true, embedding_id: "search-gone", metadata: filter });
    expect((await search({ text: "Gone", filter, min_score: 0.99 })).body.results).toMatchObject([
      { id: "search-gone" },
    ]);
    await api.request("DELETE", "/embeddings/search-gone");
    expect((await search({ text: "Gone", filter, min_score: 0.99 })).body.results).toEqual([]);
  });

  test("refuses an unknown operator, and names it", async () => {
    const { status, body } = await api.request<Problem>("POST", "/embeddings/search", {
      body: { text: "Hello", filter: { language: { $like: "e" } } },
    });
    expect([status, body.detail]).toEqual([422, expect.stringContaining("$like")]);
  });
});

describe("list", () => {
  // Capitals before small letters and digits before both: S3's order is that of the bytes.
  const ids = ["P-10", "P-2", "P-B", "P-a", "P-a:1", "P-b", "P=1", "P_1", "Pa"];

  beforeAll(async () => {
    const items = ids.map((id) => ({ text: `text of ${id}`, embedding_id: id }));
    const { body } = await api.batch({ items: items.toReversed(), store_in_s3: true });
    expect(body.succeeded).toBe(ids.length);
  });

  test.each([1, 2, 4, 1000])("gets every embedding once, in order, %d at a time", async (limit) => {
    const listed: string[] = [];
    let cursor: string | null = null;
    do {
      const { body }: { body: ListResponse } = await api.list({
        prefix: "P",
        limit: String(limit),
        ...(cursor ? { cursor } : {}),
      });
      expect(body.embeddings.length).toBeLessThanOrEqual(limit);
      listed.push(...body.embeddings.map(({ id }) => id));
      cursor = body.next_cursor;
    } while (cursor);
    expect(listed).toEqual(
      ids
        .map((id) => `${id}.json`)
        .sort()
        .map((key) => key.replace(/\.json$/, "")),
    );
  });

  test("says how large each object is and when it was stored", async () => {
    const { embeddings } = (await api.list({ prefix: "P-a", limit: "1" })).body;
    const [first] = embeddings;
    const { length } = JSON.stringify((await api.retrieve(String(first?.id))).body);
    expect(first).toMatchObject({ s3_key: `embeddings/${first?.id}.json`, size_bytes: length });
    expect(Math.abs(Date.parse(String(first?.last_modified)) - Date.now())).toBeLessThan(600_000);
  });

  test("has with each what it is asked to include, from the index and by prefix from the objects", async () => {
    const query = { include: "text,embedding", encoding: "base64", limit: "1000" };
    const { embeddings } = (await api.list(query)).body;
    const ofPrefix = (await api.list({ ...query, prefix: "P" })).body.embeddings;
    expect(ofPrefix.map(({ id }) => id).sort()).toEqual(ids.toSorted());
    for (const { id, text, embedding } of ofPrefix) {
      expect(text).toBe(`text of ${id}`);
      expect(embeddings.find((other) => other.id === id)).toMatchObject({ text, embedding });
    }
  });

  test("refuses a forged cursor", async () => {
    expect((await api.list({ cursor: "Zm9yZ2Vk" })).status).toBe(422);
  });
});

test("embeds a batch, and answers 207 where an item is not stored", async () => {
  const items = [
    { text: "new", embedding_id: "batch-new" },
    { text: "there already", embedding_id: "doc1" },
  ];
  const { status, body } = await api.batch({ items, store_in_s3: true }, { "if-none-match": "*" });
  expect([status, body]).toMatchObject([
    207,
    {
      results: [
        { index: 0, status: 200, embedding_id: "batch-new", s3_key: "embeddings/batch-new.json" },
        { index: 1, status: 412, embedding_id: "doc1", problem: { code: "embedding_exists" } },
      ],
      succeeded: 1,
      failed: 1,
    },
  ]);
  expect((await api.retrieve("doc1")).body.text).toBe("Hello world");
});

describe("the openai package", () => {
  const model = "text-embedding-3-small";
  const texts = Array.from({ length: 64 }, (_, index) => `The text with the number ${index}`);
  let openai: OpenAI;

  beforeAll(() => {
    openai = new OpenAI({ baseURL: `${url}/v1`, apiKey: "none", fetch: fetchValidated, maxRetries: 0 });
  });

  test.each([
    ["one text by its default, base64", "Hello world", undefined],
    ["one text as float", "Hello world", "float"],
    ["64 texts by its default, base64", texts, undefined],
    ["64 texts as float", texts, "float"],
  ] as const)("gets the vectors of %s bit by bit", async (_, input, encoding_format) => {
    const { data, usage } = await openai.embeddings.create({
      model,
      input: input as string | string[],
      ...(encoding_format ? { encoding_format } : {}),
    });
    const { body } = await api.batch({ items: [input].flat().map((text) => ({ text })) });
    // The shortest number of a float is read as another one of 64 bits.
    expect(data.map(({ embedding }) => embedding.map(Math.fround))).toEqual(
      body.results.map((result) => result.success && result.embedding),
    );
    expect(data.map(({ index }) => index)).toEqual(body.results.map(({ index }) => index));
    expect(usage.total_tokens).toBe(body.input_token_count);
  });

  test("gets the dimensions that it asks for", async () => {
    const { data } = await openai.embeddings.create({ model, input: "Hello", dimensions: 256 });
    expect(data[0]?.embedding).toHaveLength(256);
  });

  test("lists the models, page by page as it does, and gets each by its name", async () => {
    const listed: string[] = [];
    for await (const one of openai.models.list()) {
      expect(await openai.models.retrieve(one.id)).toEqual(one);
      listed.push(one.id);
    }
    const aliases = ["text-embedding-3-small", "text-embedding-3-large", "text-embedding-ada-002"];
    expect(listed).toEqual(["amazon.titan-embed-text-v2:0", ...aliases]);
    for (const name of listed) await openai.embeddings.create({ model: name, input: "Hello" });
    const unknown = openai.models.retrieve("gpt/4");
    await expect(unknown).rejects.toThrow(NotFoundError);
    await expect(unknown).rejects.toMatchObject({ code: "model_not_found", param: "model" });
  });

  const vectorsOf = async (input: string[] | number[] | number[][], options: object = {}) =>
    (await openai.embeddings.create({ model, input, ...options })).data.map(({ embedding }) => embedding);

  test("gets of tokens the vectors of the texts that they are", async () => {
    const words = await vectorsOf(["Hello world", "hello"]);
    expect(await vectorsOf([[9906, 1917], [15339]])).toEqual(words);
    expect(await vectorsOf([9906, 1917])).toEqual(words.slice(0, 1));
  });

  test("gets 300 vectors as floats, and 2,048 of 256 numbers by its default", async () => {
    const inputs = (count: number) => Array.from({ length: count }, (_, index) => `text ${index}`);
    const floats = await vectorsOf(inputs(300), { encoding_format: "float" });
    expect([floats.length, new Set(floats.map(({ length }) => length))]).toEqual([300, new Set([1024])]);
    expect(await vectorsOf(inputs(2_048), { dimensions: 256 })).toHaveLength(2_048);
  });

  test("gets vectors where it sends blank texts, null, and fields of its own", async () => {
    const options = { encoding_format: null, dimensions: null, user: null, drop_params: true, input_type: "query" };
    expect(await vectorsOf(["real text", " "], options)).toHaveLength(2);
  });

  test("throws its own errors", async () => {
    const refused = openai.embeddings.create({ model, input: [[1, 2, 3], [100_256]] });
    await expect(refused).rejects.toThrow(BadRequestError);
    await expect(refused).rejects.toMatchObject({
      code: "invalid_request",
      param: "input.1.0",
      requestID: expect.any(String),
    });
    const tooLong = openai.embeddings.create({ model, input: ["a", "b", "c", "word ".repeat(9_500)] });
    await expect(tooLong).rejects.toMatchObject({ code: "text_too_long", param: "input.3" });
    const empty = openai.embeddings.create({ model, input: ["a", ""] });
    await expect(empty).rejects.toMatchObject({ code: "invalid_request", param: "input.1" });
    const unknown = openai.embeddings.create({ model: "gpt", input: "Hello" });
    await expect(unknown).rejects.toThrow(NotFoundError);
  });
});

test.each(["/health", "/v1/models"])("answers HEAD %s without a body, and other paths not", async (path) => {
  const response = await fetchValidated(url + path, { method: "HEAD" });
  expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([
    200,
    "application/json",
    "",
  ]);
  expect((await fetch(`${url + path}/nothing`, { method: "HEAD" })).status).toBe(404);
});

test("describes itself, as JSON and as a page", async () => {
  const document = await api.request("GET", "/openapi.json");
  expect([document.status, document.body]).toEqual([
    200,
    JSON.parse(readFileSync(join(__dirname, "../../openapi.json"), "utf8")),
  ]);
  for (const encoding of ["br", "identity"]) {
    const page = await fetchValidated(`${url}/docs`, { headers: { "accept-encoding": encoding } });
    expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(page.headers.get("content-encoding")).toBe(encoding === "br" ? "br" : null);
    expect(await page.text()).toContain('SwaggerUIBundle({ url: "openapi.json"');
  }
});

describe("least privilege: what the functions called above", () => {
  const calls = () =>
    readFileSync(recordFile, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as SignedRequest & { accessKeyId: string })
      .filter(({ accessKeyId }) => accessKeyId !== testAccessKeyId);
  const operations = operationsOf(routes);
  const functions = routes
    .filter(({ bucketAccess, indexAccess, invokesModel }) => bucketAccess ?? indexAccess ?? invokesModel)
    .map(({ name }) => `embeddings-service-dev-${name}`);

  beforeAll(async () => {
    const stores = operations.filter(({ name }) => name === "generate");
    for (const operation of [...stores, ...operations]) {
      const { path, ...request } = exampleRequest(operation);
      expect([operation.name, (await fetchValidated(url + path, request)).status]).toEqual([operation.name, 200]);
      if (!storesOnRequest(operation)) continue;
      const again = { ...request, body: JSON.stringify({ ...JSON.parse(request.body ?? ""), if_changed: true }) };
      const answer = await fetchValidated(url + path, again);
      expect([operation.name, answer.status, await answer.text()]).toEqual([
        operation.name,
        200,
        expect.stringContaining('"unchanged":true'),
      ]);
    }
    // What no example asks for.
    for (const selection of [{ filter: { page: -1 } }, { prefix: "gone" }, { ids: ["gone"] }]) {
      expect((await api.request("POST", "/embeddings/delete", { body: selection })).status).toBe(200);
    }
    expect((await api.list({ filter: '{"page":-1}', include: "text" })).status).toBe(200);
    // What no operation describes. What the examples stored is deleted by one of them.
    const agent = await AgentClient.connect(url);
    for (const [tool, values] of [
      ["search", { query: "Hello" }],
      ["list", { prefix: "P" }],
      ["fetch", { id: "P-a" }],
    ] as const) {
      expect([tool, (await agent.call(tool, values)).isError]).toEqual([tool, false]);
    }
    await agent.close();
  });

  test("was recorded of every function", () => {
    expect(functions).toEqual(
      expect.arrayContaining(
        ["batch", "delete", "generate", "list", "mcp", "openai-embeddings", "retrieve", "search", "store"].map(
          (name) => `embeddings-service-dev-${name}`,
        ),
      ),
    );
    expect([...new Set(calls().map(({ accessKeyId }) => accessKeyId))].sort()).toEqual(functions.toSorted());
  });

  test("is allowed by each function's own policies", async () => {
    const seen = new Set<string>();
    for (const { accessKeyId, ...request } of calls()) {
      for (const access of accessRequests(request)) {
        const key = JSON.stringify([accessKeyId, access]);
        if (seen.has(key)) continue;
        seen.add(key);
        expect([key, await isAllowed(await policiesOf(accessKeyId), access)]).toEqual([key, true]);
      }
    }
    expect(seen.size).toBeGreaterThan(20);
  });

  test.each(["batch", "generate", "store"])(
    "lets %s read back what it wrote, where an answer was lost",
    async (route) => {
      const policies = await policiesOf(`embeddings-service-dev-${route}`);
      for (const access of accessRequests({ method: "HEAD", url: `/${bucket}/embeddings/doc1.json` })) {
        await expect(isAllowed(policies, access)).resolves.toBe(true);
      }
    },
  );

  const object = (name: string, id: string) => `arn:aws:s3:::${name}/embeddings/${id}.json`;
  const index = (name: string) =>
    `arn:aws:s3vectors:us-east-1:000000000000:bucket/embeddings-service-vectors/index/${name}`;
  const titan = "arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-embed-text-v2:0";
  test.each([
    ["retrieve", "s3:DeleteObject", object(bucket, "doc1")],
    ["retrieve", "s3:PutObject", object(bucket, "doc1")],
    ["retrieve", "bedrock:InvokeModel", titan],
    ["list", "s3:GetObject", object("another-bucket", "doc1")],
    ["list", "s3:GetObject", `arn:aws:s3:::${bucket}/other/doc1.json`],
    ["list", "s3:DeleteObject", object(bucket, "doc1")],
    ["list", "s3:PutObject", object(bucket, "doc1")],
    ["delete", "s3:GetObject", object(bucket, "doc1")],
    ["delete", "s3:PutObject", object(bucket, "doc1")],
    ["delete", "s3:DeleteObject", object("another-bucket", "doc1")],
    ["delete", "s3:DeleteObject", `arn:aws:s3:::${bucket}/other/doc1.json`],
    ["delete", "s3:DeleteObjectVersion", object(bucket, "doc1")],
    ["store", "s3:DeleteObject", object(bucket, "doc1")],
    ["store", "bedrock:InvokeModel", titan],
    ["generate", "s3:DeleteObject", object(bucket, "doc1")],
    ["generate", "s3:PutObject", object("another-bucket", "doc1")],
    ["generate", "s3:PutBucketPolicy", `arn:aws:s3:::${bucket}`],
    ["generate", "bedrock:InvokeModel", "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-v2"],
    ["batch", "bedrock:InvokeModelWithResponseStream", titan],
    ["openai-embeddings", "s3:GetObject", object(bucket, "doc1")],
    ["openai-embeddings", "s3:ListBucket", `arn:aws:s3:::${bucket}`],
    ["mcp", "s3:PutObject", object(bucket, "doc1")],
    ["mcp", "s3:GetObject", object("another-bucket", "doc1")],
    ["mcp", "s3vectors:PutVectors", index("vector-embeddings")],
    ["mcp", "s3vectors:QueryVectors", index("vector-embeddings-prod")],
    ["search", "s3:PutObject", object(bucket, "doc1")],
    ["search", "s3vectors:PutVectors", index("vector-embeddings")],
    ["search", "s3vectors:DeleteVectors", index("vector-embeddings")],
    ["search", "s3vectors:QueryVectors", index("vector-embeddings-prod")],
    ["search", "s3vectors:ListVectors", index("vector-embeddings")],
    ["retrieve", "s3vectors:QueryVectors", index("vector-embeddings")],
    ["generate", "s3vectors:QueryVectors", index("vector-embeddings")],
    ["generate", "s3vectors:PutVectors", index("vector-embeddings-prod")],
    ["generate", "s3vectors:GetVectors", index("vector-embeddings-prod")],
    ["list", "s3vectors:GetVectors", index("vector-embeddings-prod")],
    ["list", "s3vectors:PutVectors", index("vector-embeddings")],
    ["list", "s3vectors:DeleteVectors", index("vector-embeddings")],
    ["store", "s3vectors:DeleteVectors", index("vector-embeddings")],
    ["delete", "s3vectors:PutVectors", index("vector-embeddings")],
    ["delete", "s3vectors:DeleteVectors", index("vector-embeddings-prod")],
    ["list", "s3vectors:ListVectors", index("vector-embeddings-prod")],
  ])("leaves %s without %s on %s", async (route, action, resource) => {
    const policies = await policiesOf(`embeddings-service-dev-${route}`);
    expect(policies.length).toBeGreaterThan(1);
    await expect(isAllowed(policies, { action, resource })).resolves.toBe(false);
  });

  test("lets delete list the embeddings and nothing else in the bucket", async () => {
    const policies = await policiesOf("embeddings-service-dev-delete");
    const allowed = (prefix: string) =>
      isAllowed(policies, {
        action: "s3:ListBucket",
        resource: `arn:aws:s3:::${bucket}`,
        context: { "s3:prefix": prefix },
      });
    await expect(allowed("embeddings/")).resolves.toBe(true);
    await expect(allowed("embeddings/doc1")).resolves.toBe(true);
    await expect(allowed("")).resolves.toBe(false);
    await expect(allowed("other/")).resolves.toBe(false);
  });
});
