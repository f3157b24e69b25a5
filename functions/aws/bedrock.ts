import { type BedrockRuntimeClient, InvokeModelCommand } from "@aws-sdk/client-bedrock-runtime";
import type { HttpResponse } from "@smithy/types";
import { EmbeddingError } from "../../embedding/errors";
import { invokedIdsOf } from "../../embedding/models/inference-profile";
import type { EmbeddingModel } from "../../embedding/models/model";
import { invalidOutput } from "../../embedding/models/model-output";
import { attemptTimeoutsMs, send } from "./aws-client";
import { awsFailure, isTimeout, isUnsubscribed } from "./aws-error";
import type { CallContext } from "./call-context";

/** What Bedrock answers. */
export interface ModelAnswer {
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

/** Sends a body to InvokeModel of the model while there is time. Throws what the SDK throws. */
export type InvokeModel = (body: object, context: CallContext) => Promise<ModelAnswer>;

/** A model, and how it is called. */
export interface CalledModel {
  /** The Bedrock model id. */
  readonly id: string;
  /** That id, or the one of an inference profile that routes to the model. */
  readonly invokedId: string;
  readonly invoke: InvokeModel;
  /** Undefined for what does not embed. */
  readonly adapter?: EmbeddingModel;
}

/** An embedding model, and how it is called. */
export interface Model extends CalledModel {
  readonly adapter: EmbeddingModel;
}

/** How this client invokes a model, by its id or that of an inference profile. */
export function invokerOf(client: BedrockRuntimeClient, invokedId: string): InvokeModel {
  return async (body, context) => {
    const command = new InvokeModelCommand({
      modelId: invokedId,
      contentType: "application/json",
      accept: "application/json",
      body: JSON.stringify(body),
    });
    let headers: ModelAnswer["headers"] = {};
    command.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        headers = (result.response as HttpResponse).headers;
        return result;
      },
      { name: "keepHeaders", step: "deserialize", priority: "low" },
    );
    const answer = await send(client, command, context, context.modelCalls);
    // An empty body comes as null, whatever its type says.
    return { body: answer.body ?? new Uint8Array(), headers };
  };
}

/** What a model answers to a body, asked once more where it failed itself and there is time. Throws an {@link EmbeddingError}. */
export async function invoke(model: CalledModel, body: object, context: CallContext): Promise<ModelAnswer> {
  context.modelCalls.modelId = model.id;
  const attempt = () => model.invoke(body, context);
  try {
    return await attempt().catch((error) => {
      if (failedInModel(error) && context.remainingTimeMs() > attemptTimeoutsMs.model) return attempt();
      throw error;
    });
  } catch (error) {
    throw modelError(error, model);
  }
}

/** What may well succeed on another attempt and the SDK does not repeat. */
function failedInModel(error: unknown): boolean {
  return ["ModelTimeoutException", "ModelErrorException"].includes(awsFailure(error).name);
}

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html#API_runtime_InvokeModel_Errors */
function modelError(cause: unknown, model: CalledModel): EmbeddingError {
  const { name, message, status = 503 } = awsFailure(cause);
  if (isTimeout(cause) || name === "ModelTimeoutException") {
    return new EmbeddingError("model_timeout", "The model did not answer in time. Repeat the request.", { cause });
  }
  // An answer that was cut off by the end of its connection.
  if (status === 200) return invalidOutput(message);
  switch (name) {
    case "ModelErrorException":
      return new EmbeddingError("model_failed", "The model failed on this request.", { cause });
    case "ValidationException":
      if (isNotServed(message)) return notServed(model, cause);
      return model.adapter?.isTooLong(message)
        ? textTooLong(model.adapter, cause)
        : new EmbeddingError("internal_error", "The model refused the request.", { cause });
  }
  return status >= 400 && status < 500 && status !== 429
    ? accessDenied(message, cause)
    : new EmbeddingError("model_unavailable", "The model is not available at present. Repeat the request later.", {
        cause,
      });
}

/** The error of a text that is too long for a model. */
export function textTooLong({ maxTokens, maxCharacters }: EmbeddingModel, cause?: unknown): EmbeddingError {
  const most = [`${count(maxTokens)} tokens`, ...(maxCharacters ? [`${count(maxCharacters)} characters`] : [])];
  const detail = `The text is longer than the model takes (${most.join(" or ")}): split it, or set truncate to "end".`;
  return new EmbeddingError("text_too_long", detail, { cause });
}

/** Whether a refusal is about the model's id and no text: the region may have no such model, or only through a profile. */
function isNotServed(message: string): boolean {
  return /model identifier is invalid|on-demand throughput/i.test(message);
}

function notServed({ id, invokedId }: CalledModel, cause: unknown): EmbeddingError {
  const others = invokedIdsOf(id).filter((other) => other !== invokedId);
  const detail =
    `Amazon Bedrock does not serve ${invokedId} in the service's region: deploy the service where it does` +
    `${others.length > 0 ? `, or set bedrockModelId to ${others.join(" or ")}, in models alike` : ""}.`;
  return new EmbeddingError("model_access_denied", detail, { cause });
}

function accessDenied(message: string, cause: unknown): EmbeddingError {
  const detail = isUnsubscribed(message)
    ? "The account has no subscription to the model in AWS Marketplace: an administrator makes it once, in the Bedrock console."
    : "The service may not use the model at present.";
  return new EmbeddingError("model_access_denied", detail, { cause });
}

function count(value: number): string {
  return value.toLocaleString("en");
}
