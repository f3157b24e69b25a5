import * as z from "zod";
import type { Encoder } from "../model/encoder";
import { malformedInput } from "./bedrock-error";
import { embedLocally, inputTypes, maxTexts } from "./cohere-embeddings";
import type { LocalAnswer, LocalModel } from "./local-model";
import { schemaViolations } from "./schema-violations";
import { textOfAtMost } from "./text-schema";

/** Of the embedding types, the local models give floats only. */
const request = z.strictObject({
  // Longer ones are refused before `truncate` acts: https://github.com/deepset-ai/haystack-core-integrations/issues/912
  texts: z.array(textOfAtMost(2_048)).max(maxTexts),
  input_type: z.enum(inputTypes),
  truncate: z.enum(["NONE", "START", "END"]).default("NONE"),
  embedding_types: z
    .array(z.enum(["float"]))
    .min(1)
    .optional(),
});

/** Which part of a text stays, by what `truncate` discards. */
const kept = { NONE: undefined, START: "end", END: "start" } as const;

/**
 * Cohere Embed v3, for texts.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed-v3.html
 */
export const cohereV3Models = {
  // Sees and echoes everything in lower case.
  "cohere.embed-english-v3": {
    profiles: [],
    invoke: (body, encoder) =>
      invoke("cohere.embed-english-v3", { body, encoder, spell: (text) => text.toLowerCase() }),
  },
  "cohere.embed-multilingual-v3": {
    profiles: [],
    invoke: (body, encoder) => invoke("cohere.embed-multilingual-v3", { body, encoder, spell: (text) => text }),
  },
} as const satisfies Record<string, LocalModel>;

interface InvokeArgs {
  readonly body: unknown;
  readonly encoder: Encoder;
  /** How the model sees a text. */
  readonly spell: (text: string) => string;
}

async function invoke(model: string, { body, encoder, spell }: InvokeArgs): Promise<LocalAnswer> {
  const { data, error } = request.safeParse(body, { reportInput: true });
  if (error) {
    // All of them, with nothing between: https://github.com/promptfoo/promptfoo/issues/921
    throw malformedInput(
      schemaViolations(error)
        .map(({ pointer, problem }) => `${pointer}: ${problem}`)
        .join(""),
    );
  }
  const texts = data.texts.map(spell);
  const { id, inputTokens, vectors } = await embedLocally(texts, {
    encoder,
    model,
    dimension: 1024,
    inputType: data.input_type,
    maxTokens: 512,
    keep: kept[data.truncate],
    significantBits: 11,
  });
  return {
    inputTokens,
    body: data.embedding_types
      ? { id, texts, response_type: "embeddings_by_type", embeddings: { float: vectors } }
      : { id, texts, response_type: "embeddings_floats", embeddings: vectors },
  };
}
