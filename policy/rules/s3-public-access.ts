import type { Rule } from "../rule";
import { types } from "../types";
import { show } from "../values";
import { everyBucketHas } from "./bucket-settings";

const block = (id: string, setting: string, what: string): Rule => ({
  id,
  aliases: ["S3.8"],
  name: `S3 buckets ${what}`,
  description: `Every bucket has ${setting} true, so that no mistake in a policy or an ACL can make embeddings public.`,
  resource: {
    types: [types.bucketPublicAccess],
    problem: ({ props }) =>
      props[setting] === true ? undefined : `${setting} is ${show(props[setting])}: set it to true`,
  },
  stack: everyBucketHas(types.bucketPublicAccess, "public access block"),
});

/** The four blocks of public access. */
export const s3PublicAccess: readonly Rule[] = [
  block("CKV_AWS_53", "blockPublicAcls", "refuse public ACLs"),
  block("CKV_AWS_54", "blockPublicPolicy", "refuse public policies"),
  block("CKV_AWS_55", "ignorePublicAcls", "ignore public ACLs"),
  block("CKV_AWS_56", "restrictPublicBuckets", "keep to the account where a policy is public"),
];
