import { malformed, refusal, useLocalBedrock } from "../../helpers/local/local-bedrock";

const v2 = "amazon.titan-embed-text-v2:0";
const v1 = "amazon.titan-embed-text-v1";
const bedrock = useLocalBedrock();

const text = "The quick brown fox jumps over the lazy dog";
const tokens = Math.ceil(text.length / 4.7);

test.each([
  [{}, 1024, 1],
  [{ dimensions: 512 }, 512, 1],
  [{ dimensions: 256, normalize: true }, 256, 1],
  [{ dimensions: 1024, embeddingTypes: ["float"] }, 1024, 1],
  [{ normalize: false }, 1024, 3],
])("answers V2 with %j by a vector of %d numbers", async (options, dimension, length) => {
  const { body, headers, contentType } = await bedrock.invoke(v2, { inputText: text, ...options });
  expect(Object.keys(body)).toEqual(["embedding", "embeddingsByType", "inputTextTokenCount"]);
  expect(body.embedding).toHaveLength(dimension);
  expect(Math.abs(Math.hypot(...body.embedding) - length)).toBeLessThan(length === 1 ? 1e-6 : 1);
  expect(body.embeddingsByType).toEqual({ float: body.embedding });
  expect(body.inputTextTokenCount).toBe(tokens);
  expect(headers).toMatchObject({ "x-amzn-bedrock-input-token-count": `${tokens}` });
  expect(contentType).toBe("application/json");
});

test("answers V1 by a vector that is not normalized, and no types", async () => {
  const { body, headers } = await bedrock.invoke(v1, { inputText: text });
  expect(Object.keys(body)).toEqual(["embedding", "inputTextTokenCount"]);
  expect(body.embedding).toHaveLength(1536);
  expect(Math.hypot(...body.embedding)).toBeGreaterThan(2);
  expect(headers).toMatchObject({ "x-amzn-bedrock-input-token-count": `${tokens}` });
});

test("answers binary embeddings by ones and zeros, and no other where none is asked for", async () => {
  const both = await bedrock.invoke(v2, { inputText: text, embeddingTypes: ["float", "binary"] });
  const bits = both.body.embedding.map((value: number) => (value > 0 ? 1 : 0));
  expect(both.body.embeddingsByType).toEqual({ float: both.body.embedding, binary: bits });
  const { body } = await bedrock.invoke(v2, { inputText: text, embeddingTypes: ["binary"] });
  expect(body).toEqual({ embeddingsByType: { binary: bits }, inputTextTokenCount: tokens });
});

test.each([
  ["of 50,000 letters", "a".repeat(50_000), Math.ceil(50_000 / 4.7)],
  ["of 8,193 Chinese characters", "字".repeat(8_193), 8_193],
  ["of 30,000 Chinese characters", "字".repeat(30_000), 30_000],
  ["of 20,000 characters of Thai", "ภาษาไทยดี".repeat(2_223).slice(0, 20_000), 10_000],
  ["of 17,000 characters of Arabic", "مدينة".repeat(3_400), 8_500],
  ["of 16,390 characters of Hindi", "हिन्दी नमस्".repeat(1_490).replaceAll(" ", "न"), 8_195],
  ["of 30,000 characters of Russian", "Москва".repeat(5_000), 10_000],
  ["of 30,000 digits", "0123456789".repeat(3_000), 10_000],
  ["of 8,200 characters of Korean", "한국".repeat(4_100), 8_200],
  ["of 8,200 kana", "かな".repeat(4_100), 8_200],
  ["of 12,600 characters of compact JSON", '{"id":7,"of":"x"},'.repeat(700), 700 * 15 + Math.ceil(700 / 3)],
  ["of words and emoji", `${"a".repeat(4_700)}${"😀".repeat(7_193)}`, 8_193],
])("refuses a text %s as more than 8,192 tokens", async (_, inputText, count) => {
  const message = `400 Bad Request: Too many input tokens. Max input tokens: 8192, request input token count: ${count} `;
  await expect(bedrock.invoke(v2, { inputText })).rejects.toMatchObject(refusal(message));
  await expect(bedrock.invoke(v1, { inputText })).rejects.toMatchObject(refusal(message));
});

test.each(["字".repeat(8_192), "a".repeat(38_502), `${"a".repeat(4_700)}${"😀".repeat(7_192)}`])(
  "takes a text of exactly 8,192 tokens",
  async (inputText) => {
    expect((await bedrock.invoke(v2, { inputText })).body.inputTextTokenCount).toBe(8_192);
  },
);

test.each<[string, unknown, string]>([
  ["more than 50,000 characters", { inputText: "a".repeat(50_001) }, "expected maxLength: 50000, actual: 50001"],
  ["an empty text", { inputText: "" }, "expected minLength: 1, actual: 0"],
  ["several texts", { inputText: ["a", "b"] }, "expected type: String, found: JSONArray"],
  ["no text", {}, "required key [inputText] not found"],
  ["null as text", { inputText: null }, "expected type: String, found: Null"],
  ["a number as text", { inputText: 1 }, "expected type: String, found: Integer"],
  ["another dimension", { inputText: "a", dimensions: 1536 }, "1536 is not a valid enum value"],
  ["a word for a boolean", { inputText: "a", normalize: "yes" }, "expected type: Boolean, found: String"],
  ["a single type", { inputText: "a", embeddingTypes: "float" }, "expected type: JSONArray, found: String"],
  ["another type", { inputText: "a", embeddingTypes: ["int8"] }, "int8 is not a valid enum value"],
  ["an unknown field", { inputText: "a", truncate: "END" }, "extraneous key [truncate] is not permitted"],
  ["two things at once", { texts: ["a"] }, "2 schema violations found"],
  ["an array", [{ inputText: "a" }], "expected type: JSONObject, found: JSONArray"],
  ["a text as body", JSON.stringify("a"), "expected type: JSONObject, found: String"],
])("refuses %s to V2", async (_, body, violation) => {
  await expect(bedrock.invoke(v2, body)).rejects.toMatchObject(malformed(violation));
});

test.each(["dimensions", "normalize", "embeddingTypes"])("refuses V2's %s to V1", async (field) => {
  await expect(bedrock.invoke(v1, { inputText: "a", [field]: 1 })).rejects.toMatchObject(
    malformed(`extraneous key [${field}] is not permitted`),
  );
});
