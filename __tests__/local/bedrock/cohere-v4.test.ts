import { cosine } from "../../../embedding/similarity";
import { refusal, useLocalBedrock } from "../../helpers/local/local-bedrock";

const model = "cohere.embed-v4:0";
const bedrock = useLocalBedrock();

const embed = async (texts: string[], options: object = {}): Promise<number[][]> =>
  (await bedrock.invoke(model, { texts, input_type: "search_document", ...options })).body.embeddings.float;

test.each([
  [{}, 1536],
  [{ output_dimension: 1024 }, 1024],
  [{ output_dimension: 512, embedding_types: ["float"] }, 512],
  [{ output_dimension: 256, max_tokens: 128_000, truncate: "RIGHT" }, 256],
])("answers with %j by type, vectors of %d numbers", async (options, dimension) => {
  const texts = ["Hello World", "Good MORNING"];
  const request = { texts, input_type: "search_query", ...options };
  const { body, headers, contentType } = await bedrock.invoke(model, request);
  const { id, embeddings, ...rest } = body;
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  expect(rest).toEqual({ texts, response_type: "embeddings_by_type" });
  expect(embeddings.float.map((vector: number[]) => vector.length)).toEqual([dimension, dimension]);
  expect(embeddings.float[1]).toEqual(
    (await embed(["Good MORNING"], request && { ...request, texts: ["Good MORNING"] }))[0],
  );
  expect(headers).toMatchObject({ "x-amzn-bedrock-input-token-count": "6" });
  expect(contentType).toBe("application/json");
});

test("has vectors of roughly unit length, with numbers of eight binary digits", async () => {
  const [vector = []] = await embed(["The quick brown fox jumps over the lazy dog"]);
  expect(Math.abs(Math.hypot(...vector) - 1)).toBeLessThan(5e-3);
  const digits = vector
    .filter((value) => value !== 0)
    .map((value) => value / 2 ** Math.floor(Math.log2(Math.abs(value))));
  for (const value of digits) expect(Number.isInteger(value * 2 ** 7)).toBe(true);
});

test("embeds 96 texts at once", async () => {
  const texts = Array.from({ length: 96 }, (_, at) => `text number ${at}`);
  expect(new Set((await embed(texts)).map(String)).size).toBe(96);
});

test("embeds the same words close, and not equal, as document and as query", async () => {
  const [document = []] = await embed(["a text"]);
  const [query = []] = await embed(["a text"], { input_type: "search_query" });
  expect(cosine(document, query)).toBeCloseTo(0.859, 2);
});

test("cuts a text of more tokens than it shall take on the side that is asked for", async () => {
  const text = `${"left ".repeat(40)}${"right ".repeat(40)}`;
  const cases = [
    ["RIGHT", text.slice(0, 64)],
    ["LEFT", text.slice(-64)],
  ] as const;
  for (const [truncate, cut] of cases) {
    expect(await embed([text], { truncate, max_tokens: 16 })).toEqual(await embed([cut]));
  }
});

test("takes a text of 128,000 tokens, and refuses a longer one", async () => {
  expect(await embed(["aaa ".repeat(128_000)])).toHaveLength(1);
  const tooLong = refusal("Input is too long for requested model.");
  await expect(embed([`${"aaa ".repeat(128_000)}a`], { truncate: "NONE" })).rejects.toMatchObject(tooLong);
  await expect(embed(["a short text", "ten tokens"], { max_tokens: 2 })).rejects.toMatchObject(tooLong);
});

test.each<[string, object]>([
  ["97 texts", { texts: new Array(97).fill("a") }],
  ["no texts", { texts: undefined }],
  ["an empty list of texts", { texts: [] }],
  ["an empty text", { texts: [""] }],
  ["one text bare", { texts: "a" }],
  ["no purpose", { input_type: undefined }],
  ["another purpose", { input_type: "document" }],
  ["v3's truncate", { truncate: "END" }],
  ["another dimension", { output_dimension: 384 }],
  ["Titan's dimension", { dimensions: 256 }],
  ["a single type", { embedding_types: "float" }],
  ["more tokens than it has", { max_tokens: 128_001 }],
  ["Titan's body", { texts: undefined, input_type: undefined, inputText: "a" }],
])("refuses %s, and names nothing", async (_, fields) => {
  await expect(bedrock.invoke(model, { texts: ["a"], input_type: "search_document", ...fields })).rejects.toMatchObject(
    refusal("Malformed request. Please check your parameter/values and try again."),
  );
});
