import { embed } from "./bedrock";
import { modelId, resolveDimension } from "./configured-model";
import { ApiError } from "./errors";
import { type HttpResponse, httpHandler, jsonResponse } from "./http";
import { mapWithinDeadline } from "./map-within-deadline";
import { type OpenaiError, type OpenaiResponse, openaiRequest } from "./schemas/openai";
import { jsonBody } from "./validation";

/** OpenAI's names, which stand for the configured model: https://platform.openai.com/docs/models */
const aliases = ["text-embedding-3-small", "text-embedding-3-large", "text-embedding-ada-002"];

/** What the vectors of an answer may take of the 6 MB that Lambda returns, in bytes. */
const maxVectorBytes = 6_000_000;

/** How a vector is answered: its JSON value, and about how many bytes of JSON a number takes. */
const encodings = {
  float: { encode: (vector: number[]) => vector, bytesPerNumber: 21 },
  base64: { encode: (vector: number[]) => toBase64(vector), bytesPerNumber: 16 / 3 },
};

/**
 * `POST /v1/embeddings`: OpenAI's interface to the configured model.
 * https://platform.openai.com/docs/api-reference/embeddings/create
 */
export const handler = httpHandler(
  async (event, context) => {
    const { input, model, dimensions, encoding_format } = jsonBody(event, openaiRequest);
    requireModel(model);
    const dimension = resolveDimension(dimensions);
    const { encode, bytesPerNumber } = encodings[encoding_format];
    requireFit(input.length, Math.floor(maxVectorBytes / (dimension * bytesPerNumber)));

    const outcomes = await mapWithinDeadline(
      input,
      (text) => embed({ text, dimension, normalize: true }, context),
      context,
      { stopsAtError: true },
    );
    const errors = outcomes.flatMap(({ error }) => error ?? []);
    // What kept the others from being started says more than that they were not.
    const error = errors.find(({ code }) => code !== "not_started") ?? errors[0];
    if (error) throw error;

    const tokens = context.modelCalls.inputTokens;
    return jsonResponse({
      object: "list",
      data: outcomes.map(({ value }, index) => ({
        object: "embedding",
        index,
        embedding: encode(value?.vector ?? []),
      })),
      model: modelId,
      usage: { prompt_tokens: tokens, total_tokens: tokens },
    } satisfies OpenaiResponse);
  },
  { renderError: openaiError },
);

function requireModel(name: string): void {
  if (name === modelId || aliases.includes(name)) return;
  const names = [modelId, ...aliases].join(", ");
  throw new ApiError(
    "model_not_found",
    `There is no model ${JSON.stringify(name.slice(0, 100))}: use one of ${names}.`,
  );
}

function requireFit(inputs: number, most: number): void {
  if (inputs <= most) return;
  throw new ApiError(
    "response_too_large",
    `The vectors of ${inputs} inputs are more than AWS Lambda returns: send at most ${most} in one request, ` +
      'or ask for fewer dimensions or for encoding_format "base64".',
  );
}

/** Little-endian 32-bit floats, as OpenAI's clients decode them. */
function toBase64(vector: readonly number[]): string {
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, index * 4);
  return bytes.toString("base64");
}

/** An error in OpenAI's envelope; OpenAI has 400 for what is 422 on the other routes. */
function openaiError(error: ApiError): HttpResponse {
  const status = error.status === 422 ? 400 : error.status;
  const body: OpenaiError = {
    error: {
      message: error.detail,
      type: status < 500 ? "invalid_request_error" : "server_error",
      param: error.errors?.[0]?.field.split(".", 1)[0] || null,
      code: error.code,
    },
  };
  return { ...jsonResponse(body, status), headers: error.headers };
}
