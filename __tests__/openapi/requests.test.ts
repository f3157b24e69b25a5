import Ajv2020, { type ValidateFunction } from "ajv/dist/2020";
import addFormats from "ajv-formats";
import fc from "fast-check";
import * as z from "zod";
import type { ZodMiniType } from "zod/mini";
import { filterProblem } from "../../embedding/index/filter";
import { vectorProblem } from "../../embedding/index/indexing-problems";
import { embeddingModels } from "../../embedding/models";
import { validate } from "../../functions/http/validation";
import { batchItem } from "../../functions/routes/batch/request";
import table from "../../functions/routes/openai-embeddings/cl100k-table";
import { readInputs } from "../../functions/routes/openai-embeddings/inputs";
import { decodeTokens, TokenTable } from "../../functions/routes/openai-embeddings/tokens";
import { operationsOf } from "../../openapi/operations";
import document from "../../openapi.json";
import { routes } from "../../service/routes";
import { type RequestShape, requestShapes } from "../helpers/api/request-shapes";

const cl100k = new TokenTable(Buffer.from(table));
const ajv = new Ajv2020({ strict: false });
addFormats(ajv);
ajv.addFormat("base64", true);
ajv.addSchema(document, "openapi.json");
const component = (name: string) => ajv.getSchema(`openapi.json#/components/schemas/${name}`) as ValidateFunction;

/** What a route's function takes, and by which the document describes it. */
function request(path: string, method = "POST") {
  const { operation } = operationsOf(routes).find(({ routeKey }) => routeKey === `${method} ${path}`) ?? {};
  const schema = operation?.request?.schema as z.core.$ZodType;
  const { id = "" } = z.globalRegistry.get(schema) ?? {};
  return { takes: (body: unknown) => isTaken(path, schema as ZodMiniType, body), describes: component(id) };
}

/** Whether a function takes all of a body. */
function isTaken(path: string, schema: ZodMiniType, body: unknown): boolean {
  try {
    const request = validate(schema, body, "body") as { input?: unknown; items?: unknown[]; store_in_s3?: boolean };
    if (path === "/v1/embeddings") readInputs(request.input, (tokens) => decodeTokens(tokens, cl100k));
    for (const item of request.items ?? []) {
      const { embedding_id } = validate(batchItem, item, "body");
      if (request.store_in_s3 && embedding_id === undefined) return false;
    }
    return true;
  } catch {
    return false;
  }
}

const lengths = Object.values(embeddingModels).flatMap(({ dimensions }): readonly number[] => dimensions);

/** Whether a function refuses a body for what JSON Schema has no words for, or for what it checks after its schema. */
function isBeyond(body: unknown): boolean {
  const { metadata = {}, items = [], embedding } = Object(body) as Record<string, unknown>;
  const each = Array.isArray(items) ? items.map(Object) : [];
  const ids = each.map(({ embedding_id }) => embedding_id);
  return (
    /\\ud[89a-f]|"__proto__":/.test(JSON.stringify(body)) ||
    Buffer.byteLength(JSON.stringify(metadata)) > 2_048 ||
    new Set(ids).size < ids.length ||
    [Object(body), ...each].some(({ expires_at: at }) => typeof at === "string" && Date.parse(at) <= Date.now()) ||
    (Array.isArray(embedding) && !lengths.includes(embedding.length))
  );
}

/** Bodies of a shape with any of its fields valid, invalid or left out, and sometimes one that there is not. */
function bodiesOf({ fields, body = (object) => object }: RequestShape): fc.Arbitrary<unknown> {
  const entries = Object.entries(fields).map(([name, { valid, invalid }]) =>
    fc.oneof(
      { weight: 6, arbitrary: fc.constant([[name, valid]]) },
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: invalid.filter((text) => text.length < 2_000).map((text) => [[name, text]]) },
    ),
  );
  const unknown = fc.oneof(
    { weight: 9, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.constant([["id", "1"]]) },
  );
  return fc.tuple(...entries, unknown).map((all) => {
    const object = all.flat().map(([name, text]) => `${JSON.stringify(name)}:${text}`);
    return JSON.parse(body(`{${object}}`));
  });
}

