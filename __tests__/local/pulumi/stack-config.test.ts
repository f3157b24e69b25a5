import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readStackConfig, stackNames } from "../../../local/pulumi/stack-config";
import { temporaryDirectory } from "../../helpers/temporary-directory";

const directory = temporaryDirectory();
const write = (file: string, text: string) => writeFileSync(join(directory, file), text);

/** Reads a stack `dev` with this configuration, of the project `acme` with that one. */
function read(config: string, declared = "config: {}") {
  write("Pulumi.yaml", `name: acme\n${declared}\n`);
  write("Pulumi.dev.yaml", config);
  return readStackConfig(directory, "dev");
}

describe("a stack's file", () => {
  test.each<[string, string, Record<string, string>]>([
    ["nothing", "", {}],
    ["no configuration", "config:\n", {}],
    ["a key without namespace, which is the project's", "config:\n  a: x\n", { "acme:a": "x" }],
    ["a key with one", "config:\n  acme:a: x\n  aws:region: eu-west-1\n", { "acme:a": "x", "aws:region": "eu-west-1" }],
    ["a key as it was written once", "config:\n  acme:config:a: x\n", { "acme:a": "x" }],
    ["a number", "config:\n  a: 50\n  b: -1.50\n  c: 1_000\n  d: 0x1F\n", vars("50", "-1.5", "1000", "31")],
    ["a number as the CLI rewrites it", 'config:\n  a: "50"\n', { "acme:a": "50" }],
    ["a boolean", "config:\n  a: true\n  b: yes\n  c: off\n  d: False\n", vars("true", "yes", "off", "false")],
    ["an empty value", 'config:\n  a:\n  b: ~\n  c: ""\n', vars("", "", "")],
    ["what other parsers take for a time", "config:\n  a: 1:30\n", { "acme:a": "1:30" }],
    ["a day", "config:\n  a: 2026-01-31\n", { "acme:a": "2026-01-31 00:00:00 +0000 UTC" }],
    ["a time", "config:\n  a: 2026-01-31T10:20:30.50Z\n", { "acme:a": "2026-01-31 10:20:30.5 +0000 UTC" }],
    ["a list", "config:\n  a: [b, 1, true, null]\n  b: '[\"c\"]'\n", vars('["b",1,true,null]', '["c"]')],
    [
      "an object",
      "config:\n  a:\n    b: {c: [1]}\n    d: 2026-01-31\n",
      vars('{"b":{"c":[1]},"d":"2026-01-31 00:00:00 +0000 UTC"}'),
    ],
    ["what is merged", "config:\n  a: {<<: {b: 1}, c: 2}\n", vars('{"b":1,"c":2}')],
    [
      "the CLI's own lines",
      "encryptionsalt: v1:x\nsecretsprovider: awskms://x\nencryptedkey: y\nconfig:\n  a: x\n",
      vars("x"),
    ],
    ["a byte order mark", "\uFEFFconfig:\n  a: x\n", vars("x")],
  ])("is taken with %s", (_, text, config) => {
    expect(read(text)).toEqual({ project: "acme", config, encrypted: [], hasEnvironment: false });
  });

  test.each([
    ["broken YAML", "config: [", /Pulumi\.dev\.yaml is not valid YAML: Flow sequence .* at line 1, column 10$/],
    [
      "a key twice",
      "config:\n  a: 1\n  a: 2\n",
      /Pulumi\.dev\.yaml is not valid YAML: Map keys must be unique at line 3, column 3$/,
    ],
    ["configuration of another shape", "config: 3", /Pulumi\.dev\.yaml is not a Pulumi configuration file/],
    ["a list for configuration", "config: [a]", /Pulumi\.dev\.yaml is not a Pulumi configuration file/],
    [
      "a key with and without its namespace",
      "config:\n  a: 1\n  acme:a: 2\n",
      /has the key acme:a twice, once without/,
    ],
    ["a key of three parts", "config:\n  a:b:c: 1\n", /Pulumi\.dev\.yaml has the key a:b:c: a key is a name, or names/],
  ])("is refused with %s", (_, text, message) => {
    expect(() => read(text)).toThrow(message);
    expect(() => read(text)).not.toThrow(/\n/);
  });

  test("that is missing is named, with the stacks that there are", () => {
    read("");
    expect(() => readStackConfig(directory, "prod")).toThrow(
      /\/Pulumi\.prod\.yaml does not exist: copy one of the stacks dev to it, or use that one$/,
    );
  });

  test("is of a project, whose file must be there", () => {
    expect(() => readStackConfig(join(directory, "nowhere"), "dev")).toThrow(/\/nowhere\/Pulumi\.yaml does not exist$/);
  });

  test.each([
    ["says", "stackConfigDir: stacks"],
    ["said once", "config: older"],
  ])("is where the project %s", (_, said) => {
    write("Pulumi.yaml", `name: acme\n${said}\n`);
    const [, folder = ""] = said.split(": ");
    expect(stackNames(directory)).toEqual([]);
    mkdirSync(join(directory, folder));
    write(`${folder}/Pulumi.live.yaml`, "config: {a: x}");
    expect(stackNames(directory)).toEqual(["live"]);
    expect(readStackConfig(directory, "live").config).toEqual({ "acme:a": "x" });
  });

  test("is in one folder", () => {
    write("Pulumi.yaml", "name: acme\nstackConfigDir: stacks\nconfig: older\n");
    expect(() => readStackConfig(directory, "live")).toThrow(
      /Pulumi\.yaml says the folder of the stacks' files twice: /,
    );
  });
});

