import { idOf, keyPrefix } from "../../embedding/object-key";
import type { CallContext } from "../aws/call-context";
import type { Bucket } from "../aws/s3";
import { listObjects } from "./list-objects";

/** Which embeddings to list. */
export interface ListOptions {
  /** What the ids start with. */
  readonly prefix: string;
  /** The position to go on from, of an earlier page. */
  readonly after: string | undefined;
  readonly limit: number;
}

/** The object of a stored embedding, as S3 lists it. */
export interface KeptObject {
  readonly id: string;
  readonly key: string;
  readonly sizeBytes: number;
  readonly lastModified: Date;
}

/** A page of the stored embeddings, and the position that the next one goes on from. Throws 503 or 504. */
export async function listEmbeddings(
  { prefix, after, limit }: ListOptions,
  bucket: Bucket,
  context: CallContext,
): Promise<{ embeddings: KeptObject[]; last: string | undefined }> {
  const { contents, isTruncated } = await listObjects(
    {
      Prefix: keyPrefix + prefix,
      MaxKeys: limit,
      ...(after === undefined ? {} : { StartAfter: keyPrefix + after }),
    },
    bucket,
    context,
  );
  return {
    embeddings: contents.flatMap(({ Key = "", Size = 0, LastModified = new Date(0) }) => {
      const id = idOf(Key);
      // To S3, the suffix of a key is part of what it may start with.
      return id?.startsWith(prefix) ? [{ id, key: Key, sizeBytes: Size, lastModified: LastModified }] : [];
    }),
    last: isTruncated ? contents.at(-1)?.Key?.slice(keyPrefix.length) : undefined,
  };
}
