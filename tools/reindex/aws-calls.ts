import type { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import type { S3Client } from "@aws-sdk/client-s3";
import type { S3VectorsClient } from "@aws-sdk/client-s3vectors";
import { AdaptiveLimit } from "../../functions/aws/adaptive-limit";
import { CommandError } from "../command/command-error";
import { Interrupted } from "../command/interrupted";
import { withRetries } from "../run/retry";
import { type AwsResource, awsCommandError, describeAwsError } from "./aws-error";
import { isThrottling, isTransient } from "./aws-failure";
import type { Clients } from "./clients";
import { ObjectProblem } from "./stored-object";

/** What AWS did not do, also when it was asked again. */
export class AwsCallError extends Error {
  override readonly name = "AwsCallError";

  constructor(
    override readonly cause: unknown,
    private readonly resource: AwsResource,
  ) {
    super(describeAwsError(cause));
  }

  /** The error of a command that cannot go on without. */
  toCommandError(): CommandError {
    return awsCommandError(this.cause, this.resource);
  }
}

/** Arguments of {@link AwsCalls}. */
export interface AwsCallsArgs {
  readonly clients: Clients;
  readonly bucket: AwsResource;
  readonly index: AwsResource;
  readonly model: AwsResource;
  /** How many calls of a service are under way at a time, at most. */
  readonly concurrency: number;
  /** How often a call that fails in passing is repeated. */
  readonly retries: number;
  /** Ends the waiting for another attempt. */
  readonly signal: AbortSignal;
}

/** Pauses before a call is repeated, in milliseconds. */
const pauses = { firstPauseMs: 200, maxPauseMs: 20_000 };

/** Calls to AWS, which are repeated while they fail in passing. They throw an {@link AwsCallError}, or {@link Interrupted}. */
export class AwsCalls {
  private readonly limits: Record<keyof Clients, AdaptiveLimit>;

  constructor(private readonly args: AwsCallsArgs) {
    const limit = () => new AdaptiveLimit(args.concurrency);
    this.limits = { s3: limit(), vectors: limit(), bedrock: limit() };
  }

  s3<Value>(task: (client: S3Client) => Promise<Value>): Promise<Value> {
    return this.call("s3", () => task(this.args.clients.s3), this.args.bucket);
  }

  vectors<Value>(task: (client: S3VectorsClient) => Promise<Value>): Promise<Value> {
    return this.call("vectors", () => task(this.args.clients.vectors), this.args.index);
  }

  bedrock<Value>(task: (client: BedrockRuntimeClient) => Promise<Value>): Promise<Value> {
    return this.call("bedrock", () => task(this.args.clients.bedrock), this.args.model);
  }

  private async call<Value>(service: keyof Clients, task: () => Promise<Value>, resource: AwsResource): Promise<Value> {
    const { retries, signal } = this.args;
    const attempt = () => this.limits[service].run(() => settled(task), isThrottled).then(outcomeOf);
    try {
      return await withRetries(attempt, { policy: { attempts: retries + 1, ...pauses }, isTransient, signal });
    } catch (error) {
      const isOurs = [Interrupted, ObjectProblem, CommandError].some((type) => error instanceof type);
      throw isOurs ? error : new AwsCallError(error, resource);
    }
  }
}

async function settled<Value>(task: () => Promise<Value>): Promise<PromiseSettledResult<Value>> {
  const [result] = await Promise.allSettled([task()]);
  return result;
}

function isThrottled(result: PromiseSettledResult<unknown>): boolean {
  return result.status === "rejected" && isThrottling(result.reason);
}

function outcomeOf<Value>(result: PromiseSettledResult<Value>): Value {
  if (result.status === "rejected") throw result.reason;
  return result.value;
}
