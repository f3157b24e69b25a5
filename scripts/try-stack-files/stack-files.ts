import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { declaredDefaults } from "../config-defaults";

const projectDirectory = join(__dirname, "../..");

/** A stack's file: its configuration, and lines that the CLI adds. */
export interface StackFile {
  readonly config: Readonly<Record<string, unknown>>;
  readonly [line: string]: unknown;
}

/** `Pulumi.yaml` and, by their names, the files of the stacks. */
export interface StackFiles {
  readonly project: Readonly<Record<string, unknown>> & { readonly name: string };
  readonly stacks: Readonly<Record<string, StackFile>>;
}

/**
 * The stack files of the tests, with the declarations of the project in `directory`, but neither the values that may have
 * been set in them, nor the folder that they may have been moved to.
 */
export function repositoryFiles(directory = projectDirectory): StackFiles {
  const { config: declared, stackConfigDir, ...project } = readYaml(directory, "Pulumi.yaml");
  const config = Object.entries(declaredDefaults()).map(([key, byDefault]) => {
    const { type, items } = declared?.[key] ?? declared?.[`${project.name}:${key}`] ?? {};
    return [key, { ...(type ? { type } : {}), ...(items ? { items } : {}), default: byDefault }];
  });
  const stacksDirectory = join(projectDirectory, "__tests__", "stacks");
  return {
    project: {
      ...project,
      name: "embeddings-service",
      config: { layer: { type: "string" }, ...Object.fromEntries(config) },
    },
    stacks: Object.fromEntries(
      ["bootstrap", "dev", "prod"].map((stack) => [stack, readYaml(stacksDirectory, `Pulumi.${stack}.yaml`)]),
    ),
  };
}

/** Writes the files in the place of those that are in `directory`. */
export function writeStackFiles({ project, stacks }: StackFiles, directory: string): void {
  for (const file of readdirSync(directory)) if (/^Pulumi\..*yaml$/.test(file)) rmSync(join(directory, file));
  writeFileSync(join(directory, "Pulumi.yaml"), stringify(project));
  for (const [stack, file] of Object.entries(stacks)) {
    writeFileSync(join(directory, `Pulumi.${stack}.yaml`), stringify(file));
  }
}

function readYaml(directory: string, file: string) {
  return parse(readFileSync(join(directory, file), "utf8"));
}
