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
  const { error, detail, code, message } = fieldsOf(body);
  if (typeof detail === "string") return apiError(detail, status, code);
  // In OpenAI's form, as below `/v1`.
  const { message: said, code: openaiCode } = fieldsOf(error);
  if (typeof said === "string") return apiError(said, status, openaiCode);
  const answered = `The API answered ${status} ${typeof message === "string" ? message : statusText}.`;
  return new ApiError(
    status === 403 ? `${answered} What the request came with is not for this route.` : answered,
    status,
  );
}

function apiError(message: string, status: number, code: unknown): ApiError {
  return new ApiError(message, status, typeof code === "string" ? code : undefined);
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
