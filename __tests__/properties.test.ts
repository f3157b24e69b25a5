import fc from "fast-check";
import type { IndexFilter } from "../embedding/index/filter";
import { matchesFilter } from "../embedding/index/matches-filter";
import type { ListResponse } from "../functions/routes/list/response";
import type { SearchResponse } from "../functions/routes/search/response";
import { invalidRequests, validRequests } from "./helpers/api/invalid-requests";
import { s3Failure, vector } from "./helpers/handler/aws-answers";
import type { Fault } from "./helpers/handler/fault-proxy";
import { outcomesOf } from "./helpers/local/packed-api";
import { usePackedService } from "./helpers/local/packed-service";

const packed = usePackedService();

describe("random sequences of store, generate, delete, list and retrieve", () => {
  /** What the bucket holds, by id. */
  type Model = Map<string, { readonly text: string; readonly embedding: unknown; readonly metadata: object }>;

  // Some are the beginning of others, so that prefixes and order matter.
  const id = fc.constantFrom<string[]>("a", "A", "ab", "a.b", "a-b", "b");
  const write = {
    id,
    text: fc.string({ minLength: 1, unit: "grapheme" }).filter((text) => text.trim() !== ""),
    metadata: fc.dictionary(
      fc.stringMatching(/^[a-z]\w*$/).filter((key) => key !== "text"),
      fc.oneof(
        fc.string(),
        fc.boolean(),
        fc.integer(),
        fc.array(fc.string(), { minLength: 1, maxLength: 3 }),
        fc.array(fc.integer(), { minLength: 1, maxLength: 3 }),
      ),
    ),
    createOnly: fc.boolean(),
    /** Whether S3's first answer is lost. */
    lost: fc.boolean(),
  };
  const command = fc.oneof(
    fc.record({ kind: fc.constant("generate" as const), ...write }),
    fc.record({ kind: fc.constant("store" as const), ...write }),
    fc.record({ kind: fc.constant("delete" as const), id }),
    fc.record({ kind: fc.constant("retrieve" as const), id }),
    fc.record({
      kind: fc.constant("list" as const),
      limit: fc.integer({ min: 1, max: 4 }),
      prefix: fc.constantFrom("", "a", "a.", "ab", "b", "c"),
    }),
  );
  type Command = typeof command extends fc.Arbitrary<infer Value> ? Value : never;
  type Write = Extract<Command, { kind: "generate" | "store" }>;

  /** Sends a command, expects the answer that the model has for it, and does to the model the same. */
  async function run(command: Command, model: Model): Promise<void> {
    switch (command.kind) {
      case "generate":
      case "store":
        return runWrite(command, model);
      case "delete": {
        const { status } = await packed.api.send("DELETE", `/embeddings/${command.id}`);
        expect(status).toBe(model.delete(command.id) ? 200 : 404);
        return;
      }
      case "retrieve": {
        const { status, body } = await packed.api.get(`/embeddings/${command.id}`);
        const stored = model.get(command.id);
        expect(status).toBe(stored ? 200 : 404);
        if (stored) expect(body).toMatchObject({ id: command.id, ...stored });
        return;
      }
      case "list":
        expect(await list(command)).toEqual(inOrder(model, command.prefix));
    }
  }

  async function runWrite(command: Write, model: Model): Promise<void> {
    const { id, text, metadata, createOnly } = command;
    const refused = createOnly && model.has(id);
    // Not that of a refusal, for a client that has met many faults does not repeat the request and cannot know of it.
    const lost = command.lost && !refused;
    packed.service.s3.fault = ({ method }, number) => (lost && method === "PUT" && number === 1 ? "lose" : "none");
    const headers: Record<string, string> = createOnly ? { "if-none-match": "*" } : {};
    const given = command.kind === "store" ? vector(1024) : undefined;
    const { status, body } = given
      ? await packed.api.post("/embeddings/store", { embedding_id: id, text, metadata, embedding: given }, headers)
      : await packed.api.post("/embeddings/generate", { embedding_id: id, text, metadata, store_in_s3: true }, headers);
    packed.service.s3.clear();
    expect(status).toBe(refused ? 412 : 200);
    if (!refused) model.set(id, { text, metadata, embedding: given ?? body["embedding"] });
  }

  /** The ids of all pages. */
  async function list({ limit, prefix }: { limit: number; prefix: string }): Promise<string[]> {
    const ids: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const query = new URLSearchParams({ limit: String(limit), prefix, ...(cursor ? { cursor } : {}) });
      const { status, body } = await packed.api.get(`/embeddings?${query}`);
      expect(status).toBe(200);
      const { embeddings, next_cursor } = body as ListResponse;
      expect(embeddings.length).toBeLessThanOrEqual(limit);
      ids.push(...embeddings.map((embedding) => embedding.id));
      cursor = next_cursor;
    }
    return ids;
  }

  /** The ids that start so, in the order of their keys. */
  function inOrder(model: Model, prefix: string): string[] {
    const ids = [...model.keys()].filter((id) => id.startsWith(prefix));
    return ids.toSorted((a, b) => (`${a}.json` < `${b}.json` ? -1 : 1));
  }

  test("are answered as a model of the bucket has it, whose listing the bucket and the index have in the end", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 40, size: "max" }), async (commands) => {
        await packed.service.clear();
        const model: Model = new Map();
        for (const command of commands) await run(command, model);
        for (const id of inOrder(model, "")) await run({ kind: "retrieve", id }, model);
        expect(await packed.service.objects.keys()).toEqual(inOrder(model, "").map((id) => `embeddings/${id}.json`));
        const indexed = await packed.service.index.all();
        expect(new Set(indexed.keys())).toEqual(new Set(model.keys()));
        for (const [id, { text, embedding, metadata }] of model) {
          expect(indexed.get(id)).toMatchObject({
            embedding: (embedding as number[]).map(Math.fround),
            metadata: { ...metadata, text },
          });
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe("random searches in what expires", () => {
  const ids = ["a", "b", "c", "d", "e", "f"];
  /** When what is stored under each id expires, and a fact by which it is filtered. */
  const stored = fc.tuple(
    ...ids.map((id) =>
      fc.record({
        id: fc.constant(id),
        expiry: fc.constantFrom("never", "later", "past", "past by its object alone"),
        page: fc.integer({ min: 0, max: 2 }),
      }),
    ),
  );
  const filter = fc.option(
    fc.constantFrom<object[]>({ page: 1 }, { page: { $gte: 1 } }, { $or: [{ page: 0 }, { page: { $in: [2] } }] }),
    { nil: undefined },
  );
  const request = fc.record({
    filter,
    query: fc.constantFrom<object[]>(
      { embedding: vector(1024) },
      { text: "the words", mode: "vector" },
      { text: "the words", mode: "hybrid" },
      { queries: ["the words", "others"] },
      { text: "the words", rerank: true },
    ),
    more: fc.constantFrom<object[]>({}, { group_by: "page", group_size: 6 }, { diversity: 0.5 }),
    include: fc.subarray(["text", "metadata", "expires_at", "embedding"]),
    top_k: fc.integer({ min: 1, max: 7 }),
  });

  const isTaken = (page: number, filter: object | undefined) =>
    filter === undefined || matchesFilter({ page }, filter as IndexFilter);

  test("never find what has expired, and all of the rest that the filter takes", async () => {
    await fc.assert(
      fc.asyncProperty(stored, fc.array(request, { minLength: 1, maxLength: 6 }), async (documents, requests) => {
        await packed.service.clear();
        for (const { id, expiry, page } of documents) {
          const expires_at = expiry === "never" ? {} : { expires_at: "2999-01-01T00:00:00Z" };
          const embedding = vector(1024);
          const text = "the words of it";
          await packed.api.post("/embeddings/store", {
            embedding_id: id,
            text,
            embedding,
            metadata: { page },
            ...expires_at,
          });
          if (expiry === "past") await packed.service.expire(id);
          if (expiry === "past by its object alone") await packed.service.expire(id, ["object"]);
        }
        for (const { query, filter, more, include, top_k } of requests) {
          const found: string[] = [];
          for (let cursor: string | null | undefined; cursor !== null; ) {
            const body = {
              ...query,
              ...more,
              include,
              top_k,
              ...(filter ? { filter } : {}),
              ...(cursor ? { cursor } : {}),
            };
            const answer = await packed.api.post("/embeddings/search", body);
            expect(answer.status).toBe(200);
            const { results, next_cursor } = answer.body as unknown as SearchResponse;
            found.push(...results.map(({ id }) => id));
            cursor = next_cursor;
          }
          const isRead = include.includes("embedding");
          const expected = documents.filter(
            ({ expiry, page }) =>
              expiry !== "past" && (expiry !== "past by its object alone" || !isRead) && isTaken(page, filter),
          );
          expect(found.toSorted()).toEqual(expected.map(({ id }) => id));
        }
      }),
      { numRuns: 15 },
    );
  });
});

describe("random faults of S3", () => {
  const faults = fc.constantFrom<Fault[]>(
    "none",
    "lose",
    "reset",
    s3Failure(500, "InternalError"),
    s3Failure(409, "ConditionalRequestConflict"),
  );
  const stored = async () => String(await packed.service.objects.read("doc1"));

  test("success is answered only where the whole document is stored, and there is never a part of one", async () => {
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.boolean(), fc.array(faults), async (exists, createOnly, sequence) => {
        await packed.service.clear();
        if (exists) await packed.service.objects.write("doc1", "what was there before");
        const before = await stored();
        packed.service.s3.fault = (_, number) => sequence[number - 1] ?? "none";
        const request = { embedding_id: "doc1", text: "a text", embedding: vector(1024) };
        const headers: Record<string, string> = createOnly ? { "if-none-match": "*" } : {};
        const { status } = await packed.api.post("/embeddings/store", request, headers);
        const after = await stored();
        if (status === 200) expect([createOnly && exists, after]).toEqual([false, expect.stringMatching(/^\{.*\}$/)]);
        else if (status === 412) expect([createOnly, exists, after]).toEqual([true, true, before]);
        else expect(status).toBe(503);
        if (after !== before) expect(JSON.parse(after)).toMatchObject({ id: "doc1", embedding: vector(1024) });
      }),
      { numRuns: 60 },
    );
  });
});

describe("random bodies and ids", () => {
  test.each(validRequests)("are spoiled from %s %s, which succeeds", async (method, path, body) => {
    if (method === "PATCH") {
      await packed.api.post("/embeddings/store", { embedding_id: "doc1", text: "a text", embedding: vector(1024) });
    }
    const { status } = await packed.api.send(method, path, { "content-type": "application/json" }, body);
    expect(status).toBe(200);
  });

  test("never give a 5xx and never reach Bedrock, S3 or S3 Vectors", async () => {
    await fc.assert(
      fc.asyncProperty(invalidRequests, async ({ method, path, headers, body }) => {
        const answer = await packed.api.send(method, path, headers, body);
        // Of a batch, each item is refused.
        for (const { status } of outcomesOf(answer)) {
          expect(status).toBeGreaterThanOrEqual(400);
          expect(status).toBeLessThan(500);
        }
        const { bedrock, s3, vectors } = packed.service;
        expect([bedrock, s3, vectors].flatMap(({ requests }) => requests)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
