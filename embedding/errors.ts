/** What can go wrong with an embedding: stable codes that clients may rely on. */
export const errorCodes = [
  "malformed_body",
  "key_expired",
  "embedding_not_found",
  "model_not_found",
  "index_mismatch",
  "embedding_exists",
  "embedding_changed",
  "unsupported_media_type",
  "unsupported_content_encoding",
  "invalid_request",
  "text_too_long",
  "response_too_large",
  "too_many_inputs",
  "internal_error",
  "stored_document_invalid",
  "model_output_invalid",
  "model_failed",
  "model_unavailable",
  "model_access_denied",
  "storage_unavailable",
  "index_unavailable",
  "not_started",
  "model_timeout",
  "storage_timeout",
  "index_timeout",
] as const;

/** One of {@link errorCodes}. */
export type ErrorCode = (typeof errorCodes)[number];

/** What is invalid of a value: the path of the field, such as `embedding.3`, or empty for the value itself. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** An error that a caller may see. `detail` is written for callers; `cause` is logged and never answered. */
export class EmbeddingError extends Error {
  override readonly name = "EmbeddingError";
  readonly errors: readonly FieldProblem[] | undefined;

  constructor(
    readonly code: ErrorCode,
    readonly detail: string,
    { cause, errors }: { readonly cause?: unknown; readonly errors?: readonly FieldProblem[] } = {},
  ) {
    super(detail, { cause });
    this.errors = errors;
  }
}

/** How many invalid fields an error names: a vector of texts would fill an answer. */
const maxNamedFields = 20;

/** The error of a request whose fields are invalid. */
export function invalidRequest(errors: readonly FieldProblem[], options?: { readonly cause: unknown }): EmbeddingError {
  const named = errors.slice(0, maxNamedFields);
  const left = errors.length - named.length;
  const problems = named.map(({ field, message }) => (field ? `${field} ${message}` : message));
  return new EmbeddingError(
    "invalid_request",
    `The request is invalid: ${[...problems, ...(left > 0 ? [`and ${left} more`] : [])].join("; ")}.`,
    { ...options, errors: named },
  );
}

/** The error of a request for an embedding that is not stored. */
export function embeddingNotFound(id: string, options?: { readonly cause: unknown }): EmbeddingError {
  return new EmbeddingError("embedding_not_found", `Embedding not found: ${id}`, options);
}

/** The error of one of several that there was no time for, or no model. */
export function notStarted(): EmbeddingError {
  return new EmbeddingError(
    "not_started",
    "The item was not started, for lack of time or of the model. Repeat it in another request.",
  );
}

/** Any thrown value as an {@link EmbeddingError}; what is not one already becomes `internal_error`. */
export function toEmbeddingError(error: unknown): EmbeddingError {
  return error instanceof EmbeddingError
    ? error
    : new EmbeddingError("internal_error", "The request failed for a reason that has been logged.", { cause: error });
}
