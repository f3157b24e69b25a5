import { STATUS_CODES } from "node:http";
import type { EmbeddingError, ErrorCode } from "../../embedding/errors";
import { acceptedEncodings } from "./content-encoding";
import type { Problem } from "./problem";

/** The HTTP status of every error code. */
export const statuses: Readonly<Record<ErrorCode, number>> = {
  malformed_body: 400,
  key_expired: 403,
  embedding_not_found: 404,
  model_not_found: 404,
  index_mismatch: 409,
  embedding_exists: 412,
  embedding_changed: 412,
  unsupported_media_type: 415,
  unsupported_content_encoding: 415,
  invalid_request: 422,
  text_too_long: 422,
  response_too_large: 422,
  too_many_inputs: 422,
  internal_error: 500,
  stored_document_invalid: 500,
  model_output_invalid: 502,
  model_failed: 502,
  model_unavailable: 503,
  model_access_denied: 503,
  storage_unavailable: 503,
  index_unavailable: 503,
  not_started: 503,
  model_timeout: 504,
  storage_timeout: 504,
  index_timeout: 504,
};

/** The statuses of errors that name a field of the request, where they have others than what is stored or configured. */
export const fieldStatuses: Readonly<Partial<Record<ErrorCode, number>>> = { index_mismatch: 422 };

/** The HTTP status of an error. */
export function statusOf({ code, errors }: Pick<EmbeddingError, "code" | "errors">): number {
  return (errors && fieldStatuses[code]) ?? statuses[code];
}

/** How long a client should wait before it repeats a request that was answered 503, in seconds. */
const retryAfterSeconds = 5;

/** The headers that the answer of an error carries beside those of every answer. */
export function errorHeaders({ code }: EmbeddingError): Record<string, string> {
  if (code === "unsupported_content_encoding") return { "accept-encoding": acceptedEncodings.join(", ") };
  return statuses[code] === 503 ? { "retry-after": String(retryAfterSeconds) } : {};
}

/** An error as a problem document. */
export function toProblem(error: EmbeddingError, requestId: string): Problem {
  const { code, detail, errors } = error;
  const status = statusOf(error);
  return {
    type: "about:blank",
    title: STATUS_CODES[status] ?? "Error",
    status,
    detail,
    code,
    request_id: requestId,
    ...(errors ? { errors: [...errors] } : {}),
  };
}
