import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { type EmbeddingModelId, embeddingModels } from "../../../embedding/models";
import type { EmbeddingModel } from "../../../embedding/models/model";
import { cosine } from "../../../embedding/similarity";
import { lengthOf } from "../../../embedding/unit-length";
import { toJson } from "../../../embedding/vector-json";
import { attemptTimeoutsMs, clientSettings } from "../../../functions/aws/aws-client";
import { invokerOf, type Model } from "../../../functions/aws/bedrock";
import { type EmbedAllArgs, embedAll } from "../../../functions/aws/embed-all";
import { embedText } from "../../../functions/aws/embed-texts";
import { type RequestContext, withRequestContext } from "../../../functions/http/request-context";
import { localBedrock } from "../../../local/bedrock/bedrock";
import { failure } from "../../helpers/handler/aws-answers";
import { type Fault, FaultProxy } from "../../helpers/handler/fault-proxy";
import { useShortestBackoff } from "../../helpers/handler/shortest-backoff";

/** Every model must pass this: over HTTP, by the AWS SDK, against the local Bedrock, which has limits of its own. */
const models = Object.entries<EmbeddingModel>(embeddingModels) as [EmbeddingModelId, EmbeddingModel][];

const bedrock = localBedrock();
const unsubscribed = localBedrock({ unsubscribed: models.map(([id]) => id) });
let proxy: FaultProxy;
let url: string;
let unsubscribedUrl: string;

useShortestBackoff();
beforeAll(async () => {
  proxy = new FaultProxy(await bedrock.listen({ host: "127.0.0.1", port: 0 }));
  url = await proxy.listen();
  unsubscribedUrl = await unsubscribed.listen({ host: "127.0.0.1", port: 0 });
});
beforeEach(() => proxy.clear());
afterAll(() => Promise.all([proxy.close(), bedrock.close(), unsubscribed.close()]));

