import type { EmbeddingDocument } from "../../embedding/document";
import { EmbeddingError } from "../../embedding/errors";
import { objectKey } from "../../embedding/object-key";
import { toJson } from "../../embedding/vector-json";
import type { CallContext } from "../aws/call-context";
import type { Bucket } from "../aws/s3";
import { type PutResult, putObject } from "./put-object";

/** How to write a document. */
export interface PutOptions {
  /** Whether to write only where nothing is stored under the id. */
  readonly createOnly: boolean;
}

/** Stores a document. Without `createOnly` it replaces one of the same id. Throws 412, 503 or 504, as {@link putObject}. */
export function putEmbedding(
  document: EmbeddingDocument,
  { createOnly }: PutOptions,
  bucket: Bucket,
  context: CallContext,
): Promise<PutResult> {
  const put = {
    key: objectKey(document.id),
    body: toJson(document),
    condition: createOnly ? ({ IfNoneMatch: "*" } as const) : {},
    refused: (cause: unknown) =>
      new EmbeddingError("embedding_exists", `There is already an embedding "${document.id}".`, { cause }),
  };
  return putObject(put, bucket, context);
}
