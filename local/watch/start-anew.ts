import type { Deployment } from "../deployment";

/** Where a deployment serves. */
type Addresses = Pick<Deployment, "url" | "s3Url" | "modelUrl" | "vectorsUrl">;

/**
 * Puts a new process with the same arguments and environment in the place of this one, which serves where this one
 * served.
 */
export function startAnew(served?: Addresses): never {
  const [node = "", ...args] = process.argv;
  // Of an option that is given twice, the last one counts.
  const ports = served ? portOptions(served) : [];
  if (!process.execve) throw new Error(`${process.platform} cannot put a process in the place of another`);
  return process.execve(process.execPath, [node, ...process.execArgv, ...args, ...ports], process.env);
}

function portOptions({ url, s3Url, modelUrl, vectorsUrl }: Addresses): string[] {
  const served = { port: url, "s3-port": s3Url, "model-port": modelUrl, "vectors-port": vectorsUrl };
  return Object.entries(served).map(([option, address]) => `--${option}=${new URL(address).port}`);
}
