import { idOf, keyPrefix, sweepKey } from "../../embedding/object-key";
import { listObjects } from "../../functions/storage/list-objects";
import { throwIfInterrupted } from "../command/interrupted";
import type { AwsAccess } from "./aws/aws-access";

/** A stored embedding as a bucket lists it. */
export interface ListedObject {
  /** Undefined where the key is no embedding's. */
  readonly id: string | undefined;
  readonly key: string;
  /** Names this version of it. */
  readonly etag: string;
  readonly lastModified: Date;
}

/** Which objects {@link allObjects} lists. */
export interface AllObjectsArgs {
  /** The key after which they are; undefined for all. */
  readonly after?: string | undefined;
  /** Ends it between two pages. */
  readonly signal: AbortSignal;
}

/** The objects among the stored embeddings in the order of their keys. Throws an `AwsCallError`, or `Interrupted`. */
export async function* allObjects(
  { bucket, bucketCalls }: AwsAccess,
  { after, signal }: AllObjectsArgs,
): AsyncGenerator<ListedObject> {
  for (let startAfter = after; ; ) {
    throwIfInterrupted(signal);
    const page = { Prefix: keyPrefix, ...(startAfter === undefined ? {} : { StartAfter: startAfter }) };
    const { contents, isTruncated } = await bucketCalls.run((context) => listObjects(page, bucket, context));
    for (const { Key = "", ETag = "", LastModified = new Date() } of contents) {
      // S3's console stands in for folders by empty objects.
      if (!Key.endsWith("/") && Key !== sweepKey)
        yield { id: idOf(Key), key: Key, etag: ETag, lastModified: LastModified };
    }
    if (!isTruncated) return;
    startAfter = contents.at(-1)?.Key;
  }
}
