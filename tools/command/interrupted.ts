/** A command was asked to end. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/** Throws {@link Interrupted} where the signal says so. */
export function throwIfInterrupted(signal: AbortSignal): void {
  if (signal.aborted) throw new Interrupted();
}
