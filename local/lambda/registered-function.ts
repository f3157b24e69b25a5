import { join } from "node:path";
import type { RegisteredResource } from "../pulumi/registered-resource";
import { archiveFiles } from "./archive";
import { LocalFunction } from "./lambda-function";
import type { Sandboxes } from "./sandboxes";

/** Where a registered function runs. */
export interface FunctionSite {
  readonly region: string;
  /** Environment variables that name the endpoints of AWS's services. */
  readonly endpoints: Record<string, string>;
  /** Where the functions are unpacked, each in a folder of its own. */
  readonly directory: string;
  /**
   * What they run in.
   * @default sandboxes of its own for each
   */
  readonly sandboxes?: Sandboxes;
}

/** A function that a service stack registered, as it would be uploaded, on this machine. */
export async function registeredFunction(lambda: RegisteredResource, site: FunctionSite): Promise<LocalFunction> {
  const { name, handler, memorySize, timeout, reservedConcurrentExecutions } = lambda.inputs;
  return new LocalFunction({
    name: String(name),
    arn: String(lambda.state["arn"]),
    files: await archiveFiles(lambda),
    handler: String(handler),
    environment: siteEnvironment(lambda, site),
    memorySizeMb: Number(memorySize),
    timeoutSeconds: Number(timeout),
    reservedConcurrency: reservedConcurrency(reservedConcurrentExecutions),
    directory: join(site.directory, String(name)),
    sandboxes: site.sandboxes,
  });
}

/** Each of these functions once, however many routes end in it: their requests share its concurrency. */
export async function registeredFunctions(
  lambdas: Iterable<RegisteredResource>,
  site: FunctionSite,
): Promise<ReadonlyMap<RegisteredResource, LocalFunction>> {
  const functions = [...new Set(lambdas)].map(
    async (lambda) => [lambda, await registeredFunction(lambda, site)] as const,
  );
  return new Map(await Promise.all(functions));
}

/** The name of a registered function, which is that of its route if it has one. */
export function routeName({ name }: Pick<RegisteredResource, "name">): string {
  return name.replace(/-function$/, "");
}

/** The environment of a registered function on this machine. */
export function siteEnvironment(
  lambda: RegisteredResource,
  { region, endpoints }: Omit<FunctionSite, "directory">,
): Record<string, string> {
  const name = String(lambda.inputs["name"]);
  return {
    ...registeredEnvironment(lambda),
    ...endpoints,
    AWS_REGION: region,
    // Says in each request to a local endpoint which function sent it.
    AWS_ACCESS_KEY_ID: name,
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_LAMBDA_FUNCTION_NAME: name,
  };
}

/** The environment variables that a function was registered with. */
export function registeredEnvironment(lambda: RegisteredResource): Record<string, string> {
  const { variables = {} } = (lambda.inputs["environment"] ?? {}) as { variables?: Record<string, string> };
  return variables;
}

/** -1 stands for none, as in Lambda's API. */
function reservedConcurrency(registered: unknown): number | undefined {
  return typeof registered === "number" && registered >= 0 ? registered : undefined;
}
