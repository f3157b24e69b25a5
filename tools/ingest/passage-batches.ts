import type { Passage } from "../../documents/passage";
import { batches } from "../run/batches";

/** The most items of one request to `POST /embeddings/batch`. */
const maxItems = 100;

/** The most bytes of one request, as JSON: well below the 6 MB of a Lambda event, in which the body is JSON once more. */
const maxBytes = 2 * 1024 * 1024;

/** Passages in batches that one request can hold; a larger passage is one of its own. */
export function passageBatches(passages: AsyncIterable<Passage>): AsyncGenerator<Passage[]> {
  return batches(passages, { maxItems, maxBytes, bytesOf: (passage) => Buffer.byteLength(JSON.stringify(passage)) });
}
