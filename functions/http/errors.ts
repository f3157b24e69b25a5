import { STATUS_CODES } from "node:http";
import type { Problem } from "./problem";

/** Every problem that the API answers: its stable code and its HTTP status. */
export const statuses = {
  malformed_body: 400,
  embedding_not_found: 404,
  model_not_found: 404,
  index_mismatch: 409,
  embedding_exists: 412,
  unsupported_media_type: 415,
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
} as const;

/** A stable code that clients may rely on. */
export type ProblemCode = keyof typeof statuses;

/** One invalid field of a request: its path, such as `embedding.3`, or empty for the body itself. */
export type FieldProblem = NonNullable<Problem["errors"]>[number];

/** How long a client should wait before it repeats a request that was answered 503, in seconds. */
const retryAfterSeconds = 5;

/** An error that a caller may see. `detail` is written for callers; `cause` is logged and never answered. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly code: ProblemCode,
    readonly detail: string,
    options: { readonly cause?: unknown; readonly errors?: readonly FieldProblem[] } = {},
  ) {
    super(detail, { cause: options.cause });
    this.errors = options.errors;
  }

  readonly errors: readonly FieldProblem[] | undefined;

  get status(): number {
    return statuses[this.code];
  }

  /** The headers that the answer carries beside those of every answer. */
  get headers(): Record<string, string> {
    return this.status === 503 ? { "retry-after": String(retryAfterSeconds) } : {};
  }

  /** The error as a problem document. */
  toProblem(requestId: string): Problem {
    return {
      type: "about:blank",
      title: STATUS_CODES[this.status] ?? "Error",
      status: this.status,
      detail: this.detail,
      code: this.code,
      request_id: requestId,
      ...(this.errors ? { errors: [...this.errors] } : {}),
    };
  }
}

/** The error of a request whose fields are invalid. */
export function invalidRequest(errors: readonly FieldProblem[]): ApiError {
  const named = errors.slice(0, maxNamedFields);
  const left = errors.length - named.length;
  const problems = named.map(({ field, message }) => (field ? `${field} ${message}` : message));
  return new ApiError(
    "invalid_request",
    `The request is invalid: ${[...problems, ...(left > 0 ? [`and ${left} more`] : [])].join("; ")}.`,
    { errors: named },
  );
}

/** The error of a request for an embedding that is not stored. */
export function embeddingNotFound(id: string, options?: { readonly cause: unknown }): ApiError {
  return new ApiError("embedding_not_found", `Embedding not found: ${id}`, options);
}

/** How many invalid fields an answer names: a vector of texts would fill it. */
const maxNamedFields = 20;

/** Any thrown value as an {@link ApiError}; what is not one already becomes `internal_error`. */
export function toApiError(error: unknown): ApiError {
  return error instanceof ApiError
    ? error
    : new ApiError("internal_error", "The request failed for a reason that has been logged.", { cause: error });
}
