import {
  DeleteVectorsCommand,
  type ListOutputVector,
  type ListVectorsCommandInput,
  type PutInputVector,
  PutVectorsCommand,
  paginateListVectors,
  S3VectorsClient,
} from "@aws-sdk/client-s3vectors";

/** A vector as it is in the index. */
export interface IndexedVector {
  readonly embedding: readonly number[];
  readonly metadata: Record<string, unknown>;
}

/** The vectors as they are in the index, past the functions. */
export class IndexedVectors {
  private readonly client: S3VectorsClient;

  constructor(
    endpoint: string,
    private readonly indexArn: string,
  ) {
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    this.client = new S3VectorsClient({ endpoint, region: "us-east-1", credentials });
  }

  /** All vectors by key, in the order of the keys. */
  async all(): Promise<Map<string, IndexedVector>> {
    const found = await this.list({ returnData: true, returnMetadata: true });
    return new Map(
      found.map(({ key = "", data, metadata }) => [
        key,
        { embedding: data?.float32 ?? [], metadata: metadata as Record<string, unknown> },
      ]),
    );
  }

  /** All keys, in order. */
  async keys(): Promise<string[]> {
    return (await this.list({})).map(({ key = "" }) => key);
  }

  /** Puts other metadata beside what a vector carries, or in its place. */
  async change(key: string, metadata: Record<string, string | number>): Promise<void> {
    const vector = (await this.all()).get(key);
    if (!vector) throw new Error(`There is no vector ${key}`);
    const changed = { key, data: { float32: [...vector.embedding] }, metadata: { ...vector.metadata, ...metadata } };
    await this.client.send(new PutVectorsCommand({ indexArn: this.indexArn, vectors: [changed as PutInputVector] }));
  }

  /** Empties the index. */
  async clear(): Promise<void> {
    const keys = await this.keys();
    for (let start = 0; start < keys.length; start += 500) {
      await this.client.send(
        new DeleteVectorsCommand({ indexArn: this.indexArn, keys: keys.slice(start, start + 500) }),
      );
    }
  }

  private async list(
    returned: Pick<ListVectorsCommandInput, "returnData" | "returnMetadata">,
  ): Promise<ListOutputVector[]> {
    const pages = paginateListVectors(
      { client: this.client, pageSize: 1_000 },
      { indexArn: this.indexArn, ...returned },
    );
    const found = (await Array.fromAsync(pages)).flatMap(({ vectors = [] }) => vectors);
    return found.toSorted(({ key: a = "" }, { key: b = "" }) => (a < b ? -1 : 1));
  }

  close(): void {
    this.client.destroy();
  }
}
