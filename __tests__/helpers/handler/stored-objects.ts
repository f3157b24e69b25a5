import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from "@aws-sdk/client-s3";

/** The stored objects as they are in the bucket, past the functions. */
export class StoredObjects {
  private readonly s3: S3Client;

  constructor(
    endpoint: string,
    private readonly bucket: string,
  ) {
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    this.s3 = new S3Client({ endpoint, region: "us-east-1", credentials });
  }

  /** The bytes that are stored under an id; undefined where nothing is. */
  async read(id: string): Promise<Buffer | undefined> {
    try {
      const { Body } = await this.s3.send(new GetObjectCommand(this.object(id)));
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  }

  write(id: string, body: string | Buffer): Promise<void> {
    return this.put(this.object(id).Key, body);
  }

  /** Stores an object under any key. */
  async put(key: string, body: string | Buffer): Promise<void> {
    // As bytes, for the SDK would take an empty text for a stream.
    const bytes = typeof body === "string" ? Buffer.from(body) : body;
    await this.s3.send(new PutObjectCommand({ Bucket: this.bucket, Key: key, Body: bytes }));
  }

  async remove(id: string): Promise<void> {
    await this.s3.send(new DeleteObjectCommand(this.object(id)));
  }

  /** All keys in the bucket, in order. */
  async keys(): Promise<string[]> {
    const keys: string[] = [];
    for await (const { Contents = [] } of paginateListObjectsV2({ client: this.s3 }, { Bucket: this.bucket })) {
      keys.push(...Contents.map(({ Key = "" }) => Key));
    }
    return keys;
  }

  /** Empties the bucket. */
  async clear(): Promise<void> {
    const keys = await this.keys();
    for (let start = 0; start < keys.length; start += 1_000) {
      const Objects = keys.slice(start, start + 1_000).map((Key) => ({ Key }));
      await this.s3.send(new DeleteObjectsCommand({ Bucket: this.bucket, Delete: { Objects, Quiet: true } }));
    }
  }

  close(): void {
    this.s3.destroy();
  }

  private object(id: string) {
    return { Bucket: this.bucket, Key: `embeddings/${id}.json` };
  }
}
