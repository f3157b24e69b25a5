import { randomUUID } from "node:crypto";
import { countTokens } from "../../embedding/models/count-tokens";
import type { Encoder } from "../model/encoder";
import { fitToTokens } from "./fit-to-tokens";
import { purposeEmbedding } from "./purpose-embedding";

/** What Cohere's models embed texts for. */
export const inputTypes = ["search_document", "search_query", "classification", "clustering"] as const;

/** How many texts one call of Cohere's models takes. */
export const maxTexts = 96;

/** https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed-v3.html */
const charactersPerToken = 4;

/** Arguments of {@link embedLocally}. */
export interface EmbedLocallyArgs {
  readonly encoder: Encoder;
  readonly model: string;
  readonly dimension: number;
  readonly inputType: (typeof inputTypes)[number];
  /** How many tokens of a text the model takes. */
  readonly maxTokens: number;
  /** What stays of a longer text; `undefined` where it is refused. */
  readonly keep: "start" | "end" | undefined;
  /** How exact the model's numbers are: 11 bits as float16, 8 as bfloat16. */
  readonly significantBits: number;
}

/** The embeddings of the texts of a call, in their order. Throws Bedrock's error where one has too many tokens. */
export async function embedLocally(texts: readonly string[], args: EmbedLocallyArgs) {
  const { encoder, model, dimension, inputType, maxTokens, keep, significantBits } = args;
  const fitting = texts.map((text) => fitToTokens(text, { maxTokens, charactersPerToken, keep }));
  const vectors = await Promise.all(
    fitting.map((text) =>
      purposeEmbedding(text, { encoder, model, dimension, purposes: inputTypes, purpose: inputType }),
    ),
  );
  return {
    id: randomUUID(),
    inputTokens: fitting.reduce((sum, text) => sum + countTokens(text, charactersPerToken), 0),
    vectors: vectors.map((vector) => vector.map((value) => roundBits(value, significantBits))),
  };
}

/** A number rounded to so many binary digits, so that vectors have nearly unit length, as the models' own. */
function roundBits(value: number, bits: number): number {
  if (value === 0) return 0;
  const unit = 2 ** (Math.floor(Math.log2(Math.abs(value))) + 1 - bits);
  return Math.round(value / unit) * unit;
}
