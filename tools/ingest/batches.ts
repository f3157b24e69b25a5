import type { Passage } from "./passage";

/** The most items of one request to `POST /embeddings/batch`. */
const maxItems = 100;

/** The most bytes of one request, as JSON: well below the 6 MB of a Lambda event, in which the body is JSON once more. */
const maxBytes = 2 * 1024 * 1024;

/** Passages in batches that one request can hold; a larger passage is one of its own. */
export async function* batches(passages: AsyncIterable<Passage>): AsyncGenerator<Passage[]> {
  let batch: Passage[] = [];
  let bytes = 0;
  for await (const passage of passages) {
    const size = Buffer.byteLength(JSON.stringify(passage));
    if (batch.length === maxItems || (batch.length > 0 && bytes + size > maxBytes)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(passage);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
