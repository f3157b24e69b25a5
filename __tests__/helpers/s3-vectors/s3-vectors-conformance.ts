import { randomUUID } from "node:crypto";
import {
  CreateIndexCommand,
  type CreateIndexCommandInput,
  CreateVectorBucketCommand,
  DeleteIndexCommand,
  DeleteVectorBucketCommand,
  type PutInputVector,
  PutVectorsCommand,
  paginateListIndexes,
  type S3VectorsClient,
} from "@aws-sdk/client-s3vectors";
import { filterConformance } from "./filters";
import { limitConformance } from "./limits";
import { metadataConformance } from "./metadata";
import { queryConformance } from "./queries";
import { resourceConformance } from "./resources";
import { vectorConformance } from "./vectors";

/** What the tests of the conformance suite work on. */
export interface VectorsScene {
  readonly client: S3VectorsClient;
  /** A vector bucket of this suite alone. */
  readonly bucket: string;
  /** Creates an index in the bucket, of two dimensions and cosine distance if not told otherwise; returns its name. */
  createIndex(options?: Partial<CreateIndexCommandInput>): Promise<string>;
  /** Puts vectors into an index of the bucket. */
  put(indexName: string, vectors: readonly PutInputVector[]): Promise<void>;
}

/**
 * Tests that a service is Amazon S3 Vectors, as far as its documentation says what that is. Where a test's name says "as
 * measured", the documentation does not, and others have seen the service do it, such as the authors of
 * https://github.com/getmoto/moto/tree/master/tests/test_s3vectors. Makes a bucket with a random name and removes it.
 */
export function s3VectorsConformance(name: string, connect: () => Promise<S3VectorsClient>): void {
  describe(`${name} as S3 Vectors`, () => {
    const bucket = `conformance-${randomUUID()}`;
    let client: S3VectorsClient;
    const scene: VectorsScene = {
      get client() {
        return client;
      },
      bucket,
      createIndex: async (options = {}) => {
        const indexName = `index-${randomUUID()}`;
        await client.send(
          new CreateIndexCommand({
            vectorBucketName: bucket,
            indexName,
            dataType: "float32",
            dimension: 2,
            distanceMetric: "cosine",
            ...options,
          }),
        );
        return indexName;
      },
      put: async (indexName, vectors) => {
        await client.send(new PutVectorsCommand({ vectorBucketName: bucket, indexName, vectors: [...vectors] }));
      },
    };

    beforeAll(async () => {
      client = await connect();
      await client.send(new CreateVectorBucketCommand({ vectorBucketName: bucket }));
    });
    afterAll(async () => {
      for await (const { indexes = [] } of paginateListIndexes({ client }, { vectorBucketName: bucket })) {
        for (const { indexArn } of indexes) await client.send(new DeleteIndexCommand({ indexArn }));
      }
      await client.send(new DeleteVectorBucketCommand({ vectorBucketName: bucket }));
      client.destroy();
    });

    resourceConformance(scene);
    vectorConformance(scene);
    limitConformance(scene);
    metadataConformance(scene);
    queryConformance(scene);
    filterConformance(scene);
  });
}

/** Vectors of two dimensions with these keys, in different directions. */
export function vectors(...keys: readonly string[]): PutInputVector[] {
  return keys.map((key, index) => ({ key, data: { float32: [Math.cos(index), Math.sin(index)] } }));
}

/** The numbers from 0 on, as keys. */
export function numberedKeys(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `key-${index}`);
}

/** What a request that must be refused is refused with. */
export function refusal(name: string, httpStatusCode: number, more: Record<string, unknown> = {}): object {
  return { name, $metadata: expect.objectContaining({ httpStatusCode }), ...more };
}

/** A ValidationException. */
export const invalid = (more: Record<string, unknown> = {}): object => refusal("ValidationException", 400, more);