test.each(requestShapes)("the document and the function take the same bodies of $operation.routeKey", (shape) => {
  const { takes, describes } = request(shape.path, shape.operation.method);
  const seen = new Set<boolean>();
  fc.assert(
    fc.property(
      bodiesOf(shape).filter((body) => !isBeyond(body)),
      (body) => {
        const taken = takes(body);
        seen.add(taken);
        expect([body, describes(body)]).toEqual([body, taken]);
      },
    ),
    { numRuns: 500 },
  );
  expect(seen.size).toBe(2);
});

function withToken(token: number, taken: boolean): [string, string, object, boolean] {
  return ["/v1/embeddings", `the token ${token}`, { model: "text-embedding-3-small", input: [token] }, taken];
}

const vector = Array<number>(1024).fill(0.5);
test.each<[string, string, object, boolean]>([
  ["/embeddings/search", "a vector", { embedding: vector }, true],
  ["/embeddings/search", "an id", { embedding_id: "doc1" }, true],
  ["/embeddings/search", "nothing to search for", {}, false],
  ["/embeddings/search", "a text and a vector", { text: "a", embedding: vector }, false],
  ["/embeddings/search", "a text and an id", { text: "a", embedding_id: "doc1" }, false],
  ["/embeddings/search", "a vector and an id", { embedding: vector, embedding_id: "doc1" }, false],
  ["/embeddings/search", "all that can be included", { text: "a", include: ["text", "metadata", "embedding"] }, true],
  ["/embeddings/search", "something included twice", { text: "a", include: ["text", "text"] }, false],
  ["/embeddings/search", "candidates of vectors alone", { text: "a", mode: "vector", candidates: 200 }, false],
  ["/embeddings/search", "candidates of the service's mode", { text: "a", mode: null, candidates: 200 }, true],
  [
    "/embeddings/search",
    "candidates of groups",
    { text: "a", mode: "vector", candidates: 200, group_by: "page" },
    true,
  ],
  ["/embeddings/search", "candidates of a vector", { embedding: vector, candidates: 200, diversity: null }, false],
  ["/embeddings/search", "candidates of what differs", { embedding: vector, candidates: 200, diversity: 0.5 }, true],
  ["/embeddings/search", "candidates of texts", { queries: ["a"], mode: "vector", candidates: 200 }, true],
  ["/embeddings/search", "a size of no groups", { text: "a", group_size: 2, group_by: null }, false],
  ["/embeddings/search", "more than is ordered again", { text: "a", rerank: true, top_k: 101 }, false],
  ["/embeddings/search", "more than could be ordered again", { text: "a", rerank: {}, top_k: 101 }, false],
  ["/embeddings/search", "all that is ordered again", { text: "a", rerank: true, top_k: 100 }, true],
  ["/embeddings/search", "more of what is not ordered again", { text: "a", rerank: false, top_k: 101 }, true],
  ["/embeddings/search", "too many results", { text: "a", top_k: 1_001 }, false],
  ["/embeddings/search", "a vector and how its text is cut", { embedding: vector, truncate: "end" }, false],
  ["/embeddings/search", "a vector and a text that is not cut", { embedding: vector, truncate: "none" }, true],
  ["/embeddings/search", "a text and how it is cut", { text: "a", truncate: "end" }, true],
  ["/embeddings/generate", "metadata of nothing", { text: "a", metadata: { page: 1 } }, false],
  ["/embeddings/generate", "no metadata of nothing", { text: "a", metadata: {} }, true],
  ["/embeddings/generate", "what is not stored", { text: "a", metadata: { page: 1 }, store_in_s3: false }, true],
  ["/embeddings/generate", "an id of nothing", { text: "a", embedding_id: "doc1" }, false],
  ["/embeddings/batch", "metadata of nothing", { items: [{ text: "a", metadata: { page: 1 } }] }, false],
  ["/embeddings/batch", "an id of nothing", { items: [{ text: "a", embedding_id: "doc1" }] }, false],
  ["/embeddings/generate", "no id to store under", { text: "a", store_in_s3: true }, false],
  ["/embeddings/generate", "a blank text", { text: " \n\u3000" }, false],
  ["/embeddings/generate", "50,000 characters of two units each", { text: "😀".repeat(50_000) }, true],
  ["/embeddings/generate", "750,001 characters", { text: "x".repeat(750_001) }, false],
  [
    "/embeddings/batch",
    "an item without an id to store it under",
    { items: [{ text: "a" }], store_in_s3: true },
    false,
  ],
  ["/embeddings/batch", "an item without an id", { items: [{ text: "a" }], store_in_s3: false }, true],
  ["/embeddings/batch", "no item", { items: [] }, false],
  ["/v1/embeddings", "a blank input", { model: "text-embedding-3-small", input: [" "] }, true],
  ["/v1/embeddings", "an empty input", { model: "text-embedding-3-small", input: ["a", ""] }, false],
  ["/v1/embeddings", "tokens", { model: "text-embedding-3-small", input: [9906, 1917] }, true],
  ["/v1/embeddings", "lists of tokens", { model: "text-embedding-3-small", input: [[9906], [1917]] }, true],
  ["/v1/embeddings", "a list of no tokens", { model: "text-embedding-3-small", input: [[9906], []] }, false],
  ...[100_256, 100_261, 100_275, 100_277].map((token) => withToken(token, false)),
  ...[100_255, 100_257, 100_260, 100_276].map((token) => withToken(token, true)),
  ["/v1/embeddings", "tokens and texts", { model: "text-embedding-3-small", input: [[9906], "a"] }, false],
  ["/v1/embeddings", "a field that there is not", { model: "text-embedding-3-small", input: "a", seed: 1 }, true],
  ["/v1/embeddings", "null for an option", { model: "text-embedding-3-small", input: "a", user: null }, true],
  ["/v1/embeddings", "null for the model", { model: null, input: "a" }, false],
  [
    "/embeddings/generate",
    "null for all options",
    { text: "a", store_in_s3: null, if_changed: null, metadata: null },
    true,
  ],
  ["/embeddings/generate", "null for the text", { text: null }, false],
  ["/embeddings/generate", "null in the metadata", { text: "a", metadata: { page: null }, store_in_s3: false }, false],
  ["/embeddings/generate", "null for the id to store by", { text: "a", embedding_id: null, store_in_s3: true }, false],
  [
    "/embeddings/generate",
    "an id, and null for whether to store",
    { text: "a", embedding_id: "b", store_in_s3: null },
    false,
  ],
  [
    "/embeddings/search",
    "null beside what to search for",
    { text: "a", embedding: null, filter: null, top_k: null },
    true,
  ],
  ["/embeddings/search", "null for what to search for", { text: null }, false],
  ["/embeddings/search", "an id and null for how it is cut", { embedding_id: "doc1", truncate: null }, true],
  ["/embeddings/batch", "null in an item", { items: [{ text: "a", embedding_id: null, metadata: null }] }, true],
  ["/embeddings/batch", "null for an item", { items: [null] }, false],
])("%s with %s is the same to both", (path, _, body, taken) => {
  const { takes, describes } = request(path);
  expect([takes(body), describes(body)]).toEqual([taken, taken]);
});

