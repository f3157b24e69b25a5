import { cosine } from "../../../embedding/similarity";
import { malformed, refusal, useLocalBedrock } from "../../helpers/local/local-bedrock";

const model = "amazon.nova-2-multimodal-embeddings-v1:0";
const bedrock = useLocalBedrock();

/** A request's body, with these fields of its parameters and of its text. */
const request = (value: unknown, fields: object = {}, text: object = {}) => ({
  taskType: "SINGLE_EMBEDDING",
  singleEmbeddingParams: {
    embeddingPurpose: "GENERIC_INDEX",
    embeddingDimension: 256,
    text: { truncationMode: "NONE", value, ...text },
    ...fields,
  },
});
const embed = async (value: string, fields: object = {}, text: object = {}): Promise<number[]> =>
  (await bedrock.invoke(model, request(value, fields, text))).body.embeddings[0].embedding;

test.each([
  [{}, 256],
  [{ embeddingDimension: 384 }, 384],
  [{ embeddingDimension: 1024 }, 1024],
  [{ embeddingDimension: 3072 }, 3072],
  [{ embeddingDimension: undefined }, 3072],
])("answers with %j by one vector of %d numbers", async (fields, dimension) => {
  const body = { schemaVersion: "nova-multimodal-embed-v1", ...request("Hello World", fields) };
  const { body: answer, headers, contentType } = await bedrock.invoke(model, body);
  expect(answer).toEqual({ embeddings: [{ embeddingType: "TEXT", embedding: expect.any(Array) }] });
  const [{ embedding }] = answer.embeddings;
  expect(embedding).toHaveLength(dimension);
  expect(Math.hypot(...embedding)).toBeCloseTo(1, 6);
  expect(headers).toMatchObject({ "x-amzn-bedrock-input-token-count": "3" });
  expect(contentType).toBe("application/json");
});

test("embeds the same words close, and not equal, for each purpose", async () => {
  const purposes = ["INDEX", "RETRIEVAL"].map((kind) => `GENERIC_${kind}`);
  purposes.push(...["TEXT", "IMAGE", "VIDEO", "DOCUMENT", "AUDIO"].map((kind) => `${kind}_RETRIEVAL`));
  purposes.push("CLASSIFICATION", "CLUSTERING");
  const vectors = await Promise.all(purposes.map((embeddingPurpose) => embed("a text", { embeddingPurpose })));
  for (const [at, vector] of vectors.entries()) {
    for (const other of vectors.slice(at + 1)) expect(cosine(vector, other)).toBeCloseTo(0.859, 6);
  }
});

test("cuts a text of more than 8,192 tokens on the side that is asked for, and says where", async () => {
  const text = `${"字".repeat(5_000)}${"語".repeat(5_000)}`;
  const cases = [
    ["END", text.slice(0, 8_192)],
    ["START", text.slice(-8_192)],
  ] as const;
  for (const [truncationMode, cut] of cases) {
    const { body, headers } = await bedrock.invoke(model, request(text, {}, { truncationMode }));
    expect(body.embeddings).toEqual([
      { embeddingType: "TEXT", embedding: await embed(cut), truncatedCharLength: 8_192 },
    ]);
    expect(headers).toMatchObject({ "x-amzn-bedrock-input-token-count": "8192" });
  }
});

test("refuses a text of more than 8,192 tokens that it shall not cut", async () => {
  await expect(embed("字".repeat(8_193))).rejects.toMatchObject(refusal("Input is too long for requested model."));
  await expect(embed("a".repeat(38_503))).rejects.toMatchObject(refusal("Input is too long for requested model."));
  expect(await embed("a".repeat(38_502))).toHaveLength(256);
});

const params = "#/singleEmbeddingParams";

test.each<[string, object, string]>([
  [
    "more than 50,000 characters, whatever truncationMode says",
    request("a".repeat(50_001), {}, { truncationMode: "END" }),
    `${params}/text/value: expected maxLength: 50000, actual: 50001`,
  ],
  ["an empty text", request(""), `${params}/text/value: expected minLength: 1, actual: 0`],
  ["several texts", request(["a"]), `${params}/text/value: expected type: String, found: JSONArray`],
  ["no text", request("a", { text: undefined }), `${params}: required key [text] not found`],
  [
    "no truncationMode",
    request("a", {}, { truncationMode: undefined }),
    `${params}/text: required key [truncationMode] not found`,
  ],
  [
    "v4's truncationMode",
    request("a", {}, { truncationMode: "RIGHT" }),
    `${params}/text/truncationMode: RIGHT is not a valid enum value`,
  ],
  ["no purpose", request("a", { embeddingPurpose: undefined }), `${params}: required key [embeddingPurpose] not found`],
  [
    "Cohere's purpose",
    request("a", { embeddingPurpose: "search_query" }),
    `${params}/embeddingPurpose: search_query is not a valid enum value`,
  ],
  [
    "another dimension",
    request("a", { embeddingDimension: 512 }),
    `${params}/embeddingDimension: 512 is not a valid enum value`,
  ],
  ["an unknown field", request("a", { normalize: true }), `${params}: extraneous key [normalize] is not permitted`],
  [
    "an asynchronous task",
    { ...request("a"), taskType: "SEGMENTED_EMBEDDING" },
    "#/taskType: SEGMENTED_EMBEDDING is not a valid enum value",
  ],
  ["Titan's body", { inputText: "a", dimensions: 256 }, "#: required key [messages] not found"],
])("refuses %s", async (_, body, violations) => {
  await expect(bedrock.invoke(model, body)).rejects.toMatchObject(malformed(violations));
});
