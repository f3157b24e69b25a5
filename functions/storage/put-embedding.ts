import type { EmbeddingDocument } from "../../embedding/document";
import { EmbeddingError } from "../../embedding/errors";
import { objectKey } from "../../embedding/object-key";
import { toJson } from "../../embedding/vector-json";
import type { CallContext } from "../aws/call-context";
import type { Bucket } from "../aws/s3";
import { type PutArgs, type PutResult, putObject } from "./put-object";

/** How to write a document. */
export interface PutOptions {
  /** Whether to write only where nothing is stored under the id. */
  readonly createOnly: boolean;
  /**
   * The entity tag of what is stored under the id and may be replaced with `createOnly`, for it has expired.
   * @default nothing
   */
  readonly replaces?: string | undefined;
}

/** Stores a document. Without `createOnly` it replaces one of the same id. Throws 412, 503 or 504, as {@link putObject}. */
export function putEmbedding(
  document: EmbeddingDocument,
  { createOnly, replaces }: PutOptions,
  bucket: Bucket,
  context: CallContext,
): Promise<PutResult> {
  const put = {
    key: objectKey(document.id),
    body: toJson(document),
    condition: createOnly ? newCondition(replaces) : {},
    refused: (cause: unknown) =>
      new EmbeddingError("embedding_exists", `There is already an embedding "${document.id}".`, { cause }),
  };
  return putObject(put, bucket, context);
}

/** What holds of S3 where nothing is stored, or nothing but what has expired. */
function newCondition(replaces: string | undefined): PutArgs["condition"] {
  return replaces === undefined ? { IfNoneMatch: "*" } : { IfMatch: replaces };
}
