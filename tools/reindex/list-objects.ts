import { ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import { idOf, keyPrefix } from "../../functions/embedding-key";
import { TransientError } from "./retry";

/** A stored embedding as a bucket lists it. */
export interface ListedObject {
  readonly id: string;
  /** Names this version of it. */
  readonly etag: string;
  readonly lastModified: Date;
}

/** Arguments of {@link listObjects}. */
export interface ListObjectsArgs {
  readonly s3: S3Client;
  readonly bucket: string;
  /**
   * The key after which to begin.
   * @default at the first
   */
  readonly after: string | undefined;
  /** Repeats a request. */
  readonly retry: <Value>(request: () => Promise<Value>) => Promise<Value>;
}

/** The stored embeddings in the order of their keys; objects whose keys are no embedding's are left out. */
export async function* listObjects({ s3, bucket, after, retry }: ListObjectsArgs): AsyncGenerator<ListedObject> {
  let startAfter = after;
  for (;;) {
    const { contents, isTruncated } = await retry(async () => {
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
