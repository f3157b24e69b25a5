import { EmbeddingError } from "../../../embedding/errors";
import type { Outcome } from "../../../embedding/outcome";
import type { Vector } from "../../../embedding/vector";
import { embedAll } from "../../aws/embed-all";
import { httpHandler, jsonResponse, maxResponseBytes } from "../../http/http-handler";
import { requireTextLengths } from "../../http/text-lengths";
import { jsonBody } from "../../http/validation";
import { batchConcurrency } from "../../settings/batch-concurrency";
import { invocable } from "../../settings/bedrock";
import { resolveDimension } from "../../settings/model";
import { resolveModel } from "../../settings/models";
import { renderOpenaiError } from "./errors";
import { openaiRequest } from "./request";
import type { OpenaiResponse } from "./response";

/** How a vector is answered: its JSON value, and the most bytes that one of a dimension takes. */
const encodings = {
  // No number has more than 24 characters, and a comma follows.
  float: { encode: (vector: Vector) => vector, maxBytes: (dimension: number) => dimension * 25 },
  base64: { encode: toBase64, maxBytes: (dimension: number) => Math.ceil((dimension * 4) / 3) * 4 },
};

/** What an answer has around each vector and around all, in bytes, at the most. */
const bytesAroundVector = { none: 80, end: 100 };
const bytesAroundVectors = 1_024;

/**
 * `POST /v1/embeddings`: OpenAI's interface to the configured models.
 * https://platform.openai.com/docs/api-reference/embeddings/create
 */
export const handler = httpHandler(
  async (event, context) => {
    const { input, model: name, input_type: purpose, truncate, ...request } = jsonBody(event, openaiRequest);
    const model = resolveModel(name);
    const dimension = resolveDimension(request.dimensions, model);
    requireTextLengths(
      Object.fromEntries(input.map((text, index) => [`input.${index}`, text])),
      truncate,
      model.adapter,
    );
    const { encode, maxBytes } = encodings[request.encoding_format];
    const vectorBytes = maxBytes(dimension) + bytesAroundVector[truncate];
    requireFit(input.length, Math.floor((maxResponseBytes - bytesAroundVectors) / vectorBytes));

    const args = { dimension, purpose, normalize: true, truncate, concurrency: batchConcurrency, stopsAtError: true };
    const outcomes = await embedAll(input, args, invocable(model), context);
    const errors = outcomes.flatMap(({ error }) => error ?? []);
    const failures = errors.filter(({ code }) => code !== "not_started");
    // What the failure of another kept from being started is no failure of its own.
    context.itemErrors.push(...(failures.length > 0 ? failures : errors));
    const embeddings = requireAll(outcomes);

    const tokens = context.modelCalls.inputTokens;
    return jsonResponse({
      object: "list",
      data: embeddings.map(({ vector, truncated }, index) => ({
        object: "embedding",
        index,
        embedding: encode(vector),
        ...(truncated ? { truncated } : {}),
      })),
      model: model.id,
      usage: { prompt_tokens: tokens, total_tokens: tokens },
    } satisfies OpenaiResponse);
  },
  // Some clients send a version of the API, or what a proxy in front of it would take.
  { takes: "anything", renderError: renderOpenaiError },
);

function requireFit(inputs: number, most: number): void {
  if (inputs <= most) return;
  const detail =
    `The vectors of ${inputs} inputs are more than AWS Lambda returns: send at most ${most} in one request, ` +
    'or ask for fewer dimensions or for encoding_format "base64".';
  throw new EmbeddingError("response_too_large", detail, { errors: [{ field: "input", message: detail }] });
}

/** The values of all outcomes. Throws the error that kept one from having a value. */
function requireAll<Value>(outcomes: readonly Outcome<Value>[]): Value[] {
  const values = outcomes.flatMap(({ value }) => value ?? []);
  if (values.length === outcomes.length) return values;
  const index = outcomes.findIndex(({ error }) => error && error.code !== "not_started");
  const error = outcomes[index]?.error;
  if (error) throw error.code === "text_too_long" ? ofInput(index, error) : error;
  // Repeating the request would take as long again.
  const detail =
    `Of ${outcomes.length} inputs, ${values.length} were embedded in the time that a request has: ` +
    "send fewer in one request, or raise the service's batchConcurrency.";
  throw new EmbeddingError("too_many_inputs", detail, { errors: [{ field: "input", message: detail }] });
}

/** The error of one input, which says of which. */
function ofInput(index: number, { code, detail: message, cause }: EmbeddingError): EmbeddingError {
  const field = `input.${index}`;
  return new EmbeddingError(code, `${field}: ${message}`, { cause, errors: [{ field, message }] });
}

/** Little-endian 32-bit floats, as OpenAI's clients decode them. */
function toBase64(vector: Vector): string {
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, index * 4);
  return bytes.toString("base64");
}
