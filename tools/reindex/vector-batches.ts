import { maxBytesPerCall, maxVectorsPerCall, toVector } from "../../functions/storage/put-vectors";
import { batches } from "../run/batches";
import type { Prepared } from "./prepared";

/** More than the JSON around the vectors takes. */
const envelopeBytes = 1_024;

/** Cuts what was prepared into batches whose vectors fit into one request, in the same order. */
export function vectorBatches(source: AsyncIterable<Prepared>): AsyncGenerator<Prepared[]> {
  return batches(source, { maxItems: maxVectorsPerCall, maxBytes: maxBytesPerCall - envelopeBytes, bytesOf });
}

function bytesOf({ document }: Prepared): number {
  return document ? Buffer.byteLength(JSON.stringify(toVector(document))) + 1 : 0;
}
