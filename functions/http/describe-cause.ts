/** Why something failed, as the log has it. */
export interface DescribedCause {
  readonly name: string;
  /** Such as `ECONNRESET`. */
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly status?: number | undefined;
  readonly aws_request_id?: string | undefined;
  readonly stack?: string | undefined;
  /** What it was caused by itself. */
  readonly cause?: DescribedCause | undefined;
  /** What it is made of, where it stands for several. */
  readonly errors?: readonly DescribedCause[] | undefined;
}

/** How far causes of causes are followed, which may be a circle. */
const maxDepth = 3;

/** How many of several errors are described. */
const maxErrors = 3;

/**
 * Describes what was thrown, without the message, which may quote the request and its signature, where it is an error of
 * the AWS SDK, or what caused one. Undefined for nothing.
 */
export function describeCause(cause: unknown, isOfAws = false, depth = 0): DescribedCause | undefined {
  if (cause === undefined || cause === null || depth > maxDepth) return undefined;
  if (!(cause instanceof Error)) {
    return { name: typeof cause, message: isOfAws || typeof cause === "object" ? undefined : String(cause) };
  }
  const {
    name,
    message,
    stack = "",
    code,
    $metadata,
    $response,
  }: Error & Partial<SystemError & ServiceException> = cause;
  const ofAws = isOfAws || Boolean($metadata || $response);
  const errors = cause instanceof AggregateError ? cause.errors : undefined;
  return {
    name,
    code: typeof code === "string" ? code : undefined,
    message: ofAws ? undefined : message,
    status: $metadata?.httpStatusCode,
    aws_request_id: $metadata?.requestId,
    stack: stack
      .split("\n")
      .filter((line) => /^\s+at /.test(line))
      .join("\n"),
    cause: describeCause(cause.cause, ofAws, depth + 1),
    errors: errors?.slice(0, maxErrors).flatMap((error) => describeCause(error, ofAws, depth + 1) ?? []),
  };
}

/** What the system's errors have beside those of JavaScript. */
interface SystemError {
  readonly code: unknown;
}

/** What the SDK's errors have. */
interface ServiceException {
  readonly $metadata: { readonly httpStatusCode?: number; readonly requestId?: string };
  readonly $response: unknown;
}
