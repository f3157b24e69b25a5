import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";

/** The stack files of the tests: those of the project are whoever's it is. */
export const stacksDirectory = join(__dirname, "../../stacks");

/** More requests than any test sends. */
export const unthrottled = {
  throttlingRateLimit: 10_000,
  throttlingBurstLimit: 10_000,
  modelThrottlingRateLimit: 9_999,
  modelThrottlingBurstLimit: 9_999,
};

/** Copies the tests' stack files to `directory`. */
export function copyStackFiles(directory: string): string {
  cpSync(stacksDirectory, directory, { recursive: true });
  return directory;
}

/** Sets keys of the stack `dev` in a copy of the stack files, beside those that its file has. */
export function configureDev(directory: string, settings: Record<string, unknown>): void {
  configureStack(directory, "dev", settings);
}

/** Sets keys of a stack in a copy of the stack files, beside those that its file has. */
export function configureStack(directory: string, stack: string, settings: Record<string, unknown>): void {
  const file = join(directory, `Pulumi.${stack}.yaml`);
  const { config } = parse(readFileSync(file, "utf8")) as { config: Record<string, unknown> };
  writeFileSync(file, stringify({ config: { ...config, ...settings } }));
}
