import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";

/** More requests than any test sends. */
export const unthrottled = {
  throttlingRateLimit: 10_000,
  throttlingBurstLimit: 10_000,
  modelThrottlingRateLimit: 9_999,
  modelThrottlingBurstLimit: 9_999,
};

/** Sets keys of the `dev` stack in a copy of the project, beside those that its file has. */
export function configureDev(project: string, settings: Record<string, unknown>): void {
  const config = Object.entries(settings).map(([key, value]) => [`embeddings-service:${key}`, value]);
  configureStack(project, "dev", Object.fromEntries(config));
}

/** Sets namespaced keys of a stack in a copy of the project, beside those that its file has. */
export function configureStack(project: string, stack: string, settings: Record<string, unknown>): void {
  const file = join(project, `Pulumi.${stack}.yaml`);
  const { config } = parse(readFileSync(file, "utf8")) as { config: Record<string, unknown> };
  writeFileSync(file, stringify({ config: { ...config, ...settings } }));
}
