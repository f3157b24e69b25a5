import { type CanonicalStatement, heldTo, isPublic, statements } from "../policy-document";
import type { Rule } from "../rule";
import { types } from "../types";
import { show } from "../values";

/** The services of AWS that use a key by themselves, and not for somebody who may use it. */
const services = ["indexing.s3vectors.amazonaws.com"];

/** What is wrong with a service's use of a key, by whichever statement allows it; undefined where nothing is. */
function serviceProblem(statement: CanonicalStatement): string | undefined {
  if (!statement.allows) return undefined;
  const used = statement.principals.flatMap((principal) => /^Service (.*)/.exec(principal)?.[1] ?? []);
  const unknown = used.find((service) => !services.includes(service));
  if (unknown) return `the policy allows ${unknown} to use the key: remove it, or add it to kms-keys.ts`;
  if (used.length === 0) return undefined;
  if (heldTo(statement, "aws:sourceaccount", ["stringequals"]).length !== 1) {
    return `the policy allows ${used.join()} to use the key for every account: add the condition aws:SourceAccount`;
  }
  return statement.actions.join() === "kms:Decrypt"
    ? undefined
    : `the policy allows ${used.join()} ${statement.actions.join(", ")}: allow kms:Decrypt alone`;
}

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
  {
    id: "kms-services",
    name: "KMS keys are for known services",
    description:
      "The policy of a key lets no service of AWS use it by itself but those that need to, each only to decrypt, and for " +
      "this account.",
    resource: {
      types: [types.kmsKey],
      problem: ({ props }) =>
        statements(props["policy"])
          .map(serviceProblem)
          .find((problem) => problem !== undefined),
    },
  },
];
