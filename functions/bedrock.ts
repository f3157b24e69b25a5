import { BedrockRuntimeClient, InvokeModelCommand } from "@aws-sdk/client-bedrock-runtime";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import * as z from "zod";
import { type EmbeddingRequest, embeddingModel } from "./embedding-models";
import { environmentVariable } from "./environment";
import { ApiError } from "./errors";

/** An embedding as the model returned it, checked. */
export interface Embedding {
  readonly vector: readonly number[];
  readonly inputTokenCount: number;
}

/** The model that this function invokes. */
export const modelId = environmentVariable("BEDROCK_MODEL_ID");
const model = embeddingModel(modelId);

// HTTP/1.1, because over HTTP/2 the client waits for ever on a silent server. Three attempts of 8 s at the most
// fit into the function's timeout of 29 s.
const client = new BedrockRuntimeClient({
  maxAttempts: 3,
  retryMode: "standard",
  requestHandler: new NodeHttpHandler({
    connectionTimeout: 1_000,
    requestTimeout: 8_000,
    throwOnRequestTimeout: true,
  }),
});

/** The dimension that a request asks for, or the model's default. Throws 422 where the model does not offer it. */
export function resolveDimension(requested: number | undefined): number {
  const dimension = requested ?? model.dimensions[0];
  if (model.dimensions.includes(dimension)) return dimension;
  throw new ApiError(
    "invalid_request",
    `The request is invalid: dimensions ${dimension} is not offered by ${modelId}, which has ${model.dimensions.join(", ")}.`,
    { errors: [{ field: "dimensions", message: `must be one of ${model.dimensions.join(", ")} with ${modelId}` }] },
  );
}

/** The embedding of a text. Throws an {@link ApiError} where the model fails or returns anything but such a vector. */
export async function embed(request: EmbeddingRequest, signal: AbortSignal): Promise<Embedding> {
  const { embedding, inputTextTokenCount } = parseOutput(await invoke(request, signal), request.dimension);
  return {
    vector: request.normalize && !model.normalizes ? toUnitLength(embedding) : embedding,
    inputTokenCount: inputTextTokenCount,
  };
}

async function invoke(request: EmbeddingRequest, signal: AbortSignal): Promise<Uint8Array> {
  try {
    const { body } = await client.send(
      new InvokeModelCommand({
        modelId,
        contentType: "application/json",
        accept: "application/json",
        body: JSON.stringify(model.body(request)),
      }),
      { abortSignal: signal },
    );
    return body;
  } catch (error) {
    throw modelError(error);
  }
}

/** A cut-off answer comes back from the SDK as success, so nothing of the body is taken on trust. */
function parseOutput(body: Uint8Array, dimension: number) {
  try {
    return z
      .object({
        embedding: z.array(z.number()).length(dimension),
        inputTextTokenCount: z.int().nonnegative(),
      })
      .parse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)));
  } catch (error) {
    throw new ApiError("model_output_invalid", "The model returned something other than an embedding.", {
      cause: error,
    });
  }
}

function toUnitLength(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector);
  return length === 0 ? [...vector] : vector.map((value) => value / length);
}

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html#API_runtime_InvokeModel_Errors */
function modelError(cause: unknown): ApiError {
  const { name, message } = cause instanceof Error ? cause : new Error(String(cause));
  switch (name) {
    case "AbortError":
    case "TimeoutError":
    case "ModelTimeoutException":
      return new ApiError("model_timeout", "The model did not answer in time. Repeat the request.", { cause });
    case "ModelErrorException":
      return new ApiError("model_failed", "The model failed on this request.", { cause });
    case "ValidationException":
      return /too many input tokens|expected maxLength/i.test(message)
        ? new ApiError(
            "text_too_long",
            "The text is longer than the model takes (8,192 tokens or 50,000 characters): split it.",
            { cause },
          )
        : new ApiError("internal_error", "The model refused the request.", { cause });
    case "AccessDeniedException":
    case "ServiceQuotaExceededException":
      return new ApiError("model_access_denied", "The service may not use the model at present.", { cause });
    default:
      return new ApiError("model_unavailable", "The model is not available at present. Repeat the request later.", {
        cause,
      });
  }
}
