import { STATUS_CODES } from "node:http";

/** Every problem that the API answers: its stable code and its HTTP status. */
const statuses = {
  malformed_body: 400,
  embedding_not_found: 404,
  unsupported_media_type: 415,
  invalid_request: 422,
  text_too_long: 422,
  internal_error: 500,
  stored_document_invalid: 500,
  model_output_invalid: 502,
  model_failed: 502,
  model_unavailable: 503,
  model_access_denied: 503,
  storage_unavailable: 503,
  model_timeout: 504,
  storage_timeout: 504,
} as const;

/** A stable code that clients may rely on. */
export type ProblemCode = keyof typeof statuses;

/** One invalid field of a request. */
export interface FieldProblem {
  /** The field's path, such as `embedding.3`; empty for the body itself. */
  readonly field: string;
  readonly message: string;
}

/** A problem document: https://www.rfc-editor.org/rfc/rfc9457 */
export interface Problem {
  readonly type: "about:blank";
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
  readonly request_id: string;
  readonly errors?: readonly FieldProblem[];
}

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

  /** The answer's body. */
  toProblem(requestId: string): Problem {
    return {
      type: "about:blank",
      title: STATUS_CODES[this.status] ?? "Error",
      status: this.status,
      detail: this.detail,
      code: this.code,
      request_id: requestId,
      ...(this.errors ? { errors: this.errors } : {}),
    };
  }
}

/** Any thrown value as an {@link ApiError}; what is not one already becomes `internal_error`. */
export function toApiError(error: unknown): ApiError {
  return error instanceof ApiError
    ? error
    : new ApiError("internal_error", "The request failed for a reason that has been logged.", { cause: error });
}
