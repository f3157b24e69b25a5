import type { ErrorCode } from "../../embedding/errors";

/** The errors of a request whose body is JSON. */
export const bodyErrors = [
  "malformed_body",
  "unsupported_media_type",
  "unsupported_content_encoding",
  "invalid_request",
] as const satisfies readonly ErrorCode[];

/** The errors of an operation that embeds. */
export const modelErrors = [
  "text_too_long",
  "model_output_invalid",
  "model_failed",
  "model_unavailable",
  "model_access_denied",
  "model_timeout",
] as const satisfies readonly ErrorCode[];

/** The errors of an operation that uses the bucket. */
export const storageErrors = ["storage_unavailable", "storage_timeout"] as const satisfies readonly ErrorCode[];

/** The errors of an operation that uses the vector index. */
export const indexErrors = ["index_unavailable", "index_timeout"] as const satisfies readonly ErrorCode[];

/** The errors of an operation that stores. */
export const storingErrors = [
  "embedding_exists",
  ...storageErrors,
  "index_mismatch",
  ...indexErrors,
] as const satisfies readonly ErrorCode[];
