import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** So that one may fail. */
const zonesNeeded = 2;

/**
 * The zones of a network with endpoints of these services: those that are configured, or else the first two that have
 * every endpoint, which not all do. Throws a `RunError` where there are not so many.
 */
export async function networkZones(
  configured: readonly string[],
  services: readonly string[],
  provider: aws.Provider,
): Promise<readonly string[]> {
  if (configured.length > 0) return configured;
  const found = await Promise.all(services.map((service) => zonesOf(service, provider)));
  const [first = [], ...others] = found;
  const zones = first.filter((zone) => others.every((other) => other.includes(zone))).toSorted();
  if (zones.length >= zonesNeeded) return zones.slice(0, zonesNeeded);
  const each = services.map((service, index) => `${service} in ${found[index]?.join(", ") || "none"}`);
  throw new pulumi.RunError(
    `network is "private", and ${zones.join(", ") || "no zone"} has all the endpoints that it needs, which are in ` +
      `${zonesNeeded} zones at the least (${each.join("; ")}). Set networkZones to zones of which you know that they ` +
      "have them, or network to public.",
  );
}

async function zonesOf(service: string, provider: aws.Provider): Promise<readonly string[]> {
  const found = await aws.ec2.getVpcEndpointService({ service, serviceType: "Interface" }, { provider });
  return found.availabilityZones;
}
