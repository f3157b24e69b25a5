import { cosine } from "../../../embedding/similarity";
import { malformed, refusal, useLocalBedrock } from "../../helpers/local/local-bedrock";

const english = "cohere.embed-english-v3";
const multilingual = "cohere.embed-multilingual-v3";
const bedrock = useLocalBedrock();

const id = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const embed = async (texts: string[], options: object = {}, model = multilingual): Promise<number[][]> =>
  (await bedrock.invoke(model, { texts, input_type: "search_document", ...options })).body.embeddings;

test.each([
  [english, ["hello world", "good morning"]],
  [multilingual, ["Hello World", "Good MORNING"]],
])("answers %s in the order of the texts", async (model, texts) => {
  const { body, headers, contentType } = await bedrock.invoke(model, {
    texts: ["Hello World", "Good MORNING"],
    input_type: "search_document",
  });
  expect(body).toEqual({ id, texts, response_type: "embeddings_floats", embeddings: expect.any(Array) });
  expect(body.embeddings).toEqual([
    (await embed(["Hello World"], {}, model))[0],
    (await embed(["Good MORNING"], {}, model))[0],
  ]);
  for (const vector of body.embeddings) expect(vector).toHaveLength(1024);
  // 11 and 12 characters, four to a token.
  expect(headers).toMatchObject({ "x-amzn-bedrock-input-token-count": "6" });
  expect(contentType).toBe("application/json");
});

test("answers by type where types are asked for", async () => {
  const texts = ["Hello World"];
  const { body } = await bedrock.invoke(multilingual, {
    texts,
    input_type: "search_query",
    embedding_types: ["float"],
  });
  const float = await embed(texts, { input_type: "search_query" });
  expect(body).toEqual({ id, texts, response_type: "embeddings_by_type", embeddings: { float } });
});

test("has vectors of nearly unit length, with numbers of half precision", async () => {
  const [vector = []] = await embed(["The quick brown fox jumps over the lazy dog"]);
  expect(Math.abs(Math.hypot(...vector) - 1)).toBeLessThan(1e-3);
  const digits = vector
    .filter((value) => value !== 0)
    .map((value) => value / 2 ** Math.floor(Math.log2(Math.abs(value))));
  for (const value of digits) expect(Number.isInteger(value * 2 ** 10)).toBe(true);
});

test("embeds 96 texts at once, and none", async () => {
  const texts = Array.from({ length: 96 }, (_, at) => `text number ${at}`);
  const vectors = await embed(texts);
  expect(new Set(vectors.map(String)).size).toBe(96);
  expect(await embed([])).toEqual([]);
});

test("embeds the same words close, and not equal, for each purpose", async () => {
  const types = ["search_document", "search_query", "classification", "clustering"];
  const vectors = await Promise.all(
    types.map(async (input_type) => (await embed(["a text"], { input_type }))[0] ?? []),
  );
  for (const [at, vector] of vectors.entries()) {
    for (const other of vectors.slice(at + 1)) expect(cosine(vector, other)).toBeCloseTo(0.859, 2);
  }
});

test("cuts a text of more than 512 tokens on the side that is asked for", async () => {
  const text = `${"字".repeat(400)}${"語".repeat(400)}`;
  const cases = [
    ["END", text.slice(0, 512)],
    ["START", text.slice(-512)],
  ] as const;
  for (const [truncate, cut] of cases) {
    const { body, headers } = await bedrock.invoke(multilingual, { texts: [text], input_type: "clustering", truncate });
    expect(body.embeddings).toEqual(await embed([cut], { input_type: "clustering", truncate: "NONE" }));
    expect(body.texts).toEqual([text]);
    expect(headers).toMatchObject({ "x-amzn-bedrock-input-token-count": "512" });
  }
});

test("counts the characters of a text by code points", async () => {
  const text = `${"😀".repeat(48)}${"a".repeat(2_000)}`;
  expect(await embed([text], { truncate: "END" })).toHaveLength(1);
  await expect(embed([`${text}😀`], { truncate: "END" })).rejects.toMatchObject(
    malformed("#/texts/0: expected maxLength: 2048, actual: 2049"),
  );
});

test.each([{ truncate: "NONE" }, {}])("refuses a text of more than 512 tokens with %j", async (options) => {
  const texts = ["short", "字".repeat(513)];
  await expect(embed(texts, options)).rejects.toMatchObject(refusal("Input is too long for requested model."));
  expect(await embed(["字".repeat(512)], options)).toHaveLength(1);
});

test.each<[string, object, string]>([
  [
    "more than 2,048 characters, whatever truncate says",
    { texts: ["a", "b".repeat(2_049), "c".repeat(4_680)], truncate: "END" },
    "#/texts/1: expected maxLength: 2048, actual: 2049#/texts/2: expected maxLength: 2048, actual: 4680",
  ],
  ["97 texts", { texts: new Array(97).fill("a") }, "#/texts: expected maximum item count: 96, found: 97"],
  ["one text bare", { texts: "a" }, "#/texts: expected type: JSONArray, found: String"],
  [
    "all that is wrong at once",
    { texts: 1, input_type: null },
    "#/texts: expected type: JSONArray, found: Integer#/input_type: null is not a valid enum value",
  ],
  ["null among the texts", { texts: ["a", null] }, "#/texts/1: expected type: String, found: Null"],
  ["no purpose", { input_type: undefined }, "#: required key [input_type] not found"],
  ["another purpose", { input_type: "query" }, "#/input_type: query is not a valid enum value"],
  ["v4's truncate", { truncate: "RIGHT" }, "#/truncate: RIGHT is not a valid enum value"],
  ["v4's dimension", { output_dimension: 256 }, "#: extraneous key [output_dimension] is not permitted"],
  ["a single type", { embedding_types: "float" }, "#/embedding_types: expected type: JSONArray, found: String"],
  [
    "Titan's body",
    { texts: undefined, input_type: undefined, inputText: "a" },
    "#: required key [texts] not found#: required key [input_type] not found#: extraneous key [inputText] is not permitted",
  ],
])("refuses %s", async (_, fields, violations) => {
  for (const model of [english, multilingual]) {
    await expect(
      bedrock.invoke(model, { texts: ["a"], input_type: "search_document", ...fields }),
    ).rejects.toMatchObject(malformed(violations));
  }
});
