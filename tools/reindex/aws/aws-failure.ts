import { EmbeddingError } from "../../../embedding/errors";
import { type AwsFailure, awsFailure } from "../../../functions/aws/aws-error";

/** What of AWS failed: the error of the SDK, also of one that our functions make of it. */
export function failureOf(error: unknown): AwsFailure {
  return awsFailure(error instanceof EmbeddingError ? (error.cause ?? error) : error);
}

/** What an answer has that was none, or that came too late, whatever its status. */
const passingCodes: readonly EmbeddingError["code"][] = [
  "model_output_invalid",
  "model_failed",
  "model_timeout",
  "storage_timeout",
  "index_timeout",
];

/** Statuses below 500 of what passes; 200 is an answer that was cut off, 424 a model that failed. */
const passingStatuses = [200, 408, 409, 424, 429];

/** Whether another attempt may succeed. */
export function isTransient(error: unknown): boolean {
  if (error instanceof EmbeddingError && passingCodes.includes(error.code)) return true;
  const { name, message, code, status } = failureOf(error);
  if (isThrottling(error) || name === "RequestTimeout") return true;
  if (status !== undefined) return status >= 500 || passingStatuses.includes(status);
  // No answer: of the system's errors, those of the network.
  if (code !== undefined) return /^E(?:CONN|PIPE|NOTFOUND|AI_AGAIN|TIMEDOUT|HOST|NET)/.test(code);
  // Or one that was no listing, or no whole object.
  return ["TimeoutError", "IncompleteBodyError"].includes(name) || (name === "Error" && message !== noRegion);
}

/** Whether the service says that less should be asked of it at a time. */
export function isThrottling(error: unknown): boolean {
  const { name, status } = failureOf(error);
  return status === 429 || status === 503 || /throttl|SlowDown/i.test(name);
}

/** What the SDK says where it finds no region. */
export const noRegion = "Region is missing";

/** What AWS says of a failure, in one line. */
export function describeFailure(error: unknown): string {
  const { name, message, code, status } = failureOf(error);
  // What AWS answered was the matter, and not that it failed: the cause says no more than why.
  if (error instanceof EmbeddingError && error.code === "model_output_invalid" && status === undefined) {
    return `${error.message.replace(/\.$/, "")}: ${message}`;
  }
  const type = name === "Error" ? code : name;
  const text = message.split("\n")[0] ?? "";
  const said = [type, text === type || text === "UnknownError" ? "" : text].filter(Boolean).join(": ");
  return status === undefined ? said : `${status} ${said}`;
}
