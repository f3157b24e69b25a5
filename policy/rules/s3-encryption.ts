import type { Rule } from "../rule";
import { types } from "../types";
import { list, read, show } from "../values";
import { everyBucketHas } from "./bucket-settings";

const encryptionRules = (props: unknown) => list(read(props, "rules"));
const algorithm = (rule: unknown) => read(rule, "applyServerSideEncryptionByDefault.sseAlgorithm");

/** How objects are encrypted. */
export const s3Encryption: readonly Rule[] = [
  {
    id: "CKV_AWS_19",
    name: "S3 buckets are encrypted",
    description: "Every bucket says how it encrypts new objects, so that this does not hang on a default of AWS.",
    resource: {
      types: [types.bucketEncryption],
      problem: ({ props }) => {
        const algorithms = encryptionRules(props).map(algorithm);
        return algorithms.length > 0 && algorithms.every((name) => name === "AES256" || name === "aws:kms")
          ? undefined
          : `the algorithms are ${show(algorithms)}: use AES256 or aws:kms`;
      },
    },
    stack: everyBucketHas(types.bucketEncryption, "encryption"),
  },
  {
    id: "CKV_AWS_145",
    name: "S3 buckets that use KMS name their key",
    description:
      "A bucket that is encrypted with KMS names the key, which is else one that AWS shares by all buckets and nobody " +
      "can give to a role, and has a bucket key, without which KMS is asked, and paid, for every object.",
    resource: {
      types: [types.bucketEncryption],
      problem: ({ props }) => {
        const withKms = encryptionRules(props).filter((rule) => algorithm(rule) === "aws:kms");
        if (withKms.some((rule) => !read(rule, "applyServerSideEncryptionByDefault.kmsMasterKeyId"))) {
          return "kmsMasterKeyId is not set: name a key";
        }
        const bucketKeys = withKms.map((rule) => read(rule, "bucketKeyEnabled"));
        return bucketKeys.every((enabled) => enabled === true)
          ? undefined
          : `bucketKeyEnabled is ${show(bucketKeys.find((enabled) => enabled !== true))}: set it to true`;
      },
    },
  },
];
