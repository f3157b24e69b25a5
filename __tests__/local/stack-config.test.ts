import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readStackConfig } from "../../local/stack-config";
import { temporaryDirectory } from "../helpers/temporary-directory";

const directory = temporaryDirectory();
const write = (file: string, text: string) => writeFileSync(join(directory, file), text);

beforeEach(() => {
  write(
    "Pulumi.yaml",
    "name: acme\nconfig:\n  layer:\n    type: string\n  flag:\n    default: true\n  list:\n    default: [a]\n",
  );
});

test("applies the project's defaults under the stack's values, as text or JSON", () => {
  write("Pulumi.dev.yaml", "config:\n  aws:region: eu-west-1\n  acme:layer: service\n  acme:list: [b, c]\n");
  expect(readStackConfig(directory, "dev")).toEqual({
    project: "acme",
    config: { "aws:region": "eu-west-1", "acme:layer": "service", "acme:flag": "true", "acme:list": '["b","c"]' },
  });
});

test("takes a stack file without configuration", () => {
  write("Pulumi.empty.yaml", "");
  expect(readStackConfig(directory, "empty").config).toEqual({ "acme:flag": "true", "acme:list": '["a"]' });
});

test("names a file that is missing, and the stacks that there are", () => {
  write("Pulumi.dev.yaml", "");
  expect(() => readStackConfig(directory, "prod")).toThrow(
    /\/Pulumi\.prod\.yaml does not exist: copy one of the stacks .*dev.* to it, or use that one$/,
  );
});

test.each([
  ["broken YAML", "config: [", /Pulumi\.bad\.yaml is not valid YAML/],
  ["a key twice", "config:\n  a: 1\n  a: 2\n", /Pulumi\.bad\.yaml is not valid YAML/],
  ["configuration of another shape", "config: 3", /Pulumi\.bad\.yaml is not a Pulumi configuration file/],
])("names a file with %s", (_, text, message) => {
  write("Pulumi.bad.yaml", text);
  const read = () => readStackConfig(directory, "bad");
  expect(read).toThrow(message);
  expect(read).not.toThrow(/\n/);
});
