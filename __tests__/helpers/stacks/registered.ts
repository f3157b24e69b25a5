import type { RegisteredResource, StackResult } from "../../../local/pulumi/registered-resource";

/** A stack that registered these resources, each with its type, its name and its inputs. */
export function stackOf(...resources: readonly [string, string, Record<string, unknown>][]): StackResult {
  return { resources: resources.map((resource) => registered(...resource)), outputs: {} };
}

/** A resource as the local engine has it. */
export function registered(type: string, name: string, inputs: Record<string, unknown>): RegisteredResource {
  return { type, name, custom: true, id: name, inputs, state: inputs, provider: "", options: {}, dependencies: [] };
}
