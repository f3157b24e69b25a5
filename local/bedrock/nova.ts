import * as z from "zod";
import { countTokens } from "../../embedding/models/count-tokens";
import { malformedInput } from "./bedrock-error";
import { fitToTokens } from "./fit-to-tokens";
import type { LocalModel } from "./local-model";
import { purposeEmbedding } from "./purpose-embedding";
import { schemaViolations } from "./schema-violations";
import { textOfAtMost } from "./text-schema";

const purposes = [
  "GENERIC_INDEX",
  "GENERIC_RETRIEVAL",
  "TEXT_RETRIEVAL",
  "IMAGE_RETRIEVAL",
  "VIDEO_RETRIEVAL",
  "DOCUMENT_RETRIEVAL",
  "AUDIO_RETRIEVAL",
  "CLASSIFICATION",
  "CLUSTERING",
] as const;

const maxTokens = 8_192;

/** As of Titan; Nova documents no number of its own. */
const charactersPerToken = 4.7;

const request = z.strictObject({
  schemaVersion: z.literal("nova-multimodal-embed-v1").optional(),
  taskType: z.literal("SINGLE_EMBEDDING"),
  singleEmbeddingParams: z.strictObject({
    embeddingPurpose: z.enum(purposes),
    embeddingDimension: z.literal([3072, 1024, 384, 256]).default(3072),
    text: z.strictObject({
      truncationMode: z.enum(["NONE", "START", "END"]),
      // What Bedrock enforces; its documentation says 8,192.
      value: textOfAtMost(50_000).min(1),
    }),
  }),
});

/** Which part of a text stays, by what `truncationMode` discards. */
const kept = { NONE: undefined, START: "end", END: "start" } as const;

/**
 * Amazon Nova Multimodal Embeddings, for one text in the request.
 * https://docs.aws.amazon.com/nova/latest/userguide/embeddings-schema.html
 */
export const localNovaModels = {
  "amazon.nova-2-multimodal-embeddings-v1:0": {
    profiles: [],
    invoke: async (body, encoder) => {
      const { embeddingPurpose, embeddingDimension, text } = parse(body);
      const fitting = fitToTokens(text.value, { maxTokens, charactersPerToken, keep: kept[text.truncationMode] });
      const embedding = await purposeEmbedding(fitting, {
        encoder,
        model: "amazon.nova-2-multimodal-embeddings-v1:0",
        dimension: embeddingDimension,
        purposes,
        purpose: embeddingPurpose,
      });
      const truncatedCharLength = fitting === text.value ? undefined : fitting.length;
      return {
        inputTokens: countTokens(fitting, charactersPerToken),
        body: { embeddings: [{ embeddingType: "TEXT", embedding, truncatedCharLength }] },
      };
    },
  },
} as const satisfies Record<string, LocalModel>;

function parse(body: unknown): z.infer<typeof request>["singleEmbeddingParams"] {
  const { data, error } = request.safeParse(body, { reportInput: true });
  if (data) return data.singleEmbeddingParams;
  const violations = schemaViolations(error);
  // Without a task, it is taken for a chat: https://github.com/langchain-ai/langchain-aws/issues/744
  if (violations.some(({ problem }) => problem === "required key [taskType] not found")) {
    throw malformedInput("#: required key [messages] not found");
  }
  throw malformedInput(violations.map(({ pointer, problem }) => `${pointer}: ${problem}`).join(""));
}
