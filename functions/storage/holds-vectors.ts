import { isDeepStrictEqual } from "node:util";
import { type GetOutputVector, GetVectorsCommand, type GetVectorsCommandOutput } from "@aws-sdk/client-s3vectors";
import { EmbeddingError } from "../../embedding/errors";
import type { IndexableDocument } from "../../embedding/index/carried-metadata";
import { type Outcome, settle } from "../../embedding/outcome";
import type { CallContext } from "../aws/call-context";
import { mapWithBackpressure } from "../aws/map-with-backpressure";
import type { Index } from "../aws/s3-vectors";
import { vectorMetadata } from "../aws/vector-metadata";
import { toVector } from "./put-vectors";

/** The most vectors that one call gets: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-limitations.html */
const maxVectorsPerGet = 100;

/** How many calls get vectors at a time. */
const concurrency = 4;

/**
 * Whether an index holds each of these embeddings: just its vector, with all that it carries. A vector of the same id alone
 * may be what was stored before, where the index failed since. Each fails with 503 or 504 where the index does not tell.
 */
export function holdsVectors(
  documents: readonly IndexableDocument[],
  index: Index,
  context: CallContext,
): Promise<Outcome<boolean>[]> {
  const task = async (some: readonly IndexableDocument[]): Promise<Outcome<boolean>[]> => {
    const { value: held, error } = await settle(() => getVectors(some, index, context));
    return some.map((document) => (error ? { error } : { value: isSame(held.get(document.id), document) }));
  };
  return mapWithBackpressure(documents, { task, groupSize: maxVectorsPerGet, concurrency, startTimeMs: 0 }, context);
}

/** The vectors that an index has of embeddings, by id. */
async function getVectors(
  documents: readonly IndexableDocument[],
  index: Index,
  context: CallContext,
): Promise<Map<string | undefined, GetOutputVector>> {
  const command = new GetVectorsCommand({
    indexArn: index.arn,
    keys: documents.map(({ id }) => id),
    returnData: true,
    returnMetadata: true,
  });
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

/** Whether a vector of an index, which keeps 32-bit floats, is the one that would be put for an embedding. */
function isSame(held: GetOutputVector | undefined, document: IndexableDocument): boolean {
  const { data, metadata } = toVector(document).vector;
  const { float32: expected = [] } = data ?? {};
  const { float32: numbers = [] } = held?.data ?? {};
  return (
    numbers.length === expected.length &&
    numbers.every((value, position) => Math.fround(value) === Math.fround(expected[position] ?? Number.NaN)) &&
    isDeepStrictEqual(vectorMetadata(held?.metadata), JSON.parse(JSON.stringify(metadata)))
  );
}
