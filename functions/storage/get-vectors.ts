import { type GetOutputVector, GetVectorsCommand, type GetVectorsCommandOutput } from "@aws-sdk/client-s3vectors";
import { EmbeddingError } from "../../embedding/errors";
import type { CallContext } from "../aws/call-context";
import type { Index } from "../aws/s3-vectors";

/** The most vectors that one call gets: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-limitations.html */
export const maxVectorsPerGet = 100;

/** What to get of vectors beside their keys. */
export interface GetVectorsArgs {
  readonly returnData: boolean;
  readonly returnMetadata: boolean;
}

/** The vectors that an index has of up to 100 embeddings, by id. Throws 503 or 504. */
export async function getVectors(
  ids: readonly string[],
  args: GetVectorsArgs,
  index: Index,
  context: CallContext,
): Promise<Map<string | undefined, GetOutputVector>> {
  const command = new GetVectorsCommand({ indexArn: index.arn, keys: [...ids], ...args });
  return new Map(requireVectors(await index.send(command, context)).map((vector) => [vector.key, vector]));
}

/** The vectors of an answer, in which the SDK takes nothing for missing. */
function requireVectors({ vectors }: Partial<GetVectorsCommandOutput>): GetOutputVector[] {
  if (vectors) return vectors;
  throw new EmbeddingError(
    "index_unavailable",
    "The vector index did not answer with vectors. Repeat the request later.",
    { cause: new Error("The answer has no list of vectors") },
  );
}
