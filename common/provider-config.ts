import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { accountIds, optionalJson, readConfig } from "./config";
import { tagMap } from "./tags";

/** The keys of the namespace `aws`: those of the AWS provider itself. */
export const providerKeys: readonly string[] = Object.keys(aws.config).filter((key) => key !== "requireRegion");

/** Those that say something together with what this program wants of a provider. */
const combinedConfig = z.object({
  allowedAccountIds: accountIds,
  forbiddenAccountIds: accountIds,
  defaultTags: optionalJson(
    z.strictObject({ tags: tagMap.default({}) }),
    'an object such as {"tags": {"CostCenter": "1234"}}',
  ),
  ignoreTags: optionalJson(
    z.strictObject({ keys: z.array(z.string()).default([]), keyPrefixes: z.array(z.string()).default([]) }),
    'an object such as {"keys": ["LastScanned"], "keyPrefixes": ["scanner:"]}',
  ),
});

/** What the namespace `aws` of a stack's configuration says. */
export interface ProviderConfig extends z.output<typeof combinedConfig> {
  /** All keys that are set, as the provider takes them. */
  readonly args: Readonly<Record<string, unknown>>;
}

/** Reads the namespace `aws`, as it configures Pulumi's default provider. */
export function readProviderConfig(): ProviderConfig {
  const config = new pulumi.Config("aws");
  const set = providerKeys.filter((key) => config.get(key));
  const args = Object.fromEntries(set.map((key) => [key, aws.config[key as keyof typeof aws.config]]));
  return { ...readConfig(combinedConfig, "aws"), args };
}
