import { getSystemErrorMessage, getSystemErrorName, types } from "node:util";
import type { LeftOutReason } from "./left-out";

/** What keeps a file from being read as passages: its message is one line with the place, what is wrong and the fix. */
export class DocumentError extends Error {
  override readonly name = "DocumentError";

  constructor(
    message: string,
    /** What kind of fault it is, for those who count them. */
    readonly reason: LeftOutReason = "malformed",
  ) {
    super(message);
  }
}

/** What `access` returns. Throws a {@link DocumentError} where the system refuses it. */
export async function accessed<Value>(path: string, access: () => Promise<Value>): Promise<Value> {
  try {
    return await access();
  } catch (error) {
    throw new DocumentError(`${path} cannot be read: ${systemReason(error)}`, "unreadable");
  }
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

/** Whether an error says that there is nothing at a path, as where a link leads nowhere or to itself. */
export function isMissing(error: unknown): boolean {
  return isSystemError(error) && ["ENOENT", "ENOTDIR", "ELOOP"].includes(getSystemErrorName(error.errno));
}
