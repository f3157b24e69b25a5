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
  /** Is told which functions have new code, and of which files. */
  readonly onReplaced: (functions: readonly string[], files: readonly string[]) => void;
  /** Is told why there is no new code; the functions keep what they have. */
  readonly onFailed: (error: unknown) => void;
}

/** Functions whose code is as its sources are. */
export interface KeptCurrent {
  /** What has changed of which more is made than the functions' code, and can be made anew: then nothing is kept current any more. */
  readonly outdated: Promise<readonly string[]>;
}

/** Has the functions' code as its sources are, with what changed while they were deployed, and keeps it so. */
export async function keepCurrent(args: KeepCurrentArgs): Promise<KeptCurrent> {
  const { code, changes, isDeployed, checkStart, onReplaced, onFailed } = args;
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

  async function followAll(isOutdated: boolean): Promise<readonly string[]> {
    while (!isOutdated) isOutdated = await follow(await changes.next());
    return [...deployed];
  }

  return { outdated: followAll(await follow(changes.take())) };
}
