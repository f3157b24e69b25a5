/** The status of each error of Bedrock that the local endpoint answers, by its type. */
const statuses = {
  ValidationException: 400,
  AccessDeniedException: 403,
  UnknownOperationException: 404,
  InternalServerException: 500,
} as const;

/**
 * An error that Bedrock answers to a request.
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html#API_runtime_InvokeModel_Errors
 */
export class BedrockError extends Error {
  override readonly name = "BedrockError";

  constructor(
    readonly type: keyof typeof statuses,
    message: string,
  ) {
    super(message);
  }

  get status(): number {
    return statuses[this.type];
  }

  /** The header `x-amzn-errortype`, as Bedrock writes it: https://github.com/fumito-ito/AnthropicSwiftSDK/issues/19 */
  get header(): string {
    return `${this.type}:http://internal.amazon.com/coral/com.amazon.bedrock/`;
  }
}

/** The error of a body that the model's schema refuses, or, without violations of it, that is no JSON. */
export function malformedInput(violations?: string): BedrockError {
  const problem = violations === undefined ? "" : `: ${violations}`;
  return new BedrockError(
    "ValidationException",
    `Malformed input request${problem}, please reformat your input and try again.`,
  );
}

/** The error of a text with more tokens than a model takes: https://github.com/run-llama/llama_index/issues/14118 */
export function inputTooLong(): BedrockError {
  return new BedrockError("ValidationException", "Input is too long for requested model.");
}
