import type { FileChanges } from "./file-changes";
import type { FunctionCode } from "./function-code";

/** Arguments of {@link keepCurrent}. */
export interface KeepCurrentArgs {
  readonly code: Pick<FunctionCode, "update">;
  readonly changes: Pick<FileChanges, "next">;
  /** Whether more than the functions' code is made of a file. */
  readonly isDeployed: (file: string) => boolean;
  /** Throws where what is made of files cannot be made anew of them, as they are now. */
  readonly checkStart: () => Promise<void>;
  /** Is told which functions have new code, and of which files. */
  readonly onReplaced: (functions: readonly string[], files: readonly string[]) => void;
  /** Is told why there is no new code; the functions keep what they have. */
  readonly onFailed: (error: unknown) => void;
}

/** Keeps the functions' code as its sources are, until files change of which more is made, and can be: returns these. */
export async function keepCurrent(args: KeepCurrentArgs): Promise<readonly string[]> {
  const { code, changes, isDeployed, checkStart, onReplaced, onFailed } = args;
  const deployed = new Set<string>();
  // The first time for what changed while they were deployed.
  for (let changed: ReadonlySet<string> = new Set(); ; changed = await changes.next()) {
    const files = [...changed];
    for (const file of files.filter(isDeployed)) deployed.add(file);
    try {
      if (deployed.size > 0) {
        await checkStart();
        return [...deployed];
      }
      const replaced = await code.update(changed);
      if (replaced.length > 0) onReplaced(replaced, files);
    } catch (error) {
      onFailed(error);
    }
  }
}
