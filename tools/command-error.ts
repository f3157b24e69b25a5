/** An error that the caller of a command can correct: its message is one line with what is wrong and the fix. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}

/** What the system says of a failed access to a file, such as `no such file or directory`. */
export function systemReason(error: unknown): string {
  const { message } = error as Error;
  // ENOENT: no such file or directory, open '/path'
  return /^E[A-Z0-9]+: ([^,]+)/.exec(message)?.[1] ?? message;
}
