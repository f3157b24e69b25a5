import { maxBytesPerCall, maxVectorsPerCall } from "../../functions/storage/put-vectors";
import { batches } from "../run/batches";
import type { Prepared } from "./prepared";

/** More than the JSON around the vectors takes. */
const envelopeBytes = 1_024;

/** Cuts what was prepared into batches whose vectors fit into one request, in the same order. */
export function vectorBatches(source: AsyncIterable<Prepared>): AsyncGenerator<Prepared[]> {
  return batches(source, { maxItems: maxVectorsPerCall, maxBytes: maxBytesPerCall - envelopeBytes, bytesOf });
}

function bytesOf({ vector }: Prepared): number {
  return vector ? Buffer.byteLength(JSON.stringify(vector)) + 1 : 0;
}
