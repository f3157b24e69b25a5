import {
  S3Client,
  type S3ClientResolvedConfig,
  type S3ServiceException,
  type ServiceInputTypes,
  type ServiceOutputTypes,
} from "@aws-sdk/client-s3";
import type { Command } from "@smithy/types";
import { ApiError } from "../http/errors";
import type { RequestContext } from "../http/request-context";
import { environmentVariable } from "../settings/environment";
import { attemptTimeoutsMs, clientSettings, isTimeout, send } from "./aws-client";

/** The bucket that holds the embeddings. */
export const bucket = environmentVariable("VECTOR_BUCKET_NAME");

const client = new S3Client(clientSettings(attemptTimeoutsMs.storage));

/** Sends a command to S3 within the request's deadline. Throws what the SDK throws. */
export function sendToS3<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  command: Command<ServiceInputTypes, Input, ServiceOutputTypes, Output, S3ClientResolvedConfig>,
  context: RequestContext,
): Promise<Output> {
  return send(client, command, context, context.storageCalls);
}

/** How a request to S3 failed: the status of the last answer, 599 where there was none, and the number of attempts. */
export function failureOf(error: unknown): { readonly status: number; readonly attempts: number } {
  const { $metadata, $response } = error as Partial<S3ServiceException>;
  return {
    status: $metadata?.httpStatusCode ?? $response?.statusCode ?? 599,
    attempts: $metadata?.attempts ?? 1,
  };
}

/** The error of a request that S3 did not serve. */
export function storageError(cause: unknown, { signal }: RequestContext): ApiError {
  // A body that stalls until the deadline fails as a reset connection does.
  return signal.aborted || isTimeout(cause)
    ? new ApiError("storage_timeout", "The storage did not answer in time. Repeat the request.", { cause })
    : new ApiError("storage_unavailable", "The storage is not available at present. Repeat the request later.", {
        cause,
      });
}

/**
 * Whether S3 gives other objects, as far as an error tells, but not this one: one that is archived, or encrypted with a
 * key of others (403), with one that only its writer has, or one that is disabled (400).
 */
export function isRefused({ code, cause }: ApiError): boolean {
  return code === "storage_unavailable" && [400, 403].includes(failureOf(cause).status);
}
