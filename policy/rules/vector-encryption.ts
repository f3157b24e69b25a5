import type { Rule } from "../rule";
import { types } from "../types";
import { list, read, show } from "../values";

/** How vectors are encrypted, which can never be changed. */
export const vectorEncryption: readonly Rule[] = [
  {
    id: "vector-encryption",
    name: "Vector buckets and indexes are encrypted",
    description:
      "Every vector bucket and every index says how it encrypts vectors, so that this does not hang on a default of AWS, " +
      "and names the key where that is one of KMS.",
    resource: {
      types: [types.vectorBucket, types.vectorIndex],
      problem: ({ props }) => {
        const [configuration] = list(props["encryptionConfigurations"]);
        const sseType = read(configuration, "sseType");
        if (sseType === "AES256") return undefined;
        if (sseType !== "aws:kms") return `sseType is ${show(sseType)}: use AES256 or aws:kms`;
        return read(configuration, "kmsKeyArn") ? undefined : "kmsKeyArn is not set: name a key";
      },
    },
  },
];
