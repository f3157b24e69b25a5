import type * as z from "zod/mini";
import { EmbeddingError } from "../errors";
import { toUnitLength } from "../unit-length";
import type { EmbeddingModel, EmbedOptions, ModelOutput } from "./model";

/**
 * The embeddings of so many texts that a model answered, of the length asked for. Throws `model_output_invalid` for
 * anything else: a cut-off answer comes back from the SDK as success, so nothing of the body is taken on trust.
 */
export function parseModelOutput(
  model: EmbeddingModel,
  answer: { readonly body: Uint8Array; readonly headers: Readonly<Record<string, string>> },
  { texts, dimension, normalize }: Pick<EmbedOptions, "dimension" | "normalize"> & { readonly texts: number },
): ModelOutput {
  const output = model.response(textOf(answer.body), answer.headers);
  const { vectors } = output;
  if (vectors.length !== texts) throw invalidOutput(`${vectors.length} vectors instead of ${texts}`);
  const other = vectors.find(({ length }) => length !== dimension);
  if (other) throw invalidOutput(`${other.length} numbers instead of ${dimension}`);
  // Which models compute with, an index keeps and base64 is made of.
  if (vectors.some((vector) => !vector.every(isFloat))) throw invalidOutput("a number beyond 32-bit floats");
  return normalize && !model.normalizes ? { ...output, vectors: vectors.map(toUnitLength) } : output;
}

function isFloat(value: number): boolean {
  return Number.isFinite(Math.fround(value));
}

/** A body as what a schema describes. Throws `model_output_invalid`. */
export function parseBody<Schema extends z.ZodMiniType>(schema: Schema, body: string): z.output<Schema> {
  const { data, error } = schema.safeParse(parseJson(body));
  if (error) throw invalidOutput(describeInvalidData(error));
  return data;
}

/**
 * The tokens of all texts of a call, as Bedrock counts them beside the body; undefined where it does not.
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html
 */
export function tokenCount(headers: Readonly<Record<string, string>>): number | undefined {
  const count = headers["x-amzn-bedrock-input-token-count"] ?? "";
  return /^\d{1,15}$/.test(count) ? Number(count) : undefined;
}

/** The error of an answer that is not what the model is for, for this reason. */
export function invalidOutput(reason: string): EmbeddingError {
  return new EmbeddingError("model_output_invalid", "The model returned something other than an embedding.", {
    cause: new Error(reason),
  });
}

/** A body as text. Throws `model_output_invalid` where it is none. */
export function textOf(body: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    throw invalidOutput(`${body.length} bytes that are not UTF-8`);
  }
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // Without the error, whose message quotes the body.
    throw invalidOutput(`${body.length} characters that are not JSON`);
  }
}

/** How many problems are named: each number of a vector can be one. */
const maxNamed = 3;

/** What is wrong with data that no caller sent, for the log: the first problems, without what they were found in. */
function describeInvalidData({ issues }: z.core.$ZodError): string {
  return issues
    .slice(0, maxNamed)
    .map((issue) => `${issue.path.join(".")} ${issue.message} (${issue.code})`)
    .join("; ");
}
