import type {
  S3VectorsClient,
  S3VectorsClientResolvedConfig,
  ServiceInputTypes,
  ServiceOutputTypes,
} from "@aws-sdk/client-s3vectors";
import type { Command } from "@smithy/types";
import { EmbeddingError } from "../../embedding/errors";
import type { VectorIndex } from "../../embedding/index/indexing-problems";
import { send } from "./aws-client";
import { awsFailure, isTimeout } from "./aws-error";
import type { CallContext } from "./call-context";
import { refusePages } from "./refuse-pages";

/** Sends a command to S3 Vectors while there is time. Throws 503 or 504, or 500 where it refuses the input. */
export type SendToIndex = <Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  command: Command<ServiceInputTypes, Input, ServiceOutputTypes, Output, S3VectorsClientResolvedConfig>,
  context: CallContext,
) => Promise<Output>;

/** The index that the vectors of the stored embeddings are in, and how it is called. */
export interface Index extends VectorIndex {
  readonly arn: string;
  readonly send: SendToIndex;
}

/** An index as this client calls it. */
export function indexOf(client: S3VectorsClient, { arn, model, dimension }: Omit<Index, "send">): Index {
  client.middlewareStack.use(refusePages());
  // It copies all numbers that are sent and answered, for a log that nobody keeps.
  client.middlewareStack.remove("loggerMiddleware");
  return {
    arn,
    model,
    dimension,
    send: async (command, context) => {
      try {
        return await send(client, command, context, context.indexCalls);
      } catch (error) {
        throw indexError(error, context);
      }
    },
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_S3VectorBuckets_QueryVectors.html#API_S3VectorBuckets_QueryVectors_Errors */
function indexError(cause: unknown, { signal }: CallContext): EmbeddingError {
  if (signal.aborted || isTimeout(cause)) {
    return new EmbeddingError("index_timeout", "The vector index did not answer in time. Repeat the request.", {
      cause,
    });
  }
  return awsFailure(cause).name === "ValidationException"
    ? new EmbeddingError("internal_error", "The vector index refused the request.", { cause })
    : new EmbeddingError(
        "index_unavailable",
        "The vector index is not available at present. Repeat the request later.",
        { cause },
      );
}
