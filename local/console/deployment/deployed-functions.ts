import { zipSync } from "fflate";
import type { BundledFile, DeployedFunction } from "../../../console/deployment/deployment-document";
import { archiveFiles } from "../../lambda/archive";
import { routeName } from "../../lambda/registered-function";
import { ofType, type RegisteredResource } from "../../pulumi/registered-resource";
import type { DeployedStacks } from "../../pulumi/stacks";

/** The functions of a service, with what would be uploaded of each. */
export async function deployedFunctions({ service }: DeployedStacks): Promise<DeployedFunction[]> {
  const roles = ofType(service, "aws:iam/role:Role");
  const functions: DeployedFunction[] = [];
  // One after another, for to compress them takes the time of requests.
  for (const lambda of ofType(service, "aws:lambda/function:Function")) {
    const { name, role, memorySize, timeout, reservedConcurrentExecutions: reserved } = lambda.inputs;
    functions.push({
      name: String(name),
      title: routeName(lambda),
      role: String(roles.find(({ state }) => state["arn"] === role)?.inputs["name"]),
      memorySizeMb: Number(memorySize),
      timeoutSeconds: Number(timeout),
      reservedConcurrency: typeof reserved === "number" && reserved >= 0 ? reserved : undefined,
      files: await bundledFiles(lambda),
    });
  }
  return functions;
}

async function bundledFiles(lambda: RegisteredResource): Promise<BundledFile[]> {
  const files = await archiveFiles(lambda);
  return Object.entries(files).map(([path, contents]) => ({
    path,
    size: contents.length,
    zippedSize: zipSync({ [path]: contents }).length,
  }));
}
