import type { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import type { S3Client } from "@aws-sdk/client-s3";
import type { S3VectorsClient } from "@aws-sdk/client-s3vectors";
import { CommandError } from "../command-error";
import { type AwsResource, awsCommandError, describeAwsError } from "./aws-error";
import type { Clients } from "./clients";
import { Interrupted, type RetryArgs, withRetries } from "./retry";
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
  readonly retry: RetryArgs;
}

/** Calls to AWS, which are repeated while they fail in passing. They throw an {@link AwsCallError}, or {@link Interrupted}. */
export class AwsCalls {
  constructor(private readonly args: AwsCallsArgs) {}

  s3<Value>(task: (client: S3Client) => Promise<Value>): Promise<Value> {
    return this.call(() => task(this.args.clients.s3), this.args.bucket);
  }

  vectors<Value>(task: (client: S3VectorsClient) => Promise<Value>): Promise<Value> {
    return this.call(() => task(this.args.clients.vectors), this.args.index);
  }

  bedrock<Value>(task: (client: BedrockRuntimeClient) => Promise<Value>): Promise<Value> {
    return this.call(() => task(this.args.clients.bedrock), this.args.model);
  }

  /** Throws {@link Interrupted} where the command was asked to end: between calls of which there may be many. */
  throwIfInterrupted(): void {
    if (this.args.retry.signal.aborted) throw new Interrupted();
  }

  private async call<Value>(task: () => Promise<Value>, resource: AwsResource): Promise<Value> {
    try {
      return await withRetries(task, this.args.retry);
    } catch (error) {
      const isOurs = [Interrupted, ObjectProblem, CommandError].some((type) => error instanceof type);
      throw isOurs ? error : new AwsCallError(error, resource);
    }
  }
}
