import { RunError } from "@pulumi/pulumi/errors";
import { readStackConfig, stackNames } from "./stack-config";

/** The service stack that is run where none is named: `dev`, else the only one. Throws a `RunError` where there is none, or a choice. */
export function defaultServiceStack(directory: string): string {
  const isService = (stack: string) => {
    const { project, config } = readStackConfig(directory, stack);
    return config[`${project}:layer`] === "service";
  };
  const stacks = stackNames(directory).sort();
  const dev = stacks.find((stack) => stack === "dev" && isService(stack));
  if (dev) return dev;
  const [stack, ...others] = stacks.filter(isService);
  if (stack && others.length === 0) return stack;
  throw new RunError(
    stack
      ? `There are the service stacks ${[stack, ...others].join(", ")}: name one, as in npm start -- --stack ${stack}`
      : `There is no service stack: none of the files Pulumi.<stack>.yaml in ${directory} sets layer to service`,
  );
}
