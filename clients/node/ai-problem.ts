import { APICallError, RetryError } from "ai";
import type { Problem } from "./serve.ts";

/** What the AI SDK says of a request that failed, once or, after as many attempts as it makes, last. */
export function aiProblem(error: unknown): Problem {
  if (RetryError.isInstance(error)) return aiProblem(error.lastError);
  if (!APICallError.isInstance(error)) return { message: String(error) };
  const { error: { code = undefined, param = undefined } = {} } = (error.data ?? {}) as { error?: Partial<Problem> };
  return { status: error.statusCode, code, param, message: error.message };
}
