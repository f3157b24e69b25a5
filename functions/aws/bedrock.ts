import {
  BedrockRuntimeClient,
  type BedrockRuntimeServiceException,
  InvokeModelCommand,
} from "@aws-sdk/client-bedrock-runtime";
import type { EmbeddingRequest } from "../../embedding/models";
import { invalidOutput, parseTitanOutput } from "../../embedding/models/titan-output";
import { toUnitLength } from "../../embedding/unit-length";
import { ApiError } from "../http/errors";
import type { RequestContext } from "../http/request-context";
import { invokedModelId, model } from "../settings/configured-model";
import { clientSettings, isTimeout, send } from "./aws-client";

/** An embedding as the model returned it, checked. */
export interface Embedding {
  readonly vector: number[];
  readonly inputTokenCount: number;
}

/** How long one attempt may take, in milliseconds: three of them fit into a function's timeout of 29 s. */
const attemptTimeoutMs = 8_000;

const client = new BedrockRuntimeClient(clientSettings(attemptTimeoutMs));

/** The embedding of a text. Throws an {@link ApiError} where the model fails or returns anything but such a vector. */
export async function embed(request: EmbeddingRequest, context: RequestContext): Promise<Embedding> {
  const { embedding, inputTextTokenCount } = parseTitanOutput(await invoke(request, context), request.dimension);
  context.modelCalls.inputTokens += inputTextTokenCount;
  return {
    vector: request.normalize && !model.normalizes ? toUnitLength(embedding) : embedding,
    inputTokenCount: inputTextTokenCount,
  };
}

async function invoke(request: EmbeddingRequest, context: RequestContext): Promise<Uint8Array> {
  const attempt = async () => {
    const command = new InvokeModelCommand({
      modelId: invokedModelId,
      contentType: "application/json",
      accept: "application/json",
      body: JSON.stringify(model.body(request)),
    });
    const { body } = await send(client, command, context, context.modelCalls);
    // An empty body comes as null, whatever its type says.
    return body ?? new Uint8Array();
  };
  try {
    return await attempt().catch((error) => {
      if (failedInModel(error) && context.remainingTimeMs() > attemptTimeoutMs) return attempt();
      throw error;
    });
  } catch (error) {
    throw modelError(error);
  }
}

/** What may well succeed on another attempt and the SDK does not repeat. */
function failedInModel(error: unknown): boolean {
  const { name } = error as Error;
  return name === "ModelTimeoutException" || name === "ModelErrorException";
}

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html#API_runtime_InvokeModel_Errors */
function modelError(cause: unknown): ApiError {
  const { name, message, $metadata } = cause as BedrockRuntimeServiceException;
  if (isTimeout(cause) || name === "ModelTimeoutException") {
    return new ApiError("model_timeout", "The model did not answer in time. Repeat the request.", { cause });
  }
  // An answer that was cut off by the end of its connection.
  const status = $metadata?.httpStatusCode ?? 503;
  if (status === 200) return invalidOutput(message);
  switch (name) {
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
  }
  return status >= 400 && status < 500 && status !== 429
    ? new ApiError("model_access_denied", "The service may not use the model at present.", { cause })
    : new ApiError("model_unavailable", "The model is not available at present. Repeat the request later.", { cause });
}
