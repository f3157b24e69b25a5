/** An answer that is none, in words for the person at the console. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  /** The code is a problem document's, by which `docs/errors.md` says what to do; the status is 0 where nobody answered. */
  constructor(
    message: string,
    readonly status: number,
    readonly code?: string | undefined,
  ) {
    super(message);
  }
}

/** Where no answer came, of which browsers do not say why. */
export function nobodyAnswers(origin = location.origin): ApiError {
  return new ApiError(`Nobody answers at ${origin}: is the service still running?`, 0);
}

/** What to tell the person of whatever was thrown. */
export function errorMessageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What an answer of the API, or of the gateway before it, says is wrong. */
export async function errorOf(response: Response): Promise<ApiError> {
  const { status, statusText } = response;
  const body: unknown = await response.json().catch(() => undefined);
  const { detail, code, message } = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  if (typeof detail === "string") return new ApiError(detail, status, typeof code === "string" ? code : undefined);
  const said = `The API answered ${status} ${typeof message === "string" ? message : statusText}.`;
  return new ApiError(status === 403 ? `${said} What the request came with is not for this route.` : said, status);
}
