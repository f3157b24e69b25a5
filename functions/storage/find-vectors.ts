import { type Outcome, settle } from "../../embedding/outcome";
import type { CallContext } from "../aws/call-context";
import { mapWithBackpressure } from "../aws/map-with-backpressure";
import type { Index } from "../aws/s3-vectors";
import { getVectors, maxVectorsPerGet } from "./get-vectors";

/** How many calls get vectors at a time. */
const concurrency = 4;

/** Which of these embeddings have a vector in an index. Throws 503 or 504. */
export async function findVectors(
  ids: readonly string[],
  index: Index,
  context: CallContext,
): Promise<ReadonlySet<string>> {
  const task = async (some: readonly string[]): Promise<Outcome<boolean>[]> => {
    const { value: held, error } = await settle(() =>
      getVectors(some, { returnData: false, returnMetadata: false }, index, context),
    );
    return some.map((id) => (error ? { error } : { value: held.has(id) }));
  };
  const args = { task, groupSize: maxVectorsPerGet, concurrency, startTimeMs: 0 };
  const outcomes = await mapWithBackpressure(ids, args, context);
  const failed = outcomes.find(({ error }) => error);
  if (failed?.error) throw failed.error;
  return new Set(ids.filter((_, position) => outcomes[position]?.value));
}
