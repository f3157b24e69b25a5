import { idOf, keyPrefix } from "../../embedding/object-key";
import type { RequestContext } from "../http/request-context";
import type { ListResponse } from "../routes/list/response";
import { listObjects } from "./list-objects";

/** Which embeddings to list. */
export interface ListOptions {
  /** What the ids start with. */
  readonly prefix: string;
  /** The position to go on from, of an earlier page. */
  readonly after: string | undefined;
  readonly limit: number;
}

/** A page of the stored embeddings, and the position that the next one goes on from. Throws 503 or 504. */
export async function listEmbeddings(
  { prefix, after, limit }: ListOptions,
  context: RequestContext,
): Promise<{ embeddings: ListResponse["embeddings"]; last: string | undefined }> {
  const { contents, isTruncated } = await listObjects(
    {
      Prefix: keyPrefix + prefix,
      MaxKeys: limit,
      ...(after === undefined ? {} : { StartAfter: keyPrefix + after }),
    },
    context,
  );
  return {
    embeddings: contents.flatMap(({ Key = "", Size = 0, LastModified = new Date(0) }) => {
      const id = idOf(Key);
      // To S3, the suffix of a key is part of what it may start with.
      return id?.startsWith(prefix)
        ? [{ id, s3_key: Key, size_bytes: Size, last_modified: LastModified.toISOString() }]
        : [];
    }),
    last: isTruncated ? contents.at(-1)?.Key?.slice(keyPrefix.length) : undefined,
  };
}
