import * as z from "zod";
import { countTokens } from "../../embedding/models/count-tokens";
import { toUnitLength } from "../../embedding/unit-length";
import { BedrockError, malformedInput } from "./bedrock-error";
import type { LocalModel } from "./local-model";
import { schemaViolations } from "./schema-violations";
import { textOfAtMost } from "./text-schema";

const maxTokens = 8_192;

/** Of English: https://docs.aws.amazon.com/bedrock/latest/userguide/titan-embedding-models.html */
const charactersPerToken = 4.7;

const inputText = textOfAtMost(50_000).min(1);

const v1Request = z.strictObject({ inputText });

const v2Request = z.strictObject({
  inputText,
  dimensions: z.literal([1024, 512, 256]).default(1024),
  normalize: z.boolean().default(true),
  embeddingTypes: z
    .array(z.enum(["float", "binary"]))
    .min(1)
    .default(["float"]),
});

/**
 * Amazon Titan Text Embeddings.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html
 */
export const localTitanModels = {
  "amazon.titan-embed-text-v2:0": {
    profiles: [],
    invoke: async (body, encoder) => {
      const { inputText, dimensions, normalize, embeddingTypes } = parse(v2Request, body);
      const inputTextTokenCount = checkedTokens(inputText);
      const encoded = await encoder.encode(inputText, { dimension: dimensions, space: "" });
      const vector = float32(normalize ? toUnitLength(encoded) : encoded);
      const byType = { float: vector, binary: vector.map((value) => (value > 0 ? 1 : 0)) };
      return {
        inputTokens: inputTextTokenCount,
        body: {
          // Whatever the documentation says: https://github.com/BerriAI/litellm/issues/14680
          embedding: embeddingTypes.includes("float") ? vector : undefined,
          embeddingsByType: Object.fromEntries(embeddingTypes.map((type) => [type, byType[type]])),
          inputTextTokenCount,
        },
      };
    },
  },
  "amazon.titan-embed-text-v1": {
    profiles: [],
    invoke: async (body, encoder) => {
      const { inputText } = parse(v1Request, body);
      const inputTextTokenCount = checkedTokens(inputText);
      const vector = await encoder.encode(inputText, { dimension: 1536, space: "amazon.titan-embed-text-v1" });
      return { inputTokens: inputTextTokenCount, body: { embedding: float32(vector), inputTextTokenCount } };
    },
  },
} as const satisfies Record<string, LocalModel>;

function float32(vector: readonly number[]): number[] {
  return vector.map(Math.fround);
}

/** One violation comes without its place, several as their number: https://github.com/spring-projects/spring-ai/issues/788 */
function parse<Request>(schema: z.ZodType<Request>, body: unknown): Request {
  const { data, error } = schema.safeParse(body, { reportInput: true });
  if (!error) return data;
  const [violation, ...more] = schemaViolations(error);
  throw malformedInput(more.length === 0 ? violation?.problem : `${more.length + 1} schema violations found`);
}

/** The number of a text's tokens. Throws Titan's error: https://github.com/aws-samples/amazon-bedrock-workshop/issues/136 */
function checkedTokens(text: string): number {
  const count = countTokens(text, charactersPerToken);
  if (count <= maxTokens) return count;
  throw new BedrockError(
    "ValidationException",
    `400 Bad Request: Too many input tokens. Max input tokens: ${maxTokens}, request input token count: ${count} `,
  );
}
