import { embeddingModels } from "../../../embedding/models";
import { parseFields } from "../../../embedding/stored-document";
import type { Model, ModelAnswer } from "../../../functions/aws/bedrock";
import { type EmbedAllArgs, embedAll } from "../../../functions/aws/embed-all";
import { withRequestContext } from "../../../functions/http/request-context";

const args = { dimension: 256, purpose: "document", normalize: true, truncate: "none", concurrency: 2 } as const;
const adapter = embeddingModels["cohere.embed-v4:0"];
const texts = (count: number) => Array.from({ length: count }, (_, index) => `text ${index}`);
const vector = [1, ...Array<number>(255).fill(0)];

const refusal = Object.assign(new Error("Input is too long for requested model."), {
  name: "ValidationException",
  $metadata: { httpStatusCode: 400 },
});

/**
 * What becomes of texts, and in which calls, each of which is answered by `answer` with its vectors or an error. There is
 * time for so many calls.
 */
async function embed(
  some: readonly string[],
  answer: (texts: readonly string[]) => Promise<unknown>,
  { mostCalls = Number.POSITIVE_INFINITY, ...change }: Partial<EmbedAllArgs> & { readonly mostCalls?: number } = {},
) {
  const calls: (readonly string[])[] = [];
  const invoke = async (body: object): Promise<ModelAnswer> => {
    const { texts } = body as { readonly texts: readonly string[] };
    calls.push(texts);
    return { body: Buffer.from(JSON.stringify(await answer(texts))), headers: {} };
  };
  const model: Model = { id: "cohere.embed-v4:0", invokedId: "cohere.embed-v4:0", adapter, invoke };
  const outcomes = await withRequestContext("request-1", 29_000, (context) => {
    const remainingTimeMs = () => (calls.length < mostCalls ? context.remainingTimeMs() : 0);
    return embedAll(some, { ...args, ...change }, model, { ...context, remainingTimeMs });
  });
  return { calls, codes: outcomes.map(({ error }) => error?.code), outcomes };
}

const embeddings = (some: readonly string[]) => ({ embeddings: { float: some.map(() => vector) } });

test("finds one refused text among 96 with two calls for each halving, and embeds the others", async () => {
  const some = texts(96).with(50, "long");
  const { calls, codes } = await embed(some, async (asked) => {
    if (asked.includes("long")) throw refusal;
    return embeddings(asked);
  });
  expect(codes).toEqual(some.map((text) => (text === "long" ? "text_too_long" : undefined)));
  expect(calls.length).toBeLessThanOrEqual(1 + 2 * Math.ceil(Math.log2(96)));
});

test("searches a call for what it was refused for only while there is time, and says what was not started", async () => {
  const { calls, codes } = await embed(
    texts(96),
    async () => {
      throw refusal;
    },
    { mostCalls: 10 },
  );
  expect(new Set(codes)).toEqual(new Set(["text_too_long", "not_started"]));
  expect(calls).toHaveLength(10);
  expect(codes.indexOf("not_started")).toBe(codes.lastIndexOf("text_too_long") + 1);
});

test("searches no further than the first failure where nothing counts after it", async () => {
  const { calls, codes } = await embed(texts(960), async () => ({ embeddings: "none" }), { stopsAtError: true });
  expect(new Set(codes)).toEqual(new Set(["model_output_invalid", "not_started"]));
  // Of each of the two calls under way, the first half again and again.
  expect(calls.length).toBeLessThanOrEqual(2 * (1 + Math.ceil(Math.log2(96))));
});

test.each([
  [
    "The provided model identifier is invalid.",
    "deploy the service where it does, or set bedrockModelId to us.cohere.embed-v4:0",
  ],
  [
    "Invocation of model ID cohere.embed-v4:0 with on-demand throughput isn’t supported. Retry your request with the ID " +
      "or ARN of an inference profile that contains this model.",
    "us.cohere.embed-v4:0 or eu.cohere.embed-v4:0 or global.cohere.embed-v4:0",
  ],
])("asks once where the refusal is of the model: %s", async (message, fix) => {
  const { calls, outcomes } = await embed(texts(96), async () => {
    throw Object.assign(new Error(message), { name: "ValidationException", $metadata: { httpStatusCode: 400 } });
  });
  expect(calls).toHaveLength(1);
  for (const { error } of outcomes) {
    expect(error?.code).toBe("model_access_denied");
    expect(error?.detail).toContain(fix);
    expect(error?.detail).not.toContain(message);
  }
});

test.each([
  ["a text that begins with more white space than the model takes", `${" ".repeat(3_000)}end`],
  ["one character that is longer than all", `\u{10000}${"\u{e0061}".repeat(3_000)}`],
])("never embeds a blank or half a character of %s", async (_, text) => {
  const sent: unknown[] = [];
  const invoke = async (body: object): Promise<ModelAnswer> => {
    sent.push(parseFields(JSON.stringify(body))?.["texts"]);
    // It takes so few characters that, at last, nothing can be left.
    throw refusal;
  };
  const model: Model = {
    id: "cohere.embed-english-v3",
    invokedId: "cohere.embed-english-v3",
    adapter: embeddingModels["cohere.embed-english-v3"],
    invoke,
  };
  const [outcome] = await withRequestContext("request-1", 29_000, (context) =>
    embedAll([text], { ...args, truncate: "end" }, model, context),
  );
  expect(outcome?.error?.code).toBe("text_too_long");
  const cuts = sent.slice(1).flat() as string[];
  expect(cuts.filter((cut) => cut.trim() === "" || !text.startsWith(cut))).toEqual([]);
  expect(sent.length).toBeLessThan(40);
});

test("takes what a model cut unasked for no embedding of the text, and asks for a cut where it may be", async () => {
  const nova = embeddingModels["amazon.nova-2-multimodal-embeddings-v1:0"];
  const modes: unknown[] = [];
  const invoke = async (body: object): Promise<ModelAnswer> => {
    const { singleEmbeddingParams } = body as { singleEmbeddingParams: { text: { truncationMode: unknown } } };
    modes.push(singleEmbeddingParams.text.truncationMode);
    const embeddings = [{ embeddingType: "TEXT", embedding: vector, truncatedCharLength: 4 }];
    return {
      body: Buffer.from(JSON.stringify({ embeddings })),
      headers: { "x-amzn-bedrock-input-token-count": "3" },
    };
  };
  const id = "amazon.nova-2-multimodal-embeddings-v1:0";
  const model: Model = { id, invokedId: id, adapter: nova, invoke };
  const embedded = (truncate: EmbedAllArgs["truncate"]) =>
    withRequestContext("request-1", 29_000, (context) => embedAll(["texts"], { ...args, truncate }, model, context));
  expect(await embedded("none")).toMatchObject([{ error: { code: "text_too_long" } }]);
  expect(await embedded("end")).toMatchObject([{ value: { truncated: true, inputTokens: 3 } }]);
  expect(modes).toEqual(["NONE", "NONE", "END"]);
});
