import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import * as engine from "@pulumi/pulumi/proto/engine_pb";
import * as resource from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { awsProvider } from "../../../local/pulumi/aws-provider";
import { readStackConfig } from "../../../local/pulumi/stack-config";

const { ResourceMonitorService } = require("@pulumi/pulumi/proto/resource_grpc_pb");
const { EngineService } = require("@pulumi/pulumi/proto/engine_grpc_pb");
const stackReference = "pulumi:pulumi:StackReference";

/** A resource as it came over the wire. */
export interface HostResource {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
  /** The explicit providers of a component, by their packages, as `URN::id`: the engine hands them on to all in it. */
  readonly providers: Record<string, string>;
}

/** How a run of the program ended. */
export interface HostResult {
  readonly code: number | null;
  /** Every resource that was registered, in order, but for the stack itself. */
  readonly resources: readonly HostResource[];
  /** The stack's outputs. */
  readonly outputs: Record<string, unknown>;
  /** The messages that the CLI would show as errors. */
  readonly errors: readonly string[];
  /** All inputs and outputs as they came over the wire, of which the CLI makes the state. */
  readonly wire: Buffer;
}

/** A gRPC call as the engine's side gets it. */
type Call<Request> = { readonly request: Request };
type Reply<Response> = (error: Partial<grpc.ServiceError> | null, response?: Response) => void;

/** What {@link runLanguageHost} runs. */
export interface LanguageHostArgs {
  readonly stack: string;
  /** Where the stack's files are. */
  readonly stacksDirectory: string;
  /** The folder of the program. */
  readonly program: string;
  /** What ts-node finds here it does not compile again. */
  readonly cacheDirectory: string;
  /**
   * Whether ts-node checks the types of the program too, which takes most of a run.
   * @default true, as at a deployment
   */
  readonly checkTypes?: boolean;
  /**
   * Outputs of other stacks by their full name.
   * @default {}
   */
  readonly stackOutputs?: Record<string, Record<string, unknown>> | undefined;
}

/**
 * Runs a stack as the Pulumi CLI does: Pulumi's own Node.js language host in a process of its own, with ts-node,
 * talking gRPC to an engine, which is played here.
 */
export async function runLanguageHost(args: LanguageHostArgs): Promise<HostResult> {
  const { stack, program, cacheDirectory, checkTypes = true, stackOutputs = {} } = args;
  const { project, config } = readStackConfig(args.stacksDirectory, stack);
  const provider = awsProvider({ region: "us-east-1", apiEndpoint: "https://api.example" });
  const resources: HostResource[] = [];
  const errors: string[] = [];
  const wire: Uint8Array[] = [];
  let outputs: Record<string, unknown> = {};
  let rootUrn = "";

  const server = new grpc.Server();
  server.addService(ResourceMonitorService, {
    supportsFeature: (_: unknown, reply: Reply<resource.SupportsFeatureResponse>) => {
      reply(null, new resource.SupportsFeatureResponse().setHassupport(true));
    },
    invoke: ({ request }: Call<resource.ResourceInvokeRequest>, reply: Reply<resource.ResourceInvokeResponse>) => {
      const args = request.getArgs()?.toJavaScript() ?? {};
      const result = Struct.fromJavaScript(provider.invoke(request.getTok(), args) as never);
      const response = new resource.ResourceInvokeResponse();
      response.setReturn(result);
      reply(null, response);
    },
    readResource: ({ request }: Call<resource.ReadResourceRequest>, reply: Reply<resource.ReadResourceResponse>) => {
      const name = request.getId();
      const found = request.getType() === stackReference ? stackOutputs[name] : undefined;
      if (!found) return reply({ code: grpc.status.UNKNOWN, details: `unknown stack "${name}"` });
      const response = new resource.ReadResourceResponse();
      response.setUrn(urn(request.getType(), name));
      response.setProperties(Struct.fromJavaScript({ name, outputs: found, secretOutputNames: [] } as never));
      reply(null, response);
    },
    registerResource: (
      { request }: Call<resource.RegisterResourceRequest>,
      reply: Reply<resource.RegisterResourceResponse>,
    ) => {
      const type = request.getType();
      const name = request.getName();
      wire.push(request.serializeBinary());
      const inputs = request.getObject()?.toJavaScript() ?? {};
      const provided = request.getCustom() || request.getRemote();
      const { id, computed } = provided ? provider.create({ type, name, inputs }) : { id: "", computed: {} };
      const providers = Object.fromEntries(request.getProvidersMap().getEntryList());
      if (type !== "pulumi:pulumi:Stack") resources.push({ type, name, inputs, providers });
      const response = new resource.RegisterResourceResponse();
      response.setUrn(urn(type, name));
      response.setId(id);
      response.setObject(Struct.fromJavaScript({ ...inputs, ...computed } as never));
      reply(null, response);
    },
    registerResourceOutputs: ({ request }: Call<resource.RegisterResourceOutputsRequest>, reply: Reply<Empty>) => {
      wire.push(request.serializeBinary());
      if (request.getUrn() === rootUrn) outputs = request.getOutputs()?.toJavaScript() ?? {};
      reply(null, new Empty());
    },
    signalAndWaitForShutdown: (_: unknown, reply: Reply<Empty>) => reply(null, new Empty()),
  });
  server.addService(EngineService, {
    log: ({ request }: Call<engine.LogRequest>, reply: Reply<Empty>) => {
      if (request.getSeverity() === engine.LogSeverity.ERROR) errors.push(request.getMessage());
      reply(null, new Empty());
    },
    setRootResource: (
      { request }: Call<engine.SetRootResourceRequest>,
      reply: Reply<engine.SetRootResourceResponse>,
    ) => {
      rootUrn = request.getUrn();
      reply(null, new engine.SetRootResourceResponse());
    },
    getRootResource: (_: unknown, reply: Reply<engine.GetRootResourceResponse>) => {
      const response = new engine.GetRootResourceResponse();
      response.setUrn(rootUrn);
      reply(null, response);
    },
  });

  const address = `127.0.0.1:${await listen(server)}`;
  try {
    const host = spawn(
      "node",
      [
        require.resolve("@pulumi/pulumi/cmd/run"),
        ...["--project", project, "--stack", stack, "--organization", "organization"],
        ...["--monitor", address, "--engine", address, "."],
      ],
      {
        cwd: program,
        env: {
          ...process.env,
          PULUMI_NODEJS_TYPESCRIPT: "true",
          PULUMI_CONFIG: JSON.stringify(config),
          PULUMI_NODEJS_TRANSPILE_ONLY: String(!checkTypes),
          TS_NODE_CACHE_DIRECTORY: cacheDirectory,
        },
        stdio: ["ignore", "ignore", "inherit"],
      },
    );
    const [code] = (await once(host, "exit")) as [number | null];
    return { code, resources, outputs, errors, wire: Buffer.concat(wire) };
  } finally {
    server.forceShutdown();
  }
}

/** The files of an archive by their path in it, as the CLI gets them: named by where they are below `directory`, where the program runs. */
export function uploadedFiles(lambda: HostResource | undefined, directory: string): Record<string, Buffer> {
  const { assets = {} } = (lambda?.inputs["code"] ?? {}) as { assets?: Record<string, { path: string }> };
  const files = Object.entries(assets).map(([name, { path }]) => [name, readFileSync(join(directory, path))]);
  return Object.fromEntries(files);
}

function urn(type: string, name: string): string {
  return `urn:pulumi:stack::project::${type}::${name}`;
}

function listen(server: grpc.Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    );
  });
}
