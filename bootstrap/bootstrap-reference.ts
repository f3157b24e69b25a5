import * as pulumi from "@pulumi/pulumi";
import { type BootstrapOutputs, bootstrapOutputs } from "./outputs";

/**
 * Reads the contract of the bootstrap stack `name` (organization/project/stack).
 * Throws a `RunError` where that stack cannot be read or returns something else.
 */
export async function readBootstrap(name: string): Promise<BootstrapOutputs> {
  const outputs: Record<string, unknown> = {};
  try {
    const reference = new pulumi.StackReference(name);
    for (const key of Object.keys(bootstrapOutputs.shape)) {
      const { value, secretValue } = await reference.getOutputDetails(key);
      outputs[key] = value ?? secretValue;
    }
  } catch (error) {
    throw new pulumi.RunError(
      `The bootstrap stack "${name}" cannot be read (${error instanceof Error ? error.message : String(error)}). ` +
        "Deploy it first (pulumi up --stack bootstrap), or set bootstrapStack to the name of the stack that is deployed.",
    );
  }

  const result = bootstrapOutputs.safeParse(outputs);
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    ({ path, message }) => `${path.join(".")} is ${JSON.stringify(outputs[String(path[0])])} (${message})`,
  );
  throw new pulumi.RunError(
    `The stack "${name}" does not return the outputs of this version's bootstrap layer: ${problems.join("; ")}. ` +
      "Set bootstrapStack to a stack of the bootstrap layer, or deploy that stack with this version (pulumi up).",
  );
}
