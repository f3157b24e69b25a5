import { covers, statements } from "../policy-document";
import type { Rule } from "../rule";
import { types } from "../types";
import { read, show } from "../values";
import { everyBucketHas } from "./bucket-settings";
import { deniesInsecureTransport } from "./insecure-transport";

/** How buckets are reached, and who owns what is put into them. */
export const s3Access: readonly Rule[] = [
  {
    id: "CKV2_AWS_65",
    name: "S3 buckets own their objects",
    description:
      "Every bucket has no ACLs (BucketOwnerEnforced), so that its policy and IAM alone say who may do what.",
    resource: {
      types: [types.bucketOwnership],
      problem: ({ props }) => {
        const ownership = read(props, "rule.objectOwnership");
        return ownership === "BucketOwnerEnforced"
          ? undefined
          : `objectOwnership is ${show(ownership)}: set it to BucketOwnerEnforced`;
      },
    },
    stack: everyBucketHas(types.bucketOwnership, "ownership controls"),
  },
  {
    id: "CKV_AWS_379",
    aliases: ["S3.5"],
    name: "S3 buckets refuse requests without TLS",
    description:
      "The policy of every bucket denies everyone whatever is asked without TLS, of the bucket and of its objects, " +
      "which are resources of their own.",
    resource: {
      types: [types.bucketPolicy],
      problem: ({ props }) => {
        const denied = statements(props["policy"])
          .filter((statement) => deniesInsecureTransport(statement, "s3"))
          .flatMap(({ resources }) => resources);
        const bucketArn = `arn:aws:s3:::${String(props["bucket"])}`;
        const missing = [bucketArn, `${bucketArn}/object`].filter(
          (arn) => !denied.some((pattern) => covers(withoutPartition(pattern), arn)),
        );
        return missing.length === 0
          ? undefined
          : `the policy allows requests without TLS to ${missing.join(" and ")}: deny s3:* on the bucket and on its objects`;
      },
    },
    stack: everyBucketHas(types.bucketPolicy, "policy"),
  },
  {
    id: "CKV_AWS_18",
    name: "S3 buckets are logged all or none",
    description:
      "Where one bucket of a stack has access logs, all have, for a gap shows only when somebody needs it, and no bucket " +
      "logs into itself, which would log the logs.",
    resource: {
      types: [types.bucketLogging],
      problem: ({ props }) =>
        props["targetBucket"] === props["bucket"] ? "targetBucket is the bucket itself: name another one" : undefined,
    },
    stack: {
      types: [types.bucket],
      problem: (bucket, stack) => {
        const logged = stack.ofType(types.bucketLogging);
        if (logged.length === 0) return undefined;
        return stack.lacks(bucket, logged, ({ props }) => props["bucket"])
          ? "has no access logs, which other buckets have: add a BucketLogging for it"
          : undefined;
      },
    },
  },
];

function withoutPartition(arn: string): string {
  return arn.replace(/^arn:[\w-]+:/, "arn:aws:");
}