test.each(["/embeddings/search", "/embeddings/store"])(
  "the document refuses a vector of %s that no model has",
  (path) => {
    const { describes } = request(path);
    const body = (length: number) => ({
      embedding: Array<number>(length).fill(0.5),
      ...(path === "/embeddings/store" ? { embedding_id: "doc1", text: "a" } : {}),
    });
    expect(lengths.map((length) => describes(body(length)))).toEqual(lengths.map(() => true));
    expect([0, 1, 255, Math.max(...lengths) + 1].map((length) => describes(body(length)))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  },
);

test.each([3.4028235e38, 3.4028235677973362e38, 3.4028235677973366e38, 1e39, -1e39, 1e-60])(
  "the document takes %d in a vector to search for where an index holds it",
  (number) => {
    const embedding = [1, ...Array<number>(255).fill(number)];
    expect(request("/embeddings/search").describes({ embedding })).toBe(vectorProblem(embedding) === undefined);
  },
);

describe("a filter", () => {
  const scalar = fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom<unknown>("en", "", 0, 2020.5, true, false) },
    { weight: 1, arbitrary: fc.constantFrom<unknown>(null, {}, [[]]) },
  );
  const list = fc.array(scalar, { maxLength: 3 });
  // Most with an operand that they take.
  const operators = fc.oneof(
    fc.tuple(fc.constantFrom("$eq", "$ne"), scalar),
    fc.tuple(fc.constantFrom("$gt", "$gte", "$lt", "$lte"), fc.integer()),
    fc.tuple(fc.constantFrom("$in", "$nin"), list),
    fc.tuple(fc.constant("$exists"), fc.boolean()),
    fc.tuple(fc.constant("$startsWith"), fc.string({ unit: "grapheme-ascii" })),
    fc.tuple(
      fc.constantFrom("$gt", "$lte", "$in", "$exists", "$startsWith", "$like", "eq", "$and"),
      fc.oneof(scalar, list),
    ),
  );
  const key = fc.constantFrom("language", "year", "", "a$b", "_source", "title");
  const badKey = fc.constantFrom("text", "_model", "$not", "$eq", "$and", "$or");
  const { filter } = fc.letrec((tie) => ({
    condition: fc.oneof(scalar, fc.array(operators, { maxLength: 2 }).map(Object.fromEntries)),
    combination: fc.tuple(fc.constantFrom("$and", "$or"), fc.array(tie("filter"), { maxLength: 2 })),
    entry: fc.oneof(
      { maxDepth: 4 },
      { weight: 8, arbitrary: fc.tuple(key, tie("condition")) },
      { weight: 4, arbitrary: tie("combination") },
      {
        weight: 1,
        arbitrary: fc.tuple(
          fc.oneof(key, badKey),
          fc.oneof(tie("condition"), fc.array(tie("filter"), { maxLength: 1 })),
        ),
      },
    ),
    filter: fc.oneof(
      {
        weight: 19,
        arbitrary: fc
          .array(tie("entry") as fc.Arbitrary<[string, unknown]>, { minLength: 1, maxLength: 2 })
          .map(Object.fromEntries),
      },
      { weight: 1, arbitrary: fc.oneof(scalar, list) },
    ),
  }));
  const describes = component("Filter");

  test("is taken by the document where it is by the function", () => {
    const seen = { taken: 0, refused: 0 };
    fc.assert(
      fc.property(filter, (value) => {
        const taken = filterProblem(value) === undefined;
        seen[taken ? "taken" : "refused"]++;
        expect([value, describes(value)]).toEqual([value, taken]);
      }),
      { numRuns: 5_000 },
    );
    expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(200);
  });

  test.each<[unknown, boolean]>([
    [{ language: "en", $or: [{ year: { $gte: 2020, $lt: 2030 } }, { draft: { $exists: false } }] }, true],
    [{ language: { $startsWith: "en" } }, true],
    [{ language: { $in: ["en", "fr"] } }, true],
    [{ $and: [{ $or: [{ a: 1 }] }] }, true],
    [{}, false],
    [{ language: {} }, false],
    [{ language: ["en"] }, false],
    [{ language: [{ a: 1 }] }, false],
    [{ language: { $startsWith: 1 } }, false],
    [{ language: { $gt: "en" } }, false],
    [{ language: { $in: [] } }, false],
    [{ $and: [] }, false],
    [{ $and: { a: 1 } }, false],
    [{ $nor: [{ a: 1 }] }, false],
    [{ text: "a" }, false],
  ])("such as %j: %s", (value, taken) => {
    expect([filterProblem(value) === undefined, describes(value)]).toEqual([taken, taken]);
  });
});
