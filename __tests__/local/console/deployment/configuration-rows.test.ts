import { newApiKey } from "../../../../common/api-key";
import { configurationRows } from "../../../../local/console/deployment/configuration-rows";
import type { DeclaredKey } from "../../../../local/pulumi/project-file";

const value = (text: string) => ({ text, content: text, isEncrypted: false });
const declared = new Map<string, DeclaredKey>([
  ["team:layer", { description: "Which layer", secret: false }],
  ["team:auth", { description: "service: Whom it serves", secret: false, byDefault: value("iam") }],
  ["team:mcp", { description: "service: Agents", secret: false, byDefault: value("true") }],
  ["team:kmsKey", { description: "bootstrap: The key", secret: false, byDefault: value("") }],
  ["team:password", { description: "Hidden", secret: true, byDefault: value("") }],
  ["team:token", { description: "service: Encrypted", secret: false, byDefault: value("") }],
]);
const key = newApiKey();
const stack = {
  config: {
    "team:layer": "service",
    "team:auth": "none",
    "team:mcp": "true",
    "team:password": "hunter2",
    "aws:region": "eu-west-1",
    "other:key": key,
  },
  encrypted: ["team:token"],
  overridden: ["team:auth"],
};

test("tells each key in force, its default and who says so, and no secret", () => {
  const rows = configurationRows({ layer: "service", project: "team", stack, declared });
  expect(rows.map((row) => [row.key, row.value, row.byDefault, row.from])).toEqual([
    ["layer", "service", undefined, "the stack"],
    ["auth", "none", "iam", "npm start"],
    ["mcp", "true", "true", "the default"],
    ["password", undefined, "", "the stack"],
    ["token", undefined, "", "the stack"],
    ["aws:region", "eu-west-1", undefined, "the stack"],
    ["other:key", "embk_…", undefined, "the stack"],
  ]);
  expect(rows.map(({ description }) => description)).toContain("Whom it serves");
  expect(JSON.stringify(rows)).not.toMatch(new RegExp(`hunter2|${key}`));
});

test("leaves out what is of the other layer", () => {
  const rows = configurationRows({ layer: "bootstrap", project: "team", stack: { ...stack, config: {} }, declared });
  expect(rows.map((row) => row.key)).toEqual(["layer", "kmsKey", "password"]);
});