function modelOf(id: EmbeddingModelId, endpoint = url): Model {
  const client = new BedrockRuntimeClient({
    ...clientSettings(attemptTimeoutsMs.model),
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  return { id, invokedId: id, adapter: embeddingModels[id], invoke: invokerOf(client, id) };
}

const within = <Value>(call: (context: RequestContext) => Promise<Value>, timeMs = 60_000) =>
  withRequestContext("request-1", timeMs, call);

/** What models that tell documents from queries call the two, by the start of their ids. */
const purposeWords = [
  ["cohere.", "search_document", "search_query"],
  ["amazon.nova", "GENERIC_INDEX", "TEXT_RETRIEVAL"],
] as const;

const words = ["overdue invoice", "wolves in winter", "lemon cake", "train timetable", "tax return", "garden shed"];
/** So many texts, of which no two are alike. */
const texts = (count: number) => Array.from({ length: count }, (_, index) => `${words[index % 6]} number ${index}`);

describe.each(models)("%s", (id, adapter) => {
  const [dimension] = adapter.dimensions;
  const args = { dimension, purpose: "document", normalize: true, truncate: "none", concurrency: 4 } as const;
  const one = (text: string, change: Partial<EmbedAllArgs> = {}) =>
    within((context) => embedText(text, { ...args, ...change }, modelOf(id), context));
  const all = (some: readonly string[], change: Partial<EmbedAllArgs> = {}) =>
    within((context) => embedAll(some, { ...args, ...change }, modelOf(id), context));
  /** More tokens than the model takes, with one for each character, and fewer characters than it takes. */
  const tooManyTokens = "漢".repeat(adapter.maxTokens + 1);
  const codes = (outcomes: Awaited<ReturnType<typeof all>>) => outcomes.map(({ error }) => error?.code);

  test.each(adapter.dimensions)("embeds to %i numbers of unit length", async (length) => {
    const { vector, truncated } = await one("Hello world", { dimension: length });
    expect([vector.length, truncated]).toEqual([length, false]);
    expect(lengthOf(vector)).toBeCloseTo(1, 5);
  });

  test("keeps the digits of a vector that it does not change", async () => {
    const { vector } = await one("Hello world", { normalize: false });
    const bodyOf = (normalize: boolean) => adapter.request(["Hello world"], { ...args, normalize, truncate: false });
    const [asIs, normalized] = [bodyOf(false), bodyOf(true)];
    // Such as Nova, of which no other length can be asked for.
    const isAlwaysUnit = adapter.normalizes && JSON.stringify(asIs) === JSON.stringify(normalized);
    expect(Math.abs(lengthOf(vector) - 1) < 1e-5).toBe(isAlwaysUnit);
    if (/^(amazon|cohere)\./.test(id)) expect(isAlwaysUnit).toBe(id.startsWith("amazon.nova"));
    const answered = await within((context) => modelOf(id).invoke(asIs, context));
    const written = toJson({ vector }).slice('{"vector":'.length, -1);
    expect(Buffer.from(answered.body).toString()).toContain(written);
    expect(JSON.parse(written)).toEqual([...vector]);
    // To find the digits of one vector anew takes longer than all else that a function does beside its calls.
    // An adapter's `response` keeps them, by withDigits, or by writtenAs where the field has another name.
    expect(vector.json).toBe(adapter.textsPerCall === 1 ? written : undefined);
  });

  test("answers the texts' vectors in their order, with as many in a call as it takes", async () => {
    const some = texts(adapter.textsPerCall + 3);
    const outcomes = await all(some);
    expect(proxy.requests).toHaveLength(Math.ceil(some.length / adapter.textsPerCall));
    expect(codes(outcomes)).toEqual(some.map(() => undefined));
    const alone = await one(some.at(-1) ?? "");
    const likeness = outcomes.map(({ value }) => cosine(value?.vector ?? [], alone.vector));
    expect(likeness.indexOf(Math.max(...likeness))).toBe(some.length - 1);
    expect(likeness.at(-1)).toBeCloseTo(1, 5);
  });

  test("counts the tokens of a text, and those of all together", async () => {
    const { inputTokens = 0 } = await one("Hello world");
    expect(inputTokens).toBeGreaterThan(0);
    const { outcomes, counted } = await within(async (context) => ({
      outcomes: await embedAll(["Hello world", "Hello world"], args, modelOf(id), context),
      counted: context.modelCalls.inputTokens,
    }));
    expect(counted).toBe(2 * inputTokens);
    // What a call has of all its texts together says nothing of each.
    const each = adapter.textsPerCall === 1 ? inputTokens : undefined;
    expect(outcomes.map(({ value }) => value?.inputTokens)).toEqual([each, each]);
  });

  test("says what a text is for, where the model tells documents from queries", async () => {
    const document = await one("Hello world");
    const query = await one("Hello world", { purpose: "query" });
    const [asDocument, asQuery] = proxy.requests.map(({ body }) => String(body));
    expect(cosine(document.vector, query.vector) < 0.99).toBe(asDocument !== asQuery);
    const [, ...ownWords] = purposeWords.find(([start]) => id.startsWith(start)) ?? [];
    expect(asDocument !== asQuery).toBe(ownWords.length > 0);
    if (ownWords.length === 0) return;
    // In each model's own words, of which none is the other's.
    expect([asDocument, asQuery]).toEqual(ownWords.map((word) => expect.stringContaining(`"${word}"`)));
  });

  test("refuses one text with too many tokens, and embeds the others", async () => {
    await expect(one(tooManyTokens)).rejects.toMatchObject({ code: "text_too_long" });
    const some = texts(Math.min(adapter.textsPerCall, 20)).with(2 % Math.min(adapter.textsPerCall, 20), tooManyTokens);
    expect(codes(await all([...some, "Hello"]))).toEqual([
      ...some.map((text) => (text === tooManyTokens ? "text_too_long" : undefined)),
      undefined,
    ]);
  });

  test("embeds the start of a text with too many tokens, where its end may be left out", async () => {
    const [short, long] = await all(["Hello", tooManyTokens], { truncate: "end" });
    expect([short?.value?.truncated, long?.value?.truncated]).toEqual([false, true]);
    proxy.clear();
    // Of which no other part than the start is like the start.
    const text = "雪".repeat(adapter.maxTokens / 4) + "漢".repeat(adapter.maxTokens);
    const { inputTokens = 0, vector } = await one(text, { truncate: "end" });
    const [uncut, cut] = proxy.requests.map(({ body }) => String(body));
    expect(inputTokens).toBeLessThanOrEqual(adapter.maxTokens);
    // One call that is refused, and one that is not.
    expect(proxy.requests).toHaveLength(2);
    expect(uncut).toContain(text);
    expect(uncut?.replace(text, "")).toBe(JSON.stringify(adapter.request([""], { ...args, truncate: false })));
    expect(cut).not.toBe(uncut);
    // As much as fits, where the model cuts or says how long the text is; else what is sure to fit.
    const share = adapter.truncates ? 0.999 : adapter.fittingShare ? 0.9 : 0.5;
    expect(inputTokens).toBeGreaterThan(adapter.maxTokens * share);
    expect(cosine(vector, (await one(text.slice(0, inputTokens))).vector)).toBeCloseTo(1, 5);
  });

  const { maxCharacters } = adapter;
  const family = "👨‍👩‍👧‍👦";
  if (maxCharacters !== undefined) {
    test("cuts a text with too many characters between two of them as people see them", async () => {
      const long = family.repeat(Math.ceil(maxCharacters / [...family].length) + 1);
      await expect(one(long)).rejects.toMatchObject({ code: "text_too_long" });
      expect(await one(long, { truncate: "end" })).toMatchObject({ truncated: true });
      const sent = JSON.stringify(JSON.parse(String(proxy.requests.at(-1)?.body)));
      const [embedded = ""] = /[👨👩👧👦\u200d]+/u.exec(sent) ?? [];
      expect(embedded.length).toBeGreaterThan(0);
      expect(embedded.length % family.length).toBe(0);
    });
  }

  test.each<[string, Fault, string, number]>([
    ["ThrottlingException", failure(429, "ThrottlingException"), "model_unavailable", 3],
    ["ServiceUnavailableException", failure(503, "ServiceUnavailableException"), "model_unavailable", 3],
    ["InternalServerException", failure(500, "InternalServerException"), "model_unavailable", 3],
    ["a closed connection", "reset", "model_unavailable", 3],
    ["AccessDeniedException", failure(403, "AccessDeniedException"), "model_access_denied", 1],
    ["ModelErrorException", failure(424, "ModelErrorException"), "model_failed", 2],
    ["ModelTimeoutException", failure(408, "ModelTimeoutException"), "model_timeout", 2],
    ["ValidationException", failure(400, "ValidationException"), "internal_error", 1],
  ])("has a code for %s, and succeeds where that passes", async (_, fault, code, attempts) => {
    proxy.fault = () => fault;
    await expect(one("Hello")).rejects.toMatchObject({ code });
    expect(proxy.requests).toHaveLength(attempts);
    proxy.clear();
    proxy.fault = (_request, number) => (number === 1 ? fault : "none");
    const again = await all(["Hello"]);
    expect(codes(again)).toEqual([attempts > 1 ? undefined : code]);
  });

  test("has a timeout where it does not answer in time", async () => {
    proxy.fault = () => "hang";
    const outcomes = await within(
      (context) => embedAll(["Hello"], { ...args, startTimeMs: 0 }, modelOf(id), context),
      1_200,
    );
    expect(codes(outcomes)).toEqual(["model_timeout"]);
  });

  test("goes on with all texts where it is throttled for a while", async () => {
    proxy.fault = (_request, number) => (number <= 6 ? failure(429, "ThrottlingException") : "none");
    expect(codes(await all(texts(adapter.textsPerCall + 1)))).toEqual(
      texts(adapter.textsPerCall + 1).map(() => undefined),
    );
  });

  /** The answer with something else for its vectors' numbers. */
  const numbers = (alter: (list: string) => string) => (body: string) =>
    body.replace(/\[-?\d[^[\]]*\]/g, (list) => alter(list));
  test.each<[string, (body: string) => string]>([
    ["half of an answer", (body) => body.slice(0, body.length / 2)],
    ["a page of HTML", () => "<html>upstream secret</html>"],
    ["nothing", () => ""],
    ["an empty object", () => "{}"],
    ["null", () => "null"],
    ["a vector too short", numbers((list) => list.replace(/,[^,]*\]$/, "]"))],
    ["a vector too long", numbers((list) => list.replace("[", "[0.5,"))],
    ["no vector", numbers(() => "[]")],
    ["null for a number", numbers((list) => list.replace(/^\[[^,]*/, "[null"))],
    ["a text for a number", numbers((list) => list.replace(/^\[[^,]*/, '["0.5"'))],
    ["NaN for a number", numbers((list) => list.replace(/^\[[^,]*/, "[NaN"))],
    ["a number beyond the finite", numbers((list) => list.replace(/^\[[^,]*/, "[1e999"))],
    ["null for a vector", numbers(() => "null")],
  ])("takes %s for no embedding, and no other text suffers from it", async (_, alter) => {
    const isBad = ({ body }: { readonly body: Buffer }) => String(body).includes("a bad text");
    proxy.fault = (request) => (isBad(request) ? { alter: (body) => Buffer.from(alter(String(body))) } : "none");
    await expect(one("a bad text")).rejects.toMatchObject({ code: "model_output_invalid" });
    expect(codes(await all(["one", "two", "a bad text", "four"]))).toEqual([
      undefined,
      undefined,
      "model_output_invalid",
      undefined,
    ]);
  });

  if (adapter.textsPerCall > 1) {
    test.each([
      ["fewer", (body: string) => body.replace(/\[-?\d[^[\]]*\],/, "")],
      ["more", (body: string) => body.replace(/(\[-?\d[^[\]]*\])/, "$1,$1")],
    ])("takes %s vectors than texts for no embeddings", async (_, alter) => {
      proxy.fault = (_request, number) =>
        number === 1 ? { alter: (body) => Buffer.from(alter(String(body))) } : "none";
      // Which vector is whose is not known: they are asked for again.
      const outcomes = await all(texts(4));
      expect(codes(outcomes)).toEqual([undefined, undefined, undefined, undefined]);
      expect(proxy.requests).toHaveLength(3);
    });
  }

  test("says, of a model that needs one, that there is no subscription in AWS Marketplace", async () => {
    const embedding = within((context) => embedText("Hello", args, modelOf(id, unsubscribedUrl), context));
    await expect(embedding).rejects.toMatchObject({
      code: "model_access_denied",
      detail: expect.stringContaining("AWS Marketplace"),
    });
  });
});
