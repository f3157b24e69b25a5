import { type EmbeddingError, notStarted, toEmbeddingError } from "../../embedding/errors";
import { cutText } from "../../embedding/models/cut-text";
import type { EmbedOptions, Truncation } from "../../embedding/models/model";
import { parseModelOutput } from "../../embedding/models/model-output";
import { type Outcome, onlyValue, settle } from "../../embedding/outcome";
import type { Vector } from "../../embedding/vector";
import { awsFailure } from "./aws-error";
import { invoke, type Model, textTooLong } from "./bedrock";
import type { CallContext } from "./call-context";

/** How texts are embedded. */
export interface EmbedArgs extends Omit<EmbedOptions, "truncate"> {
  /** Whether a text that is too long for the model is refused, or its end left out. */
  readonly truncate: Truncation;
}

/** How several texts are embedded in one call. */
export interface EmbedTextsArgs extends EmbedArgs {
  /**
   * Whether, of a call that failed for one of its texts, the next half is to be asked for, by what became of the half
   * before it.
   * @default always
   */
  readonly goesOn?: (found: readonly Outcome<Embedded>[]) => boolean;
}

/** A text as the model embedded it. */
export interface Embedded {
  readonly vector: Vector;
  /** Its length in the model's tokens; undefined where the model said that of several texts together, or not at all. */
  readonly inputTokens: number | undefined;
  /** Whether its end was left out. */
  readonly truncated: boolean;
}

/** The embedding of a text. Throws an {@link EmbeddingError}. */
export async function embedText(text: string, args: EmbedArgs, model: Model, context: CallContext): Promise<Embedded> {
  return onlyValue(await embedTexts([text], args, model, context));
}

/** What may be the matter of one text alone: of several, it is searched for by halves. */
const ofOneText: readonly EmbeddingError["code"][] = [
  "text_too_long",
  "model_output_invalid",
  "model_failed",
  "internal_error",
];

/** The embeddings of as many texts as the model takes in a call, in their order. A text that it refuses fails alone. */
export async function embedTexts(
  texts: readonly string[],
  args: EmbedTextsArgs,
  model: Model,
  context: CallContext,
): Promise<Outcome<Embedded>[]> {
  try {
    const embedded = await call(texts, { ...args, truncate: false }, model, context);
    return embedded.map((value) => ({ value }));
  } catch (thrown) {
    const error = toEmbeddingError(thrown);
    const [text = ""] = texts;
    if (texts.length === 1) {
      const isCut = error.code === "text_too_long" && args.truncate === "end";
      return [isCut ? await settle(() => embedStart(text, error, args, model, context)) : { error }];
    }
    if (!ofOneText.includes(error.code)) return texts.map(() => ({ error }));
    const middle = Math.ceil(texts.length / 2);
    const outcomes: Outcome<Embedded>[] = [];
    for (const half of [texts.slice(0, middle), texts.slice(middle)]) {
      const goesOn = args.goesOn?.(outcomes) ?? true;
      outcomes.push(
        ...(goesOn ? await embedTexts(half, args, model, context) : half.map(() => ({ error: notStarted() }))),
      );
    }
    return outcomes;
  }
}

/** How much of a text is left by a cut where the model does not say how much fits. */
const shortening = 0.75;

/** Tokens are not as long everywhere in a text. */
const margin = 0.95;

/** Embeds as much of a refused text as the model takes: by its own cut where it has one, else by shorter and shorter starts. */
async function embedStart(
  text: string,
  refused: EmbeddingError,
  args: EmbedArgs,
  model: Model,
  context: CallContext,
): Promise<Embedded> {
  const { maxCharacters = text.length, truncates } = model.adapter;
  let start = truncates || text.length > maxCharacters ? cutText(text, maxCharacters) : shorter(text, refused, model);
  for (;;) {
    // Of white space at its beginning, or of one character that is too long, nothing is left to embed.
    if (start.trim() === "") throw refused;
    const { value: embedded, error } = await settle(() =>
      call([start], { ...args, truncate: truncates }, model, context),
    );
    if (!error) return { ...(embedded[0] as Embedded), truncated: true };
    if (error.code !== "text_too_long") throw error;
    start = shorter(start, error, model);
  }
}

function shorter(text: string, { cause }: EmbeddingError, { adapter }: Model): string {
  const share = adapter.fittingShare?.(awsFailure(cause).message) ?? shortening;
  return cutText(text, Math.floor(text.length * Math.min(share, 1) * margin));
}

async function call(
  texts: readonly string[],
  options: EmbedOptions,
  model: Model,
  context: CallContext,
): Promise<Embedded[]> {
  const answer = await invoke(model, model.adapter.request(texts, options), context);
  const output = parseModelOutput(model.adapter, answer, { ...options, texts: texts.length });
  const { vectors, truncated = false } = output;
  context.modelCalls.inputTokens += output.inputTokens ?? 0;
  // What was not asked for is no embedding of the text.
  if (truncated && !options.truncate) throw textTooLong(model.adapter);
  const inputTokens = texts.length === 1 ? output.inputTokens : undefined;
  return vectors.map((vector) => ({ vector, inputTokens, truncated }));
}
