import {
  S3VectorsClient,
  type S3VectorsClientResolvedConfig,
  type S3VectorsServiceException,
  type ServiceInputTypes,
  type ServiceOutputTypes,
} from "@aws-sdk/client-s3vectors";
import type { Command } from "@smithy/types";
import { ApiError } from "../http/errors";
import type { RequestContext } from "../http/request-context";
import { attemptTimeoutsMs, clientSettings, isTimeout, send } from "./aws-client";
import { refusePages } from "./refuse-pages";

const client = new S3VectorsClient(clientSettings(attemptTimeoutsMs.index));
client.middlewareStack.use(refusePages());

/** Sends a command to S3 Vectors within the request's deadline. Throws 503 or 504, or 500 where it refuses the input. */
export async function sendToIndex<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  command: Command<ServiceInputTypes, Input, ServiceOutputTypes, Output, S3VectorsClientResolvedConfig>,
  context: RequestContext,
): Promise<Output> {
  try {
    return await send(client, command, context, context.indexCalls);
  } catch (error) {
    throw indexError(error, context);
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_S3VectorBuckets_QueryVectors.html#API_S3VectorBuckets_QueryVectors_Errors */
function indexError(cause: unknown, { signal }: RequestContext): ApiError {
  if (signal.aborted || isTimeout(cause)) {
    return new ApiError("index_timeout", "The vector index did not answer in time. Repeat the request.", { cause });
  }
  return (cause as S3VectorsServiceException).name === "ValidationException"
    ? new ApiError("internal_error", "The vector index refused the request.", { cause })
    : new ApiError("index_unavailable", "The vector index is not available at present. Repeat the request later.", {
        cause,
      });
}
