import { isDeepStrictEqual } from "node:util";
import type { GetOutputVector } from "@aws-sdk/client-s3vectors";
import type { IndexableDocument } from "../../embedding/index/carried-metadata";
import { type Outcome, settle } from "../../embedding/outcome";
import type { CallContext } from "../aws/call-context";
import { mapWithBackpressure } from "../aws/map-with-backpressure";
import type { Index } from "../aws/s3-vectors";
import { vectorData } from "../aws/vector-data";
import { vectorMetadata } from "../aws/vector-metadata";
import { getVectors, maxVectorsPerGet } from "./get-vectors";
import { toVector } from "./put-vectors";

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
    const { value: held, error } = await settle(() =>
      getVectors(
        some.map(({ id }) => id),
        { returnData: true, returnMetadata: true },
        index,
        context,
      ),
    );
    return some.map((document) => (error ? { error } : { value: isSame(held.get(document.id), document) }));
  };
  return mapWithBackpressure(documents, { task, groupSize: maxVectorsPerGet, concurrency, startTimeMs: 0 }, context);
}

/** Whether a vector of an index, which keeps 32-bit floats, is the one that would be put for an embedding. */
function isSame(held: GetOutputVector | undefined, document: IndexableDocument): boolean {
  const { data, metadata } = toVector(document).vector;
  const { float32: expected = [] } = data ?? {};
  const numbers = vectorData(held?.data) ?? [];
  return (
    numbers.length === expected.length &&
    numbers.every((value, position) => Math.fround(value) === Math.fround(expected[position] ?? Number.NaN)) &&
    isDeepStrictEqual(vectorMetadata(held?.metadata), JSON.parse(JSON.stringify(metadata)))
  );
}
