import { randomUUID } from "node:crypto";
import {
  CreateIndexCommand,
  CreateVectorBucketCommand,
  DeleteIndexCommand,
  DeleteVectorBucketCommand,
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
import type { VectorsScene } from "./vectors-scene";

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
