import { isObject } from "../../embedding/is-object";

/** What the SDK's errors tell. */
export interface AwsFailure {
  readonly name: string;
  readonly message: string;
  /** The system's code where there was no connection, such as `ECONNRESET`. */
  readonly code: string | undefined;
  /** The status of the last answer; undefined where there was none. */
  readonly status: number | undefined;
  /** How often it was sent. */
  readonly attempts: number;
}

/** What a caught error of the SDK tells. Not by its class: other realms, as of tests, have an `Error` of their own. */
export function awsFailure(error: unknown): AwsFailure {
  const { name, message, code, $metadata, $response }: Partial<Error> & SdkFields = isObject(error) ? error : {};
  return {
    name: name ?? "Error",
    message: message ?? String(error),
    code: typeof code === "string" ? code : undefined,
    status: $metadata?.httpStatusCode ?? $response?.statusCode,
    attempts: $metadata?.attempts ?? 1,
  };
}

/** What the SDK, and Node.js, add to an error: https://github.com/smithy-lang/smithy-typescript */
interface SdkFields {
  readonly code?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly attempts?: number };
  readonly $response?: { readonly statusCode?: number };
}

/** Whether a request ran out of time. By the name alone, so did one whose connection was closed. */
export function isTimeout(error: unknown): boolean {
  const { name, code } = awsFailure(error);
  return name === "AbortError" || (name === "TimeoutError" && code !== "ECONNRESET" && code !== "EPIPE");
}

/**
 * Whether a model is refused since the account has no subscription to it in AWS Marketplace, which no permission makes:
 * https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html. A role or a bucket may be named marketplace, too.
 */
export function isUnsubscribed(message: string): boolean {
  return /\baws-marketplace:|\bAWS Marketplace\b/.test(message);
}
