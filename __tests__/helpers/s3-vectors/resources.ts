import { randomUUID } from "node:crypto";
import {
  CreateVectorBucketCommand,
  DeleteIndexCommand,
  DeleteVectorBucketCommand,
  GetIndexCommand,
  type GetIndexCommandInput,
  GetVectorBucketCommand,
  ListIndexesCommand,
  ListVectorBucketsCommand,
  paginateListVectorBuckets,
} from "@aws-sdk/client-s3vectors";
import { invalid, refusal, type VectorsScene } from "./vectors-scene";

const nowhere = `nowhere-${randomUUID()}`;

/** Buckets and indexes: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_S3_Vectors.html */
export function resourceConformance(scene: VectorsScene): void {
  describe("buckets", () => {
    test("are found by name and by ARN, with their encryption", async () => {
      const byName = await scene.client.send(new GetVectorBucketCommand({ vectorBucketName: scene.bucket }));
      expect(byName.vectorBucket).toEqual({
        vectorBucketName: scene.bucket,
        vectorBucketArn: expect.stringMatching(
          new RegExp(`^arn:aws[-a-z]*:s3vectors:.+:\\d{12}:bucket/${scene.bucket}$`),
        ),
        creationTime: expect.any(Date),
        encryptionConfiguration: { sseType: "AES256" },
      });
      const { vectorBucketArn } = byName.vectorBucket ?? {};
      const byArn = await scene.client.send(new GetVectorBucketCommand({ vectorBucketArn }));
      expect(byArn.vectorBucket).toEqual(byName.vectorBucket);
    });

    test("are listed by prefix, page by page", async () => {
      const second = `${scene.bucket}-2`;
      await scene.client.send(new CreateVectorBucketCommand({ vectorBucketName: second }));
      try {
        const pages: unknown[] = [];
        const paginator = { client: scene.client, pageSize: 1 };
        for await (const { vectorBuckets } of paginateListVectorBuckets(paginator, { prefix: scene.bucket })) {
          pages.push(vectorBuckets?.map(({ vectorBucketName }) => vectorBucketName));
        }
        expect(pages.flat().toSorted()).toEqual([scene.bucket, second]);
        expect(pages.length).toBeGreaterThan(1);
      } finally {
        await scene.client.send(new DeleteVectorBucketCommand({ vectorBucketName: second }));
      }
      const left = await scene.client.send(new ListVectorBucketsCommand({ prefix: second }));
      expect(left.vectorBuckets).toEqual([]);
    });

    test("have names that no other has", async () => {
      const again = scene.client.send(new CreateVectorBucketCommand({ vectorBucketName: scene.bucket }));
      await expect(again).rejects.toMatchObject(refusal("ConflictException", 409));
    });

    test.each(["no", "x".repeat(64), "Upper", "under_score", "dot.ted", "-begin", "end-"])(
      "are not named %j",
      async (vectorBucketName) => {
        const create = scene.client.send(new CreateVectorBucketCommand({ vectorBucketName }));
        await expect(create).rejects.toMatchObject(invalid());
      },
    );

    test("are not found where there is none, and are deleted all the same (as measured)", async () => {
      const get = scene.client.send(new GetVectorBucketCommand({ vectorBucketName: nowhere }));
      await expect(get).rejects.toMatchObject(refusal("NotFoundException", 404));
      await scene.client.send(new DeleteVectorBucketCommand({ vectorBucketName: nowhere }));
    });

    test("are not deleted while they have an index", async () => {
      await scene.createIndex();
      const remove = scene.client.send(new DeleteVectorBucketCommand({ vectorBucketName: scene.bucket }));
      await expect(remove).rejects.toMatchObject(refusal("ConflictException", 409));
    });
  });

  describe("indexes", () => {
    test.each(["cosine", "euclidean"] as const)(
      "of %s distance are found by name and by ARN",
      async (distanceMetric) => {
        const metadataConfiguration = { nonFilterableMetadataKeys: ["text", "_source"] };
        const indexName = await scene.createIndex({ distanceMetric, dimension: 3, metadataConfiguration });
        const byName = await scene.client.send(new GetIndexCommand({ vectorBucketName: scene.bucket, indexName }));
        expect(byName.index).toMatchObject({
          vectorBucketName: scene.bucket,
          indexName,
          indexArn: expect.stringMatching(new RegExp(`:bucket/${scene.bucket}/index/${indexName}$`)),
          creationTime: expect.any(Date),
          dataType: "float32",
          dimension: 3,
          distanceMetric,
          metadataConfiguration,
        });
        const byArn = await scene.client.send(new GetIndexCommand({ indexArn: byName.index?.indexArn }));
        expect(byArn.index).toEqual(byName.index);
      },
    );

    test("are listed by bucket, prefix and page, until they are deleted", async () => {
      const names = [await scene.createIndex(), await scene.createIndex()];
      const list = async (prefix: string, nextToken?: string) => {
        const input = { vectorBucketName: scene.bucket, prefix, maxResults: 1, nextToken };
        const { indexes = [], nextToken: next } = await scene.client.send(new ListIndexesCommand(input));
        const rest: string[] = next ? await list(prefix, next) : [];
        return [...indexes.map(({ indexName }) => indexName ?? ""), ...rest];
      };
      expect(await list("index-")).toEqual(expect.arrayContaining(names));
      expect(await list(names[0] ?? "")).toEqual([names[0]]);
      await scene.client.send(new DeleteIndexCommand({ vectorBucketName: scene.bucket, indexName: names[0] }));
      expect(await list(names[0] ?? "")).toEqual([]);
    });

    test("have names that no other in the bucket has", async () => {
      const indexName = await scene.createIndex();
      await expect(scene.createIndex({ indexName })).rejects.toMatchObject(refusal("ConflictException", 409));
    });

    test.each<[string, GetIndexCommandInput, object]>([
      ["an unknown name", { vectorBucketName: nowhere, indexName: "nowhere" }, refusal("NotFoundException", 404)],
      ["a bucket alone", { vectorBucketName: nowhere }, invalid()],
      ["nothing", {}, invalid()],
      ["no ARN", { indexArn: "nowhere" }, invalid()],
    ])("are not found by %s", async (_, input, error) => {
      await expect(scene.client.send(new GetIndexCommand(input))).rejects.toMatchObject(error);
    });

    test("are not found by both name and ARN (as measured)", async () => {
      const input = { vectorBucketName: scene.bucket, indexName: await scene.createIndex() };
      const { index } = await scene.client.send(new GetIndexCommand(input));
      const both = scene.client.send(new GetIndexCommand({ ...input, indexArn: index?.indexArn }));
      await expect(both).rejects.toMatchObject(invalid());
    });

    test("cannot be deleted where there is none, nor be created or listed in no bucket", async () => {
      const notFound = refusal("NotFoundException", 404);
      const remove = new DeleteIndexCommand({ vectorBucketName: scene.bucket, indexName: nowhere });
      await expect(scene.client.send(remove)).rejects.toMatchObject(notFound);
      await expect(scene.createIndex({ vectorBucketName: nowhere })).rejects.toMatchObject(notFound);
      const list = new ListIndexesCommand({ vectorBucketName: nowhere });
      await expect(scene.client.send(list)).rejects.toMatchObject(notFound);
    });
  });
}
