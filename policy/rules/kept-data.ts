import { bucketNameFault, vectorNameFault } from "../resource-names";
import type { Rule } from "../rule";
import { types } from "../types";
import { show } from "../values";

/** Which property of a resource is its name. */
const nameKeys: Readonly<Record<string, string>> = {
  [types.bucket]: "bucket",
  [types.vectorBucket]: "vectorBucketName",
  [types.vectorIndex]: "indexName",
};

/** That no deployment loses data, and that buckets can be created at all. */
export const keptData: readonly Rule[] = [
  {
    id: "protected-data",
    name: "No deployment deletes data",
    description:
      "Buckets, vector indexes and KMS keys are protected and retained, and forceDestroy is not set, so that no " +
      "deployment deletes embeddings, or the key without which they cannot be read.",
    resource: {
      types: [types.bucket, types.vectorBucket, types.vectorIndex, types.kmsKey],
      problem: ({ props, opts }) => {
        if (!opts.protect) return "is not protected: set the option protect to true";
        if (opts.retainOnDelete === false) return "is not retained: set the option retainOnDelete to true";
        return props["forceDestroy"] ? "forceDestroy is true: set it to false" : undefined;
      },
    },
  },
  {
    id: "AWS-0320",
    name: "S3 bucket names are valid",
    description:
      "The name of a bucket or a vector index is one that S3 takes, without dots, which break TLS in a bucket's.",
    resource: {
      types: Object.keys(nameKeys),
      problem: ({ type, props }) => {
        const name = props[nameKeys[type] ?? ""];
        const problem = type === types.bucket ? bucketNameFault : vectorNameFault;
        const reason = typeof name === "string" ? problem(name) : "is no text";
        return reason && `the name ${show(name)} ${reason}: choose another one`;
      },
    },
  },
];
