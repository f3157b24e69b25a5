import type { FileChanges } from "./file-changes";
import type { FunctionCode } from "./function-code";

/** Arguments of {@link keepCurrent}. */
export interface KeepCurrentArgs {
  readonly code: Pick<FunctionCode, "update">;
  readonly changes: Pick<FileChanges, "take" | "next">;
  /** Whether more than the functions' code is made of a file. */
  readonly isDeployed: (file: string) => boolean;
  /** Throws where what is made of files cannot be made anew of them, as they are now. */
  readonly checkStart: () => Promise<void>;
  /** Is called once, when the functions have the code that their sources are: not where more than that has changed by then. */
  readonly onCurrent: () => Promise<void>;
  /** Is told which functions have new code, and of which files. */
  readonly onReplaced: (functions: readonly string[], files: readonly string[]) => void;
  /** Is told why there is no new code; the functions keep what they have. */
  readonly onFailed: (error: unknown) => void;
}

/**
 * Has the functions' code as its sources are, with what changed while they were deployed, and keeps it so until something has
 * changed of which more is made, and can be made anew: that is returned.
 */
export async function keepCurrent(args: KeepCurrentArgs): Promise<readonly string[]> {
  const { code, changes, isDeployed, checkStart, onCurrent, onReplaced, onFailed } = args;
  const deployed = new Set<string>();

  /** Whether that is all that can be done here. */
  async function follow(changed: ReadonlySet<string>): Promise<boolean> {
    const files = [...changed];
    for (const file of files.filter(isDeployed)) deployed.add(file);
    try {
      if (deployed.size > 0) {
        await checkStart();
        return true;
      }
      const replaced = await code.update(changed);
      if (replaced.length > 0) onReplaced(replaced, files);
    } catch (error) {
      onFailed(error);
    }
    return false;
  }

  let isOutdated = await follow(changes.take());
  if (!isOutdated) await onCurrent();
  while (!isOutdated) isOutdated = await follow(await changes.next());
  return [...deployed];
}
