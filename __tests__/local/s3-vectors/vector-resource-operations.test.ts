import {
  CreateVectorBucketCommand,
  DeleteVectorBucketCommand,
  type EncryptionConfiguration,
  GetIndexCommand,
  GetVectorBucketCommand,
} from "@aws-sdk/client-s3vectors";
import { useLocalVectors } from "../../helpers/local/local-vectors";
import { invalid, refusal } from "../../helpers/s3-vectors/vectors-scene";

const local = useLocalVectors("team-vectors");

test("has buckets and indexes of its account and region, and does not find those of others by ARN", async () => {
  const index = { vectorBucketName: "team-vectors", indexName: "passages" };
  await local.createIndex(index);
  const { index: found } = await local.client.send(new GetIndexCommand(index));
  expect(found?.indexArn).toBe("arn:aws:s3vectors:eu-west-1:000000000000:bucket/team-vectors/index/passages");
  const notFound = refusal("NotFoundException", 404);
  const indexArn = found?.indexArn?.replace("eu-west-1", "us-east-1");
  await expect(local.client.send(new GetIndexCommand({ indexArn }))).rejects.toMatchObject(notFound);
  const vectorBucketArn = "arn:aws:s3vectors:eu-west-1:111111111111:bucket/team-vectors";
  const get = local.client.send(new GetVectorBucketCommand({ vectorBucketArn }));
  await expect(get).rejects.toMatchObject(notFound);
  const remove = local.client.send(new DeleteVectorBucketCommand({ vectorBucketArn }));
  await expect(remove).rejects.toMatchObject(notFound);
});

test("tells the ARN of a bucket from that of an index", async () => {
  const bucketArn = "arn:aws:s3vectors:eu-west-1:000000000000:bucket/team-vectors";
  const get = new GetVectorBucketCommand({ vectorBucketArn: `${bucketArn}/index/passages` });
  await expect(local.client.send(get)).rejects.toMatchObject(invalid());
  await expect(local.client.send(new GetIndexCommand({ indexArn: bucketArn }))).rejects.toMatchObject(invalid());
});

test("encrypts as it is told, and is told by both type and key or neither", async () => {
  const kmsKeyArn = "arn:aws:kms:eu-west-1:000000000000:key/1";
  const vectorBucketName = "encrypted";
  const create = (encryptionConfiguration: EncryptionConfiguration) =>
    local.client.send(new CreateVectorBucketCommand({ vectorBucketName, encryptionConfiguration }));
  for (const wrong of [{ sseType: "aws:kms" }, { kmsKeyArn }, { sseType: "AES256", kmsKeyArn }] as const) {
    await expect(create(wrong)).rejects.toMatchObject(invalid());
  }
  await create({ sseType: "aws:kms", kmsKeyArn });
  const index = { vectorBucketName, indexName: "inherits" };
  await local.createIndex(index);
  const { index: found } = await local.client.send(new GetIndexCommand(index));
  expect(found?.encryptionConfiguration).toEqual({ sseType: "aws:kms", kmsKeyArn });
});
