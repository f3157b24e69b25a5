import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { leaveOutStackTraces } from "./leave-out-stack-traces";
import type { RegisteredResource, StackResult } from "./registered-resource";

/** Stands in for a cloud provider: what it would add to a resource, and what its functions return. */
export interface Provider {
  readonly create: (resource: { type: string; name: string; inputs: Record<string, unknown> }) => {
    readonly id: string;
    readonly computed: Record<string, unknown>;
  };
  readonly invoke: (token: string, args: Record<string, unknown>) => Record<string, unknown>;
}

/** A stack to run. */
export interface StackArgs {
  readonly project: string;
  readonly stack: string;
  /** Config values as Pulumi stores them: text, or JSON text, by namespaced key. */
  readonly config: Record<string, string>;
  /**
   * The keys of values that the stack's file encrypts.
   * @default none
   */
  readonly secretKeys?: readonly string[];
  /** The program, as the root of the project exports it. */
  readonly program: () => pulumi.Inputs | Promise<pulumi.Inputs>;
  readonly provider: Provider;
  /**
   * Outputs of other stacks by their full name, organization/project/stack.
   * @default {}
   */
  readonly stackOutputs?: Record<string, Record<string, unknown>>;
  /**
   * Whether ids and computed values stay unknown, as in `pulumi preview`.
   * @default false
   */
  readonly preview?: boolean;
}

/**
 * Runs a Pulumi program in this process, with Pulumi's own runtime and its mocks as the engine. Throws what the
 * program throws. One run at a time: the runtime's state is global.
 */
export function runStack(args: StackArgs): Promise<StackResult> {
  return leaveOutStackTraces(() => run(args));
}

async function run(args: StackArgs): Promise<StackResult> {
  const { preview = false, stackOutputs = {}, secretKeys = [] } = args;
  const resources: RegisteredResource[] = [];
  const options = new Map<string, pulumi.CustomResourceOptions>();
  const dependencies = new Map<string, string[]>();

  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs, custom, provider = "", id }) => {
        if (type === stackReference) return readStackReference(stackOutputs, id ?? name);
        // The components of this package come from a provider too, with all that is in them.
        const provided = custom || type.startsWith("awsx:");
        const { id: physicalId, computed } =
          provided && !preview ? args.provider.create({ type, name, inputs }) : { id: "", computed: {} };
        const state = { ...inputs, ...computed };
        resources.push({
          type,
          name,
          custom: custom ?? false,
          id: physicalId,
          inputs,
          state,
          provider,
          options: options.get(`${type} ${name}`) ?? {},
          dependencies: dependencies.get(`${type} ${name}`) ?? [],
        });
        return { id: physicalId || undefined, state };
      },
      call: ({ token, inputs }) => args.provider.invoke(token, inputs),
    },
    args.project,
    args.stack,
    preview,
    "organization",
  );
  pulumi.runtime.setAllConfig(args.config, [...secretKeys]);
  onRegistration((request) => {
    const names = [request.getParent(), ...request.getDependenciesList()].filter(Boolean).map(typeAndName);
    dependencies.set(`${request.getType()} ${request.getName()}`, names);
  });

  const outputs = await failOnUnhandledRejection(async () => {
    let program: Promise<pulumi.Inputs> = Promise.resolve({});
    await pulumi.runtime.runInPulumiStack(async () => {
      pulumi.runtime.registerStackTransformation(({ type, name, props, opts }) => {
        // Resource options do not reach the mocks; a transformation sees them.
        options.set(`${type} ${name}`, opts);
        if (type === stackReference) requireStack(stackOutputs, props["name"]);
        return undefined;
      });
      program = (async () => args.program())();
      return program.catch(() => ({}));
    });
    const returned = await program;
    await pulumi.runtime.disconnect();
    return resolveEach(returned);
  });
  return { resources: resources.filter(({ type }) => type !== pulumi.runtime.rootPulumiStackTypeName), outputs };
}

/** The type and the name in a URN, `urn:pulumi:stack::project::parent$type::name`. */
function typeAndName(urn: string): string {
  const [, , types = "", name = ""] = urn.split("::");
  return `${types.split("$").at(-1)}::${name}`;
}

/** Has each registration seen before Pulumi's mocks have it, which keep to themselves what a resource depends on. */
function onRegistration(see: (request: RegisterResourceRequest) => void): void {
  const monitor = pulumi.runtime.getMonitor();
  if (!monitor) throw new Error("Pulumi's mocks are not set");
  const register = monitor.registerResource.bind(monitor) as (
    request: RegisterResourceRequest,
    ...rest: never[]
  ) => never;
  Object.assign(monitor, {
    registerResource: (request: RegisterResourceRequest, ...rest: never[]) => {
      see(request);
      return register(request, ...rest);
    },
  });
}

async function resolveEach(outputs: pulumi.Inputs): Promise<Record<string, unknown>> {
  const entries = Object.entries(outputs).map(async ([key, value]) => [key, await inputValue(value)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

/** The value of an input; undefined where it is not known in a preview. */
export function inputValue<T>(input: pulumi.Input<T>): Promise<pulumi.Unwrap<T> | undefined> {
  const output = pulumi.output(input) as unknown as { promise(): Promise<pulumi.Unwrap<T> | undefined> };
  return output.promise();
}

const stackReference = "pulumi:pulumi:StackReference";

function requireStack(stackOutputs: Record<string, Record<string, unknown>>, name: string): void {
  if (!stackOutputs[name]) throw new Error(`unknown stack "${name}"`);
}

function readStackReference(stackOutputs: Record<string, Record<string, unknown>>, name: string) {
  return { id: name, state: { name, outputs: stackOutputs[name] ?? {}, secretOutputNames: [] } };
}

/**
 * Pulumi's runtime reports some failures, such as that of a value computed inside an output, only as unhandled
 * rejections.
 */
async function failOnUnhandledRejection<T>(run: () => Promise<T>): Promise<T> {
  let onRejection: (reason: unknown) => void = () => {};
  const rejected = new Promise<never>((_, reject) => {
    onRejection = reject;
  });
  process.on("unhandledRejection", onRejection);
  try {
    return await Promise.race([run(), rejected]);
  } finally {
    // The runtime's promises that hang on the same failure reject in the turns that follow.
    await new Promise((resolve) => setImmediate(resolve));
    process.off("unhandledRejection", onRejection);
  }
}
