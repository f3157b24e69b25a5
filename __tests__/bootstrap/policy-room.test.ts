import { embeddingArns } from "../../bootstrap/embedding-arns";
import { type PolicyConfig, requireRoom } from "../../bootstrap/policy-room";
import { allowReadWriteEmbeddings } from "../../common/embedding-statements";
import { document } from "../../common/policy-statement";

const scope = { partition: "aws", region: "us-east-1", accountId: "000000000000" };

/** A configuration whose longest policy has so many characters, by the length of a key's id. */
function configOf(characters: number): PolicyConfig {
  const config = {
    project: "p".repeat(38),
    bucketSuffixes: Array.from({ length: 18 }, (_, index) => String(index).padStart(24, "s")),
    vectorIndex: true,
    embeddingModels: ["amazon.titan-embed-text-v2:0"],
    rerankModels: [],
    github: undefined,
    previousKmsKeys: [],
  };
  const key = (id: string) => `arn:aws:kms:us-east-1:000000000000:key/${id}`;
  const { length } = document(
    allowReadWriteEmbeddings({ ...embeddingArns(config, scope), kmsKeyArn: key(""), previousKmsKeyArns: [] }),
  );
  return { ...config, kmsKey: key("k".repeat(characters - length)) };
}

test("takes a policy of as many characters as IAM allows", () => {
  expect(() => requireRoom(configOf(6_144), scope)).not.toThrow();
});

test("refuses one more, and names the policy, both numbers and the fix", () => {
  expect(() => requireRoom(configOf(6_145), scope)).toThrow(
    /^bucketSuffixes has 18 suffixes, with which the policy p+-s3-vector-service-access would have 6145 characters, and IAM allows 6144\. Name fewer or shorter suffixes, or set vectorIndex to false\.$/,
  );
});
