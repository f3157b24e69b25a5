import { hostname, networkInterfaces } from "node:os";

/** What every machine calls itself. */
const loopback = ["localhost", "127.0.0.1", "::1"];

/**
 * Whether a header `Host` names this machine, by one of its own addresses or by the name that it was told to listen at. A page
 * of somebody else whose name resolves to this machine names itself there: https://en.wikipedia.org/wiki/DNS_rebinding
 */
export function isOwnHost(host: string | undefined, listensAt: string): boolean {
  const [, name] = /^(?:\[(?=.*\]))?([^[\]]+?)\]?(?::\d+)?$/.exec(host?.toLowerCase() ?? "") ?? [];
  if (name === undefined) return false;
  const addresses = Object.values(networkInterfaces()).flatMap((all = []) => all.map(({ address }) => address));
  return [...loopback, listensAt, hostname(), ...addresses].some((own) => own.toLowerCase() === name);
}
