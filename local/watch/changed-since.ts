import { statSync } from "node:fs";

/**
 * Which of these files have changed since a time, in milliseconds since the epoch; also those that are gone. One that will
 * have changed in the future, as files of another machine may, has not: that would be so at each start.
 */
export function changedSince(sinceMs: number, files: readonly string[], nowMs = Date.now()): readonly string[] {
  return files.filter((file) => {
    const { mtimeMs = nowMs } = statSync(file, { throwIfNoEntry: false }) ?? {};
    return mtimeMs >= sinceMs && mtimeMs <= nowMs;
  });
}
