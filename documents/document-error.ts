import { getSystemErrorMessage, types } from "node:util";

/** What keeps a file from being read as passages: its message is one line with the place, what is wrong and the fix. */
export class DocumentError extends Error {
  override readonly name = "DocumentError";
}

/** What the system says of a failed access to a file, such as `no such file or directory`. */
export function systemReason(error: unknown): string {
  if (isSystemError(error)) return getSystemErrorMessage(error.errno);
  return types.isNativeError(error) ? error.message : String(error);
}

/** Whether an error is one that the system answered. */
export function isSystemError(error: unknown): error is Error & { readonly errno: number } {
  return types.isNativeError(error) && "errno" in error && typeof error.errno === "number";
}
