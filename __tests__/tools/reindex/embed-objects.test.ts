import type { EmbeddingModel } from "../../../embedding/models/model";
import { titanModels } from "../../../embedding/models/titan";
import { CommandError } from "../../../tools/command/command-error";
import { AwsCalls } from "../../../tools/reindex/aws/aws-calls";
import { embedObjects, requireEmbedded } from "../../../tools/reindex/embed-objects";
import { ObjectProblem, type StoredObject } from "../../../tools/reindex/stored-object";

/** A model that takes three texts a call, and answers a number for each: the length of the text. */
const adapter: EmbeddingModel = {
  ...titanModels["amazon.titan-embed-text-v2:0"],
  textsPerCall: 3,
  request: (texts, options) => ({ texts, ...options }),
  response: (body) => JSON.parse(body),
};

const object = (id: string, { text = id, normalized }: { text?: string; normalized?: boolean } = {}): StoredObject => ({
  document: {
    id,
    text,
    embedding: undefined,
    model: undefined,
    input_token_count: undefined,
    truncated: undefined,
    content_hash: undefined,
    normalized,
    metadata: undefined,
    expires_at: undefined,
  },
  json: "{}",
  isTrusted: false,
  etag: `"${id}"`,
  lastModified: undefined,
  objectMetadata: undefined,
});

const failure = (status: number, name: string) =>
  Object.assign(new Error("said"), { name, $metadata: { httpStatusCode: status } });

interface Body {
  readonly texts: readonly string[];
  readonly normalize: boolean;
  readonly purpose: string;
}

/** Embeds objects by a model that fails as the test says. */
async function embed(objects: readonly StoredObject[], failureFor: (body: Body, number: number) => Error | undefined) {
  const bodies: Body[] = [];
  const modelCalls = new AwsCalls(
    { description: "the model m", option: "--model", actions: "bedrock:InvokeModel" },
    { concurrency: 4, retries: 1, signal: new AbortController().signal },
  );
  const invoke = async (body: object) => {
    bodies.push(body as Body);
    const { texts } = body as Body;
    const error = failureFor(body as Body, bodies.length);
    if (error) throw error;
    const vectors = texts.map(({ length }) => [length]);
    return { body: Buffer.from(JSON.stringify({ vectors, inputTokens: texts.length * 10 })), headers: {} };
  };
  const embedded = await embedObjects(objects, {
    index: { arn: "arn", model: "m", dimension: 1, send: () => Promise.reject(new Error("not called")) },
    model: { id: "m", invokedId: "m", adapter, invoke },
    modelCalls,
    truncate: "none",
  });
  return { ...embedded, bodies, modelCalls, texts: bodies.map(({ texts }) => texts.join()) };
}

const [a, b, c] = [object("a"), object("bb"), object("ccc")];

test("embeds several texts in one call, as documents", async () => {
  const { outcomes, inputTokens, bodies } = await embed([a, b, c], () => undefined);
  expect(bodies).toMatchObject([{ texts: ["a", "bb", "ccc"], normalize: true, purpose: "document" }]);
  expect([a, b, c].map((stored) => outcomes.get(stored)?.value?.vector)).toEqual([[1], [2], [3]]);
  expect(inputTokens).toBe(30);
});

test("asks apart for those that are to be of unit length and those that are not", async () => {
  const other = object("dddd", { normalized: false });
  const { outcomes, bodies } = await embed([a, other, c], () => undefined);
  expect(bodies.map(({ texts, normalize }) => [texts.join(), normalize])).toEqual([
    ["a,ccc", true],
    ["dddd", false],
  ]);
  expect(outcomes.get(other)?.value?.vector).toEqual([4]);
});

test("costs a text that the model refuses that text only", async () => {
  const { outcomes, texts, inputTokens, modelCalls } = await embed([a, b, c], ({ texts }) =>
    texts.includes("bb") ? failure(400, "ValidationException") : undefined,
  );
  expect(texts).toEqual(["a,bb,ccc", "a,bb", "a", "bb", "ccc"]);
  expect([a, c].map((stored) => outcomes.get(stored)?.value?.vector)).toEqual([[1], [3]]);
  expect(inputTokens).toBe(20);
  expect(() => requireEmbedded(b, outcomes.get(b), modelCalls)).toThrow(
    new ObjectProblem("has a text that the model refuses: 400 ValidationException: said"),
  );
});

test("asks again for what passes, and for no other", async () => {
  let isAway = true;
  const { outcomes, texts } = await embed([a, b, c], ({ texts }) => {
    if (texts.length > 1 || texts[0] === "a") return failure(400, "ValidationException");
    if (texts[0] !== "bb" || !isAway) return undefined;
    isAway = false;
    return failure(503, "ServiceUnavailableException");
  });
  expect(texts).toEqual(["a,bb,ccc", "a,bb", "a", "bb", "ccc", "bb"]);
  expect([a, b, c].map((stored) => outcomes.get(stored)?.value?.vector)).toEqual([undefined, [2], [3]]);
});

test("tells of each what the model failed with", async () => {
  const away = await embed([a, b], () => failure(503, "ServiceUnavailableException"));
  expect(away.texts).toEqual(["a,bb", "a,bb"]);
  for (const stored of [a, b]) {
    expect(() => requireEmbedded(stored, away.outcomes.get(stored), away.modelCalls)).toThrow(
      "503 ServiceUnavailableException: said",
    );
  }
  const denied = await embed([a, b], () => failure(403, "AccessDeniedException"));
  expect(denied.texts).toEqual(["a,bb"]);
  expect(() => requireEmbedded(a, denied.outcomes.get(a), denied.modelCalls)).toThrow(CommandError);
});
