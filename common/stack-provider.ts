import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { isSecret } from "./config";
import { type ProviderConfig, readProviderConfig } from "./provider-config";
import { mergeTags, type Tags } from "./tags";

/** Arguments of {@link stackProvider}. */
export interface StackProviderArgs {
  /** The `{project}` of the physical names. */
  readonly project: string;
  /** The accounts that may be deployed into; empty for any. */
  readonly allowedAccountIds: readonly string[];
  /** Tags of all resources, beside those of the program itself. */
  readonly tags: Tags;
}

/**
 * The one provider of a stack's resources, which the keys of the namespace `aws` configure, as they do Pulumi's default
 * provider. It is not that one, whose tags would be those of the stack's file and no others: the policies of the roles
 * that deploy tell what is theirs by the program's own tags, so that all resources must have them.
 */
export function stackProvider({ project, allowedAccountIds, tags }: StackProviderArgs): aws.Provider {
  const config = readProviderConfig();
  const allowed = allowedAccounts(allowedAccountIds, config);
  const args = {
    ...config.args,
    // The provider takes one of both.
    ...(allowed.length > 0 ? { allowedAccountIds: allowed, forbiddenAccountIds: undefined } : {}),
    defaultTags: { tags: allTags(project, tags, config) },
  };
  // What the stack's file encrypts is a secret in the state too.
  const protectedArgs = Object.entries(args).map(([key, value]) => [
    key,
    value !== undefined && isSecret(`aws:${key}`) ? pulumi.secret(value) : value,
  ]);
  return new aws.Provider("aws", Object.fromEntries(protectedArgs));
}

/** The accounts that no key excludes; empty for any. Throws a `RunError` where all are excluded. */
function allowedAccounts(ofProject: readonly string[], config: ProviderConfig): readonly string[] {
  const { allowedAccountIds: ofProvider, forbiddenAccountIds: forbidden } = config;
  const lists = [ofProject, ofProvider].filter((list) => list.length > 0);
  const [listed = []] = lists;
  const allowed = listed.filter((id) => lists.every((list) => list.includes(id)) && !forbidden.includes(id));
  if (allowed.length > 0 || listed.length === 0) return allowed;
  throw new pulumi.RunError(
    `allowedAccountIds, aws:allowedAccountIds and aws:forbiddenAccountIds of stack "${pulumi.getStack()}" leave no ` +
      "account to deploy into: correct one of them.",
  );
}

/** The tags of all resources. Throws a `RunError` where the provider would leave one of them out. */
function allTags(project: string, tags: Tags, { defaultTags, ignoreTags }: ProviderConfig): Tags {
  const merged = mergeTags(project, tags, defaultTags?.tags ?? {});
  const { keys = [], keyPrefixes = [] } = ignoreTags ?? {};
  const ignored = Object.keys(merged).find(
    (name) => keys.includes(name) || keyPrefixes.some((prefix) => name.startsWith(prefix)),
  );
  if (ignored === undefined) return merged;
  throw new pulumi.RunError(
    `aws:ignoreTags of stack "${pulumi.getStack()}" would leave out the tag ${ignored}, which all of its resources have: ` +
      "do not name it there.",
  );
}