/** Values of the keys a, b, c and so on. */
function vars(...values: string[]): Record<string, string> {
  return Object.fromEntries(values.map((value, index) => [`acme:${String.fromCharCode(97 + index)}`, value]));
}

describe("what the project declares", () => {
  test.each<[string, string, string, Record<string, string>]>([
    ["a default", "a: {type: integer, default: 5}", "", vars("5")],
    ["a default below the stack's value", "a: {type: integer, default: 5}", "a: 6", vars("6")],
    ["a value", "a: {value: x}", "", vars("x")],
    ["a bare value", "a: x", "", vars("x")],
    ["a bare value below the stack's", "a: x", "a: y", vars("y")],
    ["a bare list", "a: [x]", "", vars('["x"]')],
    ["a list and an object", "a: {default: [x]}\n  b: {type: object, default: {c: 1}}", "", vars('["x"]', '{"c":1}')],
    ["an empty list", "a: {type: array, items: {type: string}, default: []}", "", vars("[]")],
    ["an empty text", 'a: {default: ""}', "", vars("")],
    ["no type", "a: {default: true}", "a: {b: 1}", vars('{"b":1}')],
    ["a key with its namespace", "acme:a: 5", "", vars("5")],
    ["a bare value of a provider", "aws:region: eu-west-1", "", { "aws:region": "eu-west-1" }],
    ["a value of a provider", "aws:region: {value: eu-west-1}", "", { "aws:region": "eu-west-1" }],
    ["types that take text", "a: {type: integer}\n  b: {type: boolean}", 'a: "5"\n  b: "true"', vars("5", "true")],
    ["a text that is a number", "a: {type: string}", "a: 5", vars("5")],
    ["a secret without a type", "a: {secret: true}", "a: x", vars("x")],
  ])("is applied where it is %s", (_, declared, config, expected) => {
    expect(read(`config:\n  ${config}\n`, `config:\n  ${declared}`).config).toEqual(expected);
  });

  test.each<[string, string, string, RegExp]>([
    [
      "a list as text",
      "a: {type: array, items: {type: string}}",
      `a: '["x"]'`,
      /acme:a is \["x"\], but must be of type array<string>, in .*Pulumi\.dev\.yaml$/,
    ],
    ["a list of other things", "a: {type: array, items: {type: string}}", "a: [1]", /must be of type array<string>/],
    ["a word for a boolean", "a: {type: boolean}", "a: yes", /acme:a is yes, but must be of type boolean/],
    ["an empty boolean", "a: {type: boolean, default: true}", "a:", /acme:a is empty, but must be of type boolean/],
    ["a list for a text", "a: {type: string}", "a: [x]", /must be of type string/],
    [
      "a value of another type in the project",
      "a: {type: integer, value: x}",
      "",
      /acme:a is x, but must be of type integer/,
    ],
    ["no value", "a: {type: string}", "b: x", /acme:a is not set, and has no default, in .*Pulumi\.dev\.yaml$/],
    ["no value but null", "a: {default: null}", "b: x", /acme:a is not set/],
    [
      "the value of the project's old name",
      "a: {}",
      "old:a: x",
      /acme:a is not set.* which has old:a: rename it, for this project is acme$/,
    ],
    ["a secret in plain text", "a: {type: string, secret: true}", "a: x", /acme:a is a secret, but not encrypted/],
    [
      "a default and a value",
      "a: {default: 1, value: 2}",
      "",
      /Pulumi\.yaml declares the key a, which has both a default and a value/,
    ],
    [
      "a default of another type",
      "a: {type: integer, default: x}",
      "a: 5",
      /has the default "x", which is not of type integer/,
    ],
    ["a number for a text", "a: {type: string, default: 5}", "", /has the default 5, which is not of type string/],
    [
      "an unknown type",
      "a: {type: float}",
      "a: 1",
      /declares the key a, which is no value, and no declaration of one: type /,
    ],
    ["an unknown field", "a: {vlaue: 1}", "a: 1", /no declaration of one: Unrecognized key: "vlaue"/],
    ["a number that is not whole", "a: 1.5", "", /declares the key a, which is no value, and no declaration/],
    ["nothing at all", "a:", "a: 1", /declares the key a, which is no value, and no declaration/],
    ["an array of nothing known", "a: {type: array}", "a: [1]", /is an array without the type of its items/],
    [
      "a default of a provider",
      "aws:region: {default: x}",
      "",
      /aws:region, which is not this project's own: it takes a value only/,
    ],
    ["a type of a provider", "aws:region: {type: string, value: x}", "", /it takes a value only/],
    ["a provider without a value", "aws:region: {description: x}", "", /is not this project's own, and has no value/],
    ["a key of three parts", "a:b:c: 1", "", /Pulumi\.yaml has the key a:b:c/],
  ])("is refused with %s", (_, declared, config, message) => {
    const refused = () => read(`config:\n  ${config}\n`, `config:\n  ${declared}`);
    expect(refused).toThrow(message);
    expect(refused).not.toThrow(/\n/);
  });
});

describe("an encrypted value", () => {
  test.each([
    ["of its own", "a: {secure: v1:x}"],
    ["in a list", "a: [x, {secure: v1:x}]"],
    ["in an object", "a: {b: {c: {secure: v1:x}}}"],
  ])("%s leaves its key out", (_, config) => {
    expect(read(`config:\n  ${config}\n  b: x\n`)).toEqual({
      project: "acme",
      config: { "acme:b": "x" },
      encrypted: ["acme:a"],
      hasEnvironment: false,
    });
  });

  test.each([
    ["gives way to the default", "a: {type: integer, default: 5}", { "acme:a": "5" }],
    ["stands for the value that each stack must have, whatever its type", "a: {type: integer}", {}],
    ["is what a secret must have", "a: {type: string, secret: true}", {}],
  ])("%s", (_, declared, config) => {
    expect(read("config:\n  a: {secure: v1:x}\n", `config:\n  ${declared}`)).toMatchObject({
      config,
      encrypted: ["acme:a"],
    });
  });

  test.each(["a: {secure: 1}", "a: {secure: x, b: y}", "a: secure"])("is not %s", (config) => {
    expect(read(`config:\n  ${config}\n`).encrypted).toEqual([]);
  });
});

test.each([
  ["are named", "[acme/dev]"],
  ["are written in the file", "{values: {pulumiConfig: {acme:a: x}}}"],
])("values of environments that %s are left out, and may be those that a stack must have", (_, environment) => {
  const declared = "config:\n  a: {type: string}\n  b: {type: integer, default: 5}";
  expect(read(`environment: ${environment}\n`, declared)).toEqual({
    project: "acme",
    config: { "acme:b": "5" },
    encrypted: [],
    hasEnvironment: true,
  });
  expect(() => read(`environment: ${environment}\nconfig: {b: x}\n`, declared)).toThrow(/acme:b is x, but must be/);
});
