import { batches } from "../run/batches";
import type { Prepared } from "./prepare-vector";

/** The most vectors, and bytes, of one PutVectors: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-limitations.html */
export const maxVectors = 500;
const maxBytes = 20 * 1_024 * 1_024;

/** More than the JSON around the vectors takes. */
const envelopeBytes = 1_024;

/** Cuts what was prepared into batches whose vectors fit into one request, in the same order. */
export function vectorBatches(source: AsyncIterable<Prepared>): AsyncGenerator<Prepared[]> {
  return batches(source, { maxItems: maxVectors, maxBytes: maxBytes - envelopeBytes, bytesOf });
}

function bytesOf({ vector }: Prepared): number {
  return vector ? Buffer.byteLength(JSON.stringify(vector)) + 1 : 0;
}
