import { constants } from "node:os";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** On Ctrl-C the terminal sends a signal to this process, and npm sends it once more. */
const sameRequestMs = 300;

/** What this reads of a process, and does to it. */
export interface SignalledProcess {
  on(signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown;
  exit(code: number): void;
}

/**
 * Resolves as soon as the process is asked to end. To be asked once more ends it at once, with the exit code of the signal.
 * Whoever waits for nothing yet calls it late: until then a signal ends the process by itself.
 */
export function stopRequested(signalled: SignalledProcess, now: () => number = () => performance.now()): Promise<void> {
  let firstMs: number | undefined;
  return new Promise((resolve) => {
    for (const signal of signals) {
      signalled.on(signal, () => {
        if (firstMs === undefined) {
          firstMs = now();
          resolve();
        } else if (now() - firstMs > sameRequestMs) signalled.exit(128 + constants.signals[signal]);
      });
    }
  });
}
