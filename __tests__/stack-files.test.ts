import * as pulumi from "@pulumi/pulumi";

import program = require("../index");

import { awsProvider } from "../local/pulumi/aws-provider";
import { runStack } from "../local/pulumi/engine";
import { readProjectFile } from "../local/pulumi/project-file";
import { readStackConfig, stackNames } from "../local/pulumi/stack-config";
import { projectDirectory, runStacks } from "../local/pulumi/stacks";
import { declaredDefaults } from "../scripts/config-defaults";

// What is in the functions does not depend on a stack, and bundling takes long.
jest.mock("../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

const apiEndpoint = "https://api.invalid";

/** The stack files are whoever's it is who has this repository: this is the only test that reads them. */
test("every stack that has a file here comes up, whatever it holds", async () => {
  for (const stack of stackNames(projectDirectory)) {
    const { project, config, encrypted, hasEnvironment } = readStackConfig(projectDirectory, stack);
    const isService = config[`${project}:layer`] === "service";
    const region = config["aws:region"] || "us-east-1";
    const run = isService
      ? runStacks(apiEndpoint, { serviceStack: stack }).then(({ service }) => service)
      : runStack({ project, stack, config, program, provider: awsProvider({ region, apiEndpoint }) });
    const outcome = await run.then(
      ({ resources }) => resources.length,
      mayLack(encrypted.length > 0 || hasEnvironment, stack),
    );
    expect([stack, outcome]).toEqual([stack, expect.anything()]);
  }
});

/** Takes the failure of a stack that lacks what this machine cannot have: what the CLI alone reads, another project's stack. */
function mayLack(isIncomplete: boolean, stack: string) {
  return (error: unknown): string => {
    const { message } = error as Error;
    if (!pulumi.RunError.isInstance(error)) throw error;
    if (
      isIncomplete ||
      / is encrypted in Pulumi\.| are in Pulumi ESC| a stack (of the project|without a file) /.test(message)
    )
      return message;
    throw new Error(`Pulumi.${stack}.yaml: ${message}`);
  };
}

test("Pulumi.yaml declares the keys that there are", () => {
  const { name, config } = readProjectFile(projectDirectory);
  const declared = [...config.keys()].filter((key) => key.startsWith(`${name}:`));
  const keys = ["layer", ...Object.keys(declaredDefaults())];
  // Where one lacks: npm run docs. One that is gone from the configuration goes by hand.
  expect(declared.sort()).toEqual(keys.map((key) => `${name}:${key}`).sort());
});
