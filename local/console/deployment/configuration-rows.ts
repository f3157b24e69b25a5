import type { ConfigurationRow } from "../../../console/deployment/deployment-document";
import type { DeclaredKey } from "../../pulumi/project-file";
import type { DeployedStack } from "../../pulumi/stacks";
import { withoutSecrets } from "../without-secrets";

/** What {@link configurationRows} tells of. */
export interface ConfigurationRowsArgs {
  readonly layer: "bootstrap" | "service";
  readonly project: string;
  readonly stack: Pick<DeployedStack, "config" | "encrypted" | "overridden">;
  /** What the project declares, by namespaced key. */
  readonly declared: ReadonlyMap<string, DeclaredKey>;
}

/** The configuration in force of a stack, key by key, and its default. A secret is not told. */
export function configurationRows({ layer, project, stack, declared }: ConfigurationRowsArgs): ConfigurationRow[] {
  const { config, encrypted, overridden } = stack;
  const other = layer === "service" ? "bootstrap" : "service";
  const own = [...declared].filter(([, { description = "" }]) => !description.startsWith(`${other}: `));
  const undeclared = Object.keys(config).filter((key) => !declared.has(key));
  return [
    ...own.map(([key, { byDefault, description = "", secret }]) => ({
      key,
      byDefault: byDefault?.text,
      description,
      secret,
    })),
    ...undeclared.map((key) => ({ key, byDefault: undefined, description: "", secret: false })),
  ].map(({ key, byDefault, description, secret }) => {
    const isSecret = secret || encrypted.includes(key);
    const value = config[key];
    return {
      layer,
      key: key.replace(`${project}:`, ""),
      value: isSecret || value === undefined ? undefined : withoutSecrets(value),
      byDefault,
      from: overridden.includes(key) ? "npm start" : value === byDefault && !isSecret ? "the default" : "the stack",
      description: description.replace(`${layer}: `, ""),
    };
  });
}
