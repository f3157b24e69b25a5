/** How many sandboxes and how many connections of clients a process has files for. */
export interface OpenFiles {
  readonly sandboxes: number;
  readonly connections: number;
}

/** What a process opens that serves nothing yet, with room to load modules. */
const reserved = 80;
/** A sandbox: its event loop, and connections to three services, of which this process has both ends. */
const perSandbox = 14;
const maxSandboxes = 8;

/**
 * What a process that may have so many files open (`ulimit -n`) can do at a time. Half of what is left for connections is kept
 * for those that are refused.
 */
export function openFiles(limit = openFileLimit()): OpenFiles {
  const room = Math.max(0, limit - reserved);
  const sandboxes = Math.min(maxSandboxes, Math.max(1, Math.floor(room / 2 / perSandbox)));
  return { sandboxes, connections: Math.max(1, Math.floor((room - sandboxes * perSandbox) / 2)) };
}

/** The limit of this process, by Node.js's report of it: https://nodejs.org/api/report.html */
function openFileLimit(): number {
  // Or it asks for the names of all that is connected. The types lack it.
  const report = process.report as typeof process.report & { excludeNetwork: boolean };
  report.excludeNetwork = true;
  const { userLimits } = report.getReport() as { userLimits?: { open_files?: { soft: number | "unlimited" } } };
  const { soft = "unlimited" } = userLimits?.open_files ?? {};
  return soft === "unlimited" ? Number.POSITIVE_INFINITY : soft;
}
