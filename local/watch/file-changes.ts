import { once } from "node:events";
import { changedSince } from "./changed-since";

/** How long nothing more changes before what has changed is told, in milliseconds: an editor writes some files in steps. */
const settledMs = 40;

/** Arguments of {@link watchFiles}. */
export interface WatchFilesArgs {
  /** What is watched, with all that is below. */
  readonly folders: readonly string[];
  /** Whether a file, or a folder with all that is below, is of no interest. */
  readonly ignored: (path: string) => boolean;
  /** What has been read already: of these, those count that have changed since this process began. */
  readonly read: readonly string[];
  /** Is told where files cannot be watched, as when the system has no more watches. */
  readonly onError: (error: unknown) => void;
}

/** The files that change, as absolute paths. */
export interface FileChanges {
  /** What has changed since it was last asked for. */
  take(): ReadonlySet<string>;
  /** The same, as soon as something has. One asks at a time. */
  next(): Promise<ReadonlySet<string>>;
  close(): Promise<void>;
}

/** Watches files from now on: what changes once this has resolved is told for certain. */
export async function watchFiles({ folders, ignored, read, onError }: WatchFilesArgs): Promise<FileChanges> {
  const { watch } = await import("chokidar");
  const watcher = watch([...folders], { ignored, ignoreInitial: true });
  watcher.on("error", onError);
  let changed = new Set<string>();
  let tell = () => {};
  watcher.on("all", (_event, path) => {
    changed.add(path);
    tell();
  });
  await once(watcher, "ready");
  for (const path of changedSince(performance.timeOrigin, read)) changed.add(path);

  function take(): ReadonlySet<string> {
    const told = changed;
    changed = new Set();
    return told;
  }

  async function settled(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    let timer: NodeJS.Timeout | undefined;
    tell = () => {
      clearTimeout(timer);
      timer = setTimeout(resolve, settledMs);
    };
    if (changed.size > 0) tell();
    await promise;
  }

  return {
    take,
    next: async () => {
      await settled();
      return take();
    },
    close: () => watcher.close(),
  };
}
