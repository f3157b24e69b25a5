import * as pulumi from "@pulumi/pulumi";
import { namePrefix } from "../common/stack-names";
import { callbacks } from "./callbacks";

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
const maxFunctionNameCharacters = 64;

/**
 * The start of the service's physical names, which no other stack of the project has. Throws a `RunError` where a
 * function's name would be one that Lambda does not allow. Of all names, which have this start, its are the strictest.
 */
export function physicalNamePrefix(project: string): string {
  const stack = pulumi.getStack();
  const prefix = namePrefix(project, stack);
  for (const { name } of callbacks) {
    const functionName = `${prefix}-${name}`;
    if (!/^[\w-]+$/.test(functionName)) {
      throw new pulumi.RunError(
        `The stack is "${stack}", with which a function would be named "${functionName}", and Lambda allows letters, ` +
          "digits, hyphens and underscores: rename the stack.",
      );
    }
    if (functionName.length > maxFunctionNameCharacters) {
      throw new pulumi.RunError(
        `project is "${project}", which makes a function's name "${functionName}" of ${functionName.length} characters, ` +
          `and Lambda allows ${maxFunctionNameCharacters}: set a shorter project, or name the stack shorter.`,
      );
    }
  }
  return prefix;
}
