import type { Rule } from "../rule";
import { types } from "../types";
import { list, read, show } from "../values";
import { everyBucketHas, rulesForAllObjects } from "./bucket-settings";

const lifecycleRules = (props: unknown) => list(read(props, "rules"));

/** What is kept of objects that were replaced or deleted, and for how long. */
export const s3Versions: readonly Rule[] = [
  {
    id: "CKV_AWS_21",
    name: "S3 buckets keep versions",
    description: "Every bucket is versioned, so that what is overwritten or deleted by mistake can be got back.",
    resource: {
      types: [types.bucketVersioning],
      problem: ({ props }) => {
        const status = read(props, "versioningConfiguration.status");
        return status === "Enabled" ? undefined : `versioning is ${show(status)}: set its status to Enabled`;
      },
    },
    stack: everyBucketHas(types.bucketVersioning, "versioning"),
  },
  {
    id: "CKV2_AWS_61",
    name: "S3 buckets expire old versions, and never current objects",
    description:
      "Every bucket expires noncurrent versions of all objects, which would else be paid for for ever, and no object " +
      "that is current, for an embedding is there until somebody deletes it.",
    resource: {
      types: [types.bucketLifecycle],
      problem: ({ props }) => {
        const rules = lifecycleRules(props);
        const expiring = rules.find((rule) => read(rule, "expiration.days") || read(rule, "expiration.date"));
        if (expiring) return `the rule ${show(read(expiring, "id"))} expires current objects: remove its expiration`;
        return rulesForAllObjects(rules).some(
          (rule) => Number(read(rule, "noncurrentVersionExpiration.noncurrentDays")) > 0,
        )
          ? undefined
          : "no rule expires the noncurrent versions of all objects: add one with noncurrentVersionExpiration";
      },
    },
    stack: everyBucketHas(types.bucketLifecycle, "lifecycle"),
  },
  {
    id: "CKV_AWS_300",
    name: "S3 buckets abort incomplete uploads",
    description:
      "Every bucket aborts multipart uploads that nobody completes, whose parts are paid for and never seen.",
    resource: {
      types: [types.bucketLifecycle],
      problem: ({ props }) =>
        rulesForAllObjects(lifecycleRules(props)).some(
          (rule) => Number(read(rule, "abortIncompleteMultipartUpload.daysAfterInitiation")) > 0,
        )
          ? undefined
          : "no rule aborts incomplete uploads of all objects: add one with abortIncompleteMultipartUpload",
    },
    stack: everyBucketHas(types.bucketLifecycle, "lifecycle"),
  },
];
