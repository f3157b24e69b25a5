import { basename, join, relative } from "node:path";
import { errorMessage } from "../../common/caught-error";
import type { Deployment } from "../deployment";
import { projectDirectory } from "../pulumi/stacks";
import { reportFailure } from "../report-failure";
import { checkStart } from "./check-start";
import { watchFiles } from "./file-changes";
import { FunctionCode } from "./function-code";
import { keepCurrent } from "./keep-current";
import { startAnew } from "./start-anew";
import type { WatchReport } from "./watch-report";

/** Follows the sources of a deployment, which is ready as soon as it is as they are, until another takes its place. */
export type Follow = (deployment: Deployment, onReady: () => Promise<void>) => Promise<void>;

/** Arguments of {@link serveWatched}. */
export interface ServeWatchedArgs {
  readonly dataDirectory: string;
  readonly stacksDirectory: string;
  readonly report: WatchReport;
  /** Serves until `follow` resolves, or until it is asked to stop: then it returns true. */
  readonly serve: (follow: Follow) => Promise<boolean>;
}

/**
 * Serves with functions whose code follows its sources. Where a file changes that the stacks or the stand-ins are made of,
 * or where serving has failed and any file changes, another process takes the place of this one.
 */
export async function serveWatched({ dataDirectory, stacksDirectory, report, serve }: ServeWatchedArgs): Promise<void> {
  const changes = await watchFiles({
    folders: [...new Set([projectDirectory, stacksDirectory])],
    read: Object.keys(require.cache).filter(isSource),
    ignored: (path) => path === dataDirectory || isIgnored(relative(projectDirectory, path)),
    onError: (error) => console.warn(`warning: not all changes are seen: ${errorMessage(error)}`),
  });
  let served: Deployment | undefined;
  try {
    const stopped = await serve(async (deployment, onCurrent) => {
      served = deployment;
      const { replaced: onReplaced, failed: onFailed } = report;
      const code = new FunctionCode(deployment.functions);
      report.startsAnew(await keepCurrent({ code, changes, isDeployed, checkStart, onCurrent, onReplaced, onFailed }));
    });
    if (stopped) {
      await changes.close();
      return;
    }
  } catch (error) {
    reportFailure(error);
    console.error("It starts anew as soon as a file changes.");
    await changes.next();
  }
  startAnew(served);
}

/** Folders in the project of which nothing is deployed. */
const ignoredFolders = /^(__tests__|coverage|dist|docs|examples|node_modules|\..+)$/;

function isIgnored(path: string): boolean {
  const [folder = ""] = path.split("/");
  return folder !== ".." && ignoredFolders.test(folder);
}

/** Whether a file that is loaded is the project's own. */
function isSource(file: string): boolean {
  const path = relative(projectDirectory, file);
  return !path.startsWith("..") && !isIgnored(path);
}

/** Whether more than functions are made of a file: it is of the stacks, or this process has loaded it. */
function isDeployed(file: string): boolean {
  return (
    file in require.cache ||
    file.startsWith(join(projectDirectory, "local/")) ||
    /^Pulumi\b.*\.ya?ml$/.test(basename(file))
  );
}
