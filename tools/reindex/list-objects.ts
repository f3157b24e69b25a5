import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { idOf, keyPrefix } from "../../functions/embedding-key";
import type { AwsCalls } from "./aws-calls";
import { TransientError } from "./retry";

/** A stored embedding as a bucket lists it. */
export interface ListedObject {
  readonly id: string;
  /** Names this version of it. */
  readonly etag: string;
  readonly lastModified: Date;
}

/**
 * The stored embeddings in the order of their keys, after a key where one is given. Objects whose keys are no
 * embedding's are left out.
 */
export async function* listObjects(calls: AwsCalls, bucket: string, after?: string): AsyncGenerator<ListedObject> {
  let startAfter = after;
  for (;;) {
    calls.throwIfInterrupted();
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
      const id = idOf(Key);
      if (id !== undefined) yield { id, etag: ETag, lastModified: LastModified };
    }
    if (!isTruncated) return;
    startAfter = contents.at(-1)?.Key;
  }
}
