import {
  CreateIndexCommand,
  DeleteVectorsCommand,
  PutVectorsCommand,
  S3VectorsClient,
} from "@aws-sdk/client-s3vectors";
import { nonFilterableKeys } from "../../../embedding/index/carried-keys";
import type { VectorMetadata } from "../../../embedding/index/carried-metadata";
import { localS3Vectors } from "../../../local/s3-vectors/s3-vectors";
import { temporaryDirectory } from "../temporary-directory";

/** A vector to put. */
export interface PutVector {
  readonly key: string;
  readonly vector: readonly number[];
  readonly metadata: VectorMetadata;
}

/** The local S3 Vectors behind the handler under test. */
export interface LocalIndex {
  put(vectors: readonly PutVector[]): Promise<void>;
  delete(keys: readonly string[]): Promise<void>;
  /** Closes the endpoint and opens it again with the same data, which forgets the pages of queries. */
  restart(): Promise<void>;
}

/** Serves the local S3 Vectors to the handler of a test file, with an index of this dimension. */
export function useLocalIndex(dimension: number): LocalIndex {
  const directory = temporaryDirectory();
  const registered = { buckets: [{ name: "vectors", encryption: undefined }], indexes: [] };
  let server: ReturnType<typeof localS3Vectors>;
  let client: S3VectorsClient;
  let endpoint: string;
  let indexArn = "";
  const serve = async (port: number) => {
    server = localS3Vectors({ directory, region: "us-east-1", registered });
    endpoint = await server.listen({ port, host: "127.0.0.1" });
  };

  beforeAll(async () => {
    await serve(0);
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    client = new S3VectorsClient({ endpoint, region: "us-east-1", credentials });
    const created = await client.send(
      new CreateIndexCommand({
        vectorBucketName: "vectors",
        indexName: "embeddings",
        dataType: "float32",
        dimension,
        distanceMetric: "cosine",
        metadataConfiguration: { nonFilterableMetadataKeys: [...nonFilterableKeys] },
      }),
    );
    indexArn = created.indexArn ?? "";
    Object.assign(process.env, { AWS_ENDPOINT_URL_S3VECTORS: endpoint, VECTOR_INDEX_ARN: indexArn });
  });
  afterAll(async () => {
    client.destroy();
    await server.close();
  });
  return {
    put: async (vectors) => {
      const of = ({ key, vector, metadata }: PutVector) => ({ key, data: { float32: [...vector] }, metadata });
      for (let start = 0; start < vectors.length; start += 500) {
        const some = vectors.slice(start, start + 500).map(of);
        await client.send(new PutVectorsCommand({ indexArn, vectors: some }));
      }
    },
    delete: async (keys) => {
      await client.send(new DeleteVectorsCommand({ indexArn, keys: [...keys] }));
    },
    restart: async () => {
      await server.close();
      await serve(Number(new URL(endpoint).port));
    },
  };
}
