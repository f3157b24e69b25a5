import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { defaultServiceStack } from "../../../local/pulumi/default-service-stack";
import { temporaryDirectory } from "../../helpers/temporary-directory";

const parent = temporaryDirectory();

/** Finds the stack among these, each with its layer. */
function find(name: string, stacks: Record<string, string>): string {
  const directory = join(parent, name);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, "Pulumi.yaml"), "name: acme\n");
  for (const [stack, layer] of Object.entries(stacks)) {
    writeFileSync(join(directory, `Pulumi.${stack}.yaml`), `config: {layer: ${layer}}\n`);
  }
  return defaultServiceStack(directory);
}

test.each([
  ["dev", "dev", { bootstrap: "bootstrap", dev: "service", prod: "service" }],
  ["the only one", "live", { foundation: "bootstrap", live: "service" }],
  ["none of another layer, though it is named dev", "live", { dev: "bootstrap", live: "service" }],
])("is %s", (name, stack, stacks) => {
  expect(find(name, stacks)).toBe(stack);
});

test("must be named where there are several", () => {
  expect(() => find("several", { foundation: "bootstrap", staging: "service", live: "service" })).toThrow(
    /^There are the service stacks live, staging: name one, as in npm start -- --stack live$/,
  );
});

test("must be there", () => {
  expect(() => find("no service", { foundation: "bootstrap" })).toThrow(
    /^There is no service stack: none of the files/,
  );
});
