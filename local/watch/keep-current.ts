import type { FileChanges } from "./file-changes";
import type { FunctionCode } from "./function-code";

/** Arguments of {@link keepCurrent}. */
export interface KeepCurrentArgs {
  readonly code: Pick<FunctionCode, "update">;
  readonly changes: Pick<FileChanges, "next">;
  /** Whether more than the functions' code is made of a file. */
  readonly isDeployed: (file: string) => boolean;
  /** Is told which functions have new code, and of which files. */
  readonly onReplaced: (functions: readonly string[], files: readonly string[]) => void;
  /** Is told why there is no new code; the functions keep what they have. */
  readonly onFailed: (error: unknown) => void;
}

/** Keeps the functions' code as its sources are, until files change of which more is made: returns these. */
export async function keepCurrent(args: KeepCurrentArgs): Promise<readonly string[]> {
  const { code, changes, isDeployed, onReplaced, onFailed } = args;
  // The first time for what changed while they were deployed.
  for (let changed: ReadonlySet<string> = new Set(); ; changed = await changes.next()) {
    const files = [...changed];
    const deployed = files.filter(isDeployed);
    if (deployed.length > 0) return deployed;
    try {
      const replaced = await code.update(changed);
      if (replaced.length > 0) onReplaced(replaced, files);
    } catch (error) {
      onFailed(error);
    }
  }
}
