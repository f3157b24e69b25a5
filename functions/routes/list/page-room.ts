import { EmbeddingError } from "../../../embedding/errors";
import { toJson } from "../../../embedding/vector-json";
import { toProblem } from "../../http/error-answer";
import { maxResponseBytes } from "../../http/http-handler";
import type { RequestContext } from "../../http/request-context";
import type { ListedEmbedding } from "./response";

/** What an answer has around its embeddings, of which the cursor and the headers are the most, in bytes. */
const bytesAround = 16 * 1_024;

/** The most bytes of the embeddings of an answer. */
export const pageBytes = maxResponseBytes - bytesAround;

/** Embeddings that there is room for in an answer, and how much of it they take. */
export interface Fitting {
  readonly embeddings: readonly ListedEmbedding[];
  readonly bytes: number;
}

/** Those of the embeddings, from the first on, that so many bytes have room for. */
export function fitting(embeddings: readonly ListedEmbedding[], leftBytes: number, context: RequestContext): Fitting {
  const fit: ListedEmbedding[] = [];
  let bytes = 0;
  for (const embedding of embeddings) {
    const size = sizeOf(embedding);
    // What no answer has room for would keep a client from going on: it is listed without what it includes.
    const listed = size > pageBytes ? withoutContents(embedding, context) : embedding;
    const taken = listed === embedding ? size : sizeOf(listed);
    if (bytes + taken > leftBytes) break;
    bytes += taken;
    fit.push(listed);
  }
  return { embeddings: fit, bytes };
}

function withoutContents(listed: ListedEmbedding, { requestId }: RequestContext): ListedEmbedding {
  const { id, s3_key, size_bytes, last_modified } = listed;
  const error = new EmbeddingError(
    "response_too_large",
    `What is stored for "${id}" is larger than AWS Lambda returns: read it from the bucket.`,
  );
  return { id, s3_key, size_bytes, last_modified, problem: toProblem(error, requestId) };
}

/** The bytes of an embedding and a comma in a result of Lambda, which is JSON that has the answer as a text. */
function sizeOf(embedding: ListedEmbedding): number {
  return Buffer.byteLength(JSON.stringify(toJson(embedding))) - 1;
}
