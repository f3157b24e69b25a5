import type { Prepared } from "./prepare-vector";

/** The most vectors, and bytes, of one PutVectors: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-limitations.html */
export const maxVectors = 500;
const maxBytes = 20 * 1_024 * 1_024;

/** More than the JSON around the vectors takes. */
const envelopeBytes = 1_024;

/** Cuts what was prepared into batches whose vectors fit into one request, in the same order. */
export async function* vectorBatches(source: AsyncIterable<Prepared>): AsyncGenerator<Prepared[]> {
  let batch: Prepared[] = [];
  let bytes = envelopeBytes;
  for await (const prepared of source) {
    const size = prepared.vector ? Buffer.byteLength(JSON.stringify(prepared.vector)) + 1 : 0;
    if (batch.length === maxVectors || bytes + size > maxBytes) {
      yield batch;
      batch = [];
      bytes = envelopeBytes;
    }
    batch.push(prepared);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
