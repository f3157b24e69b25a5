import { setTimeout } from "node:timers/promises";

/** How long to wait after what failed. */
export interface Backoff {
  /** The longest pause after the first failure, in milliseconds. */
  readonly firstPauseMs: number;
  /** The longest pause after any, in milliseconds. */
  readonly maxPauseMs: number;
}

/**
 * The pause after so many failures in a row, in milliseconds: twice as long each time, and never the same for two that
 * failed together; none after none.
 */
export function backoffMs(failures: number, { firstPauseMs, maxPauseMs }: Backoff): number {
  if (failures === 0) return 0;
  return Math.min(firstPauseMs * 2 ** (failures - 1), maxPauseMs) * (0.5 + Math.random() / 2);
}

/** Waits for milliseconds; ends early, and without an error, when the signal says so. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => undefined);
}
