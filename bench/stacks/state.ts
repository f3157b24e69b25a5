import * as pulumi from "@pulumi/pulumi";
import type { RegisteredResource } from "../../local/pulumi/registered-resource";
import type { DeployedStacks } from "../../local/pulumi/stacks";
import type { Measurement } from "../measurement";

/** The most that a function should take, whatever its code. */
const functionKb = 4;

/** What each resource takes of its stack's state: the inputs and outputs that Pulumi's runtime sends, by type. */
export async function stateMeasurements({ bootstrap, service }: DeployedStacks): Promise<Measurement[]> {
  return [...(await stackMeasurements(bootstrap)), ...(await stackMeasurements(service))];
}

async function stackMeasurements({ stack, resources }: DeployedStacks["service"]): Promise<Measurement[]> {
  const kilobytes = new Map<string, number[]>();
  for (const resource of resources) {
    kilobytes.set(resource.type, [...(kilobytes.get(resource.type) ?? []), (await sentBytes(resource)) / 1_000]);
  }
  const ofTypes = [...kilobytes].toSorted(([, a], [, b]) => sum(b) - sum(a));
  return [
    { what: `${stack}: all resources`, measure: "state, KB", samples: [sum([...kilobytes.values()].flat())] },
    ...ofTypes.map(([type, samples]) => ({
      what: `${stack}: ${samples.length} ${type}`,
      measure: "state, KB each",
      samples,
      atMost: type === "aws:lambda/function:Function" ? functionKb : undefined,
    })),
  ];
}

async function sentBytes({ inputs, state }: RegisteredResource): Promise<number> {
  const sent = [
    await pulumi.runtime.serializeProperties("inputs", inputs),
    await pulumi.runtime.serializeProperties("outputs", state),
  ];
  return Buffer.byteLength(JSON.stringify(sent));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
