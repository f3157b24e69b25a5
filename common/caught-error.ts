import { types } from "node:util";

/** What a caught error says; of anything else that was thrown, its text. */
export function errorMessage(error: unknown): string {
  return types.isNativeError(error) ? error.message : String(error);
}

/** The code of a caught error of the system, such as `ENOENT`; undefined where it has none. */
export function errorCode(error: unknown): string | undefined {
  return types.isNativeError(error) && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** Where a caught error was thrown, for who mends the code; of anything else that was thrown, its text. */
export function errorStack(error: unknown): string {
  return types.isNativeError(error) ? (error.stack ?? error.message) : String(error);
}

/** What caused a caught error, as a refused connection that of a fetch; the error itself where it does not say. */
export function causeOf(error: unknown): unknown {
  return types.isNativeError(error) ? (error.cause ?? error) : error;
}
