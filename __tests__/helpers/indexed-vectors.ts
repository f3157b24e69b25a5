import { DeleteVectorsCommand, paginateListVectors, S3VectorsClient } from "@aws-sdk/client-s3vectors";

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
    const found: [string, IndexedVector][] = [];
    const input = { indexArn: this.indexArn, returnData: true, returnMetadata: true };
    for await (const { vectors = [] } of paginateListVectors({ client: this.client, pageSize: 1_000 }, input)) {
      for (const { key = "", data, metadata } of vectors) {
        found.push([key, { embedding: data?.float32 ?? [], metadata: metadata as Record<string, unknown> }]);
      }
    }
    return new Map(found.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** All keys, in order. */
  async keys(): Promise<string[]> {
    return [...(await this.all()).keys()];
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

  close(): void {
    this.client.destroy();
  }
}
