import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import * as grpc from "@grpc/grpc-js";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

const { AnalyzerClient } = require("@pulumi/pulumi/proto/analyzer_grpc_pb");

/** What Pulumi puts in the place of a text that a preview does not know. */
export const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A resource as the engine hands it to a policy pack. */
export interface AnalyzedResource {
  readonly type: string;
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
  /** @default false */
  readonly protect?: boolean;
}

/** What a policy pack finds wrong. */
export interface Diagnostic {
  readonly policy: string;
  readonly mandatory: boolean;
  readonly message: string;
  readonly urn: string;
}

/** The policy pack, run as the Pulumi CLI runs it, with the engine's side of its gRPC service. */
export class RunningPolicyPack {
  private constructor(
    private readonly host: ChildProcess,
    private readonly client: grpc.Client &
      Record<string, (request: unknown, done: grpc.requestCallback<never>) => void>,
  ) {}

  /**
   * Starts the pack in `directory`, with Pulumi's launcher that is installed there, and ts-node and type checking. What
   * ts-node finds in `cacheDirectory` it does not check again.
   */
  static async start(directory: string, cacheDirectory: string): Promise<RunningPolicyPack> {
    const launcher = require.resolve("@pulumi/pulumi/cmd/run-policy-pack", { paths: [directory] });
    const host = spawn("node", [launcher, "127.0.0.1:0", "."], {
      cwd: directory,
      env: { ...process.env, TS_NODE_CACHE_DIRECTORY: cacheDirectory },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const port = await Promise.race([
      once(createInterface({ input: host.stdout }), "line").then(([line]) => String(line)),
      once(host, "exit").then(([code]) => {
        throw new Error(`the policy pack ended with code ${code}`);
      }),
    ]);
    return new RunningPolicyPack(host, new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure()));
  }

  /** The policies that the pack has, by name, with the level at which each is enforced. */
  async policies(): Promise<Record<string, string>> {
    const info: analyzer.AnalyzerInfo = await this.call("getAnalyzerInfo", new Empty());
    const levels = Object.entries(analyzer.EnforcementLevel);
    return Object.fromEntries(
      info
        .getPoliciesList()
        .map((policy) => [
          policy.getName(),
          levels.find(([, level]) => level === policy.getEnforcementlevel())?.[0] ?? "none",
        ]),
    );
  }

  /** What is wrong with a resource, of which it is asked before this is created. */
  async analyze({ type, name, props, protect = false }: AnalyzedResource): Promise<Diagnostic[]> {
    const request = new analyzer.AnalyzeRequest();
    request.setType(type);
    request.setName(name);
    request.setUrn(urn(type, name));
    request.setProperties(Struct.fromJavaScript(props as never));
    request.setOptions(options(protect));
    return diagnostics(await this.call("analyze", request));
  }

  /** What is wrong with all resources of a stack. */
  async analyzeStack(resources: readonly AnalyzedResource[]): Promise<Diagnostic[]> {
    const request = new analyzer.AnalyzeStackRequest();
    for (const { type, name, props, protect = false } of resources) {
      const resource = new analyzer.AnalyzerResource();
      resource.setType(type);
      resource.setName(name);
      resource.setUrn(urn(type, name));
      resource.setProperties(Struct.fromJavaScript(props as never));
      resource.setOptions(options(protect));
      request.addResources(resource);
    }
    return diagnostics(await this.call("analyzeStack", request));
  }

  /** Ends the pack's process. */
  async stop(): Promise<void> {
    this.client.close();
    this.host.kill();
    if (this.host.exitCode === null && this.host.signalCode === null) await once(this.host, "exit");
  }

  private call<Response>(method: string, request: unknown): Promise<Response> {
    const send = this.client[method] as (
      request: unknown,
      done: (error: Error | null, response: Response) => void,
    ) => void;
    return promisify(send.bind(this.client))(request) as Promise<Response>;
  }
}

function options(protect: boolean): analyzer.AnalyzerResourceOptions {
  return new analyzer.AnalyzerResourceOptions().setProtect(protect);
}

function diagnostics(response: analyzer.AnalyzeResponse): Diagnostic[] {
  return response.getDiagnosticsList().map((diagnostic) => ({
    policy: diagnostic.getPolicyname(),
    mandatory: diagnostic.getEnforcementlevel() === analyzer.EnforcementLevel.MANDATORY,
    message: diagnostic.getMessage(),
    urn: diagnostic.getUrn(),
  }));
}

function urn(type: string, name: string): string {
  return `urn:pulumi:stack::project::${type}::${name}`;
}
