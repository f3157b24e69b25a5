import type { IncomingMessage } from "node:http";
import { readBody } from "../read-body";
import { BedrockError, malformedInput } from "./bedrock-error";

/** The longest body of a call: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html */
export const maxInvokeBytes = 25_000_000;

/**
 * The JSON of an InvokeModel's body. Throws a {@link BedrockError} for anything else. Bedrock takes it without a content
 * type or as the bare `application/json`: also a charset is refused, https://github.com/tedder/requests-aws4auth/issues/71
 */
export async function readRequestBody(payload: IncomingMessage): Promise<unknown> {
  const body = await readBody(payload, maxInvokeBytes);
  if (!body) {
    const limit = `Member must have length less than or equal to ${maxInvokeBytes}`;
    throw new BedrockError(
      "ValidationException",
      `1 validation error detected: Value at 'body' failed to satisfy constraint: ${limit}`,
    );
  }
  const { "content-type": contentType = "application/json" } = payload.headers;
  if (contentType !== "application/json") {
    throw new BedrockError(
      "ValidationException",
      "The provided Content Type is invalid or not supported for this model",
    );
  }
  try {
    return JSON.parse(body.toString());
  } catch {
    throw malformedInput();
  }
}
