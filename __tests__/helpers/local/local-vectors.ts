import { CreateIndexCommand, type CreateIndexCommandInput, S3VectorsClient } from "@aws-sdk/client-s3vectors";
import { localS3Vectors } from "../../../local/s3-vectors/s3-vectors";
import { temporaryDirectory } from "../temporary-directory";

/** The local S3 Vectors endpoint of a test file. */
export interface LocalVectors {
  readonly url: string;
  readonly client: S3VectorsClient;
  /** Another client, which the caller destroys. */
  connect(): S3VectorsClient;
  /** Creates an index of two dimensions in a bucket that there is, with euclidean distance if not told otherwise. */
  createIndex(
    index: { readonly vectorBucketName: string; readonly indexName: string },
    options?: Partial<CreateIndexCommandInput>,
  ): Promise<void>;
  /** Closes the endpoint and opens it again with the same data. */
  restart(): Promise<void>;
}

/** Serves the local S3 Vectors endpoint for the tests of a file, with a bucket of this name. */
export function useLocalVectors(vectorBucketName: string): LocalVectors {
  const directory = temporaryDirectory();
  const registered = { buckets: [{ name: vectorBucketName, encryption: undefined }], indexes: [] };
  const serve = () => localS3Vectors({ directory, region: "eu-west-1", registered });
  let server: ReturnType<typeof serve>;
  let url: string;
  let client: S3VectorsClient;

  const connect = () =>
    new S3VectorsClient({
      endpoint: url,
      region: "eu-west-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      maxAttempts: 1,
    });
  const open = async () => {
    server = serve();
    url = await server.listen({ port: 0, host: "127.0.0.1" });
    client = connect();
  };
  const close = async () => {
    client.destroy();
    await server.close();
  };
  beforeAll(open);
  afterAll(close);
  return {
    get url() {
      return url;
    },
    get client() {
      return client;
    },
    connect,
    createIndex: async (index, options = {}) => {
      await client.send(
        new CreateIndexCommand({
          ...index,
          dataType: "float32",
          dimension: 2,
          distanceMetric: "euclidean",
          ...options,
        }),
      );
    },
    restart: async () => {
      await close();
      await open();
    },
  };
}
