import type { S3Client, S3ClientResolvedConfig, ServiceInputTypes, ServiceOutputTypes } from "@aws-sdk/client-s3";
import type { Command } from "@smithy/types";
import { EmbeddingError } from "../../embedding/errors";
import { send } from "./aws-client";
import { awsFailure, isTimeout } from "./aws-error";
import type { CallContext } from "./call-context";

/** Sends a command to S3 while there is time. Throws what the SDK throws. */
export type SendToS3 = <Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  command: Command<ServiceInputTypes, Input, ServiceOutputTypes, Output, S3ClientResolvedConfig>,
  context: CallContext,
) => Promise<Output>;

/** A bucket that holds embeddings, and how it is called. */
export interface Bucket {
  readonly name: string;
  readonly send: SendToS3;
}

/** A bucket as this client calls it. */
export function bucketOf(client: S3Client, name: string): Bucket {
  return { name, send: (command, context) => send(client, command, context, context.storageCalls) };
}

/** The error of a request that S3 did not serve. */
export function storageError(cause: unknown, { signal }: CallContext): EmbeddingError {
  // A body that stalls until the deadline fails as a reset connection does.
  return signal.aborted || isTimeout(cause)
    ? new EmbeddingError("storage_timeout", "The storage did not answer in time. Repeat the request.", { cause })
    : new EmbeddingError("storage_unavailable", "The storage is not available at present. Repeat the request later.", {
        cause,
      });
}

/**
 * Whether S3 gives other objects, as far as an error tells, but not this one: one that is archived, or encrypted with a
 * key of others (403), with one that only its writer has, or one that is disabled (400).
 */
export function isRefused({ code, cause }: EmbeddingError): boolean {
  const { status } = awsFailure(cause);
  return code === "storage_unavailable" && (status === 400 || status === 403);
}
