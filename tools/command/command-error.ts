/** An error that the caller of a command can correct: its message is one line with what is wrong and the fix. */
export class CommandError extends Error {
  override readonly name: string = "CommandError";
}
