import { Refusal } from "./refusal";

/** Where AWS would lead to an HTTP API that has a domain name. */
export interface GatewayAddresses {
  readonly domainName: string;
  /** The host of the address that AWS gives it. */
  readonly defaultHost: string;
  /** Whether it answers there. */
  readonly defaultEndpoint: boolean;
}

/** A name that the public DNS may have: no address, and none of those that stand for machines nearby. */
const publicName = /^(?!.*\.(?:internal|local|localhost|test)$).+\.(?!\d+$)[^.]+$/;

/**
 * What API Gateway answers to a request that asks for a host at which the API does not answer; undefined where it does. At an
 * address of this machine, which AWS does not know, it always does.
 * https://repost.aws/knowledge-center/api-gateway-disable-endpoint
 */
export function hostRefusal(host: string | undefined, addresses: GatewayAddresses): Refusal | undefined {
  const { domainName, defaultHost, defaultEndpoint } = addresses;
  const name = host?.replace(/:\d+$/, "").toLowerCase() ?? "";
  if (name === domainName) return undefined;
  if (name === defaultHost) {
    return defaultEndpoint
      ? undefined
      : new Refusal(404, "Not Found", `the default endpoint is off, and the API answers at ${domainName}`);
  }
  return publicName.test(name)
    ? new Refusal(403, "Forbidden", `no API answers at ${name}: this one does at ${domainName}`)
    : undefined;
}
