import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { idOf, keyPrefix } from "../../embedding/object-key";
import { throwIfInterrupted } from "../command/interrupted";
import type { AwsCalls } from "./aws-calls";
import { TransientError } from "./aws-failure";

/** A stored embedding as a bucket lists it. */
export interface ListedObject {
  /** Undefined where the key is no embedding's. */
  readonly id: string | undefined;
  readonly key: string;
  /** Names this version of it. */
  readonly etag: string;
  readonly lastModified: Date;
}

/** The objects among the stored embeddings in the order of their keys, after a key where one is given. */
export async function* listObjects(
  calls: AwsCalls,
  bucket: string,
  { after, signal }: { readonly after?: string | undefined; readonly signal: AbortSignal },
): AsyncGenerator<ListedObject> {
  let startAfter = after;
  for (;;) {
    throwIfInterrupted(signal);
    const { contents, isTruncated } = await calls.s3(async (s3) => {
      const { Contents, IsTruncated } = await s3.send(
        new ListObjectsV2Command({
          Bucket: bucket,
          Prefix: keyPrefix,
          ...(startAfter === undefined ? {} : { StartAfter: startAfter }),
        }),
      );
      // Which the SDK takes for an empty listing.
      if (IsTruncated === undefined) throw new TransientError("S3 answered something other than a listing");
      return { contents: Contents ?? [], isTruncated: IsTruncated };
    });
    for (const { Key = "", ETag = "", LastModified = new Date() } of contents) {
      // S3's console stands in for folders by empty objects.
      if (!Key.endsWith("/")) yield { id: idOf(Key), key: Key, etag: ETag, lastModified: LastModified };
    }
    if (!isTruncated) return;
    startAfter = contents.at(-1)?.Key;
  }
}
