import { type LocalEndpoints, readLocalEndpoints } from "../../../common/local-endpoints";
import { CommandError } from "../../command/command-error";

/** How long a service on this machine may take to say anything, in milliseconds. */
const timeoutMs = 5_000;

/** Where the services of `npm start` are, by the folder with its data. Throws a {@link CommandError} where it does not run. */
export async function findLocalDeployment(dataDirectory: string): Promise<LocalEndpoints> {
  const endpoints = readLocalEndpoints(dataDirectory);
  const isRunning = endpoints && (await answers(endpoints.vectors));
  if (isRunning) return endpoints;
  throw new CommandError(
    `There is no local deployment with its data in ${dataDirectory}: run npm start, or set LOCAL_DATA_DIR as it has it`,
  );
}

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    return true;
  } catch {
    return false;
  }
}
