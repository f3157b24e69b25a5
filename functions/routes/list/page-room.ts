import { type Fitting, fitting, tooLargeProblem } from "../../http/answer-room";
import type { RequestContext } from "../../http/request-context";
import type { ListedEmbedding } from "./response";

/** Embeddings that a page of a list still has room for. */
export function fittingListed(
  embeddings: readonly ListedEmbedding[],
  leftBytes: number,
  context: RequestContext,
): Fitting<ListedEmbedding> {
  return fitting(embeddings, leftBytes, ({ id, s3_key, size_bytes, last_modified }) => {
    return { id, s3_key, size_bytes, last_modified, problem: tooLargeProblem(id, context) };
  });
}
