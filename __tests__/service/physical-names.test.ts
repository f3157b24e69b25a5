import * as pulumi from "@pulumi/pulumi";
import { physicalNamePrefix } from "../../service/physical-names";

function prefixOf(project: string, stack: string): string {
  pulumi.runtime.setMocks({ newResource: ({ name }) => ({ id: name, state: {} }), call: () => ({}) }, project, stack);
  return physicalNamePrefix(project);
}

test.each(["dev", "dev-eu", "DEV_2"])("begins names with the project and the stack %s", (stack) => {
  expect(prefixOf("acme", stack)).toBe(`acme-${stack}`);
});

test("refuses a stack that would name a function as Lambda has none", () => {
  expect(() => prefixOf("acme", "dev.eu")).toThrow(
    'The stack is "dev.eu", with which a function would be named "acme-dev.eu-generate", and Lambda allows letters, ' +
      "digits, hyphens and underscores: rename the stack.",
  );
});
