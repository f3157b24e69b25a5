import { isPublic, statements } from "../policy-document";
import type { Rule } from "../rule";
import { types } from "../types";
import { show } from "../values";

/** The keys that data is encrypted with. */
export const kmsKeys: readonly Rule[] = [
  {
    id: "CKV_AWS_7",
    name: "KMS keys are rotated",
    description: "KMS makes new material for each key every year, so that no more than that is lost with one.",
    resource: {
      types: [types.kmsKey],
      problem: ({ props: { enableKeyRotation } }) =>
        enableKeyRotation === true ? undefined : `enableKeyRotation is ${show(enableKeyRotation)}: set it to true`,
    },
  },
  {
    id: "CKV_AWS_33",
    name: "KMS keys are not for everyone",
    description: "The policy of a key names who may use it: everyone (*) may not, unless a condition says who that is.",
    resource: {
      types: [types.kmsKey],
      problem: ({ props }) =>
        statements(props["policy"]).some(isPublic)
          ? "the policy allows everyone (Principal *) to use the key: name the account or a role"
          : undefined,
    },
  },
];
