import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "../temporary-directory";

const { laneOf, lanes } = require("./lanes") as {
  readonly laneOf: (file: string) => string;
  readonly lanes: () => Record<string, string[]>;
};
const projectDirectory = join(__dirname, "../../..");
const directory = temporaryDirectory();

/** The lane of a file with this text, beside which are others. */
function laneOfText(text: string, others: Readonly<Record<string, string>> = {}): string {
  for (const [name, other] of Object.entries(others)) writeFileSync(join(directory, name), other);
  const file = join(directory, "some.test.ts");
  writeFileSync(file, text);
  return laneOf(file);
}

test.each([
  ["unit", 'import { join } from "node:path";'],
  ["unit", 'import type { Output } from "@pulumi/pulumi";'],
  ["unit", 'const load = () => require("zod") as typeof import("@pulumi/pulumi");'],
  ["unit", 'import { RunError } from "@pulumi/pulumi/errors";'],
  ["stacks", 'import * as pulumi from "@pulumi/pulumi";'],
  ["stacks", 'import "@pulumi/aws";'],
  ["stacks", 'import {\n  type Plugin,\n  build,\n} from "esbuild";'],
  ["stacks", 'export { Output } from "@pulumi/pulumi";'],
  ["stacks", 'import program = require("@pulumi/pulumi");'],
  ["stacks", 'test("a", async () => { await import("@pulumi/pulumi"); });'],
  ["processes", 'import { spawn } from "node:child_process";'],
  ["processes", 'import * as pulumi from "@pulumi/pulumi";\nimport { spawn } from "child_process";'],
])("is %s of %s", (lane, text) => {
  expect(laneOfText(text)).toBe(lane);
});

test("follows imports of files, also in a circle", () => {
  const files = {
    "a.ts": 'import { b } from "./b.mjs";',
    "b.mts": 'import "./a";\nimport { execFile } from "node:child_process";',
  };
  expect(laneOfText('import { a } from "./a";', files)).toBe("processes");
  expect(laneOfText('import type { A } from "./a";', files)).toBe("unit");
});

test("every test is in one lane", () => {
  const files = readdirSync(join(projectDirectory, "__tests__"), { recursive: true, encoding: "utf8" });
  const tests = files.filter((file) => file.endsWith(".test.ts")).map((file) => join("__tests__", file));
  expect(Object.values(lanes()).flat().sort()).toEqual(tests.sort());
});

test("npm test runs every lane but those that need more than npm ci, and each has a command", () => {
  const { projects } = require("../../../jest.config") as { projects: { displayName: string; testMatch: string[] }[] };
  expect(Object.fromEntries(projects.map(({ displayName, testMatch }) => [displayName, testMatch]))).toEqual(
    Object.fromEntries(
      Object.entries(lanes()).map(([lane, files]) => [lane, files.map((file) => `<rootDir>/${file}`)]),
    ),
  );
  const { scripts } = JSON.parse(readFileSync(join(projectDirectory, "package.json"), "utf8"));
  expect(scripts.test).toMatch(/^jest --ignoreProjects browser description --config/);
  for (const lane of Object.keys(lanes())) expect(scripts[`test:${lane}`]).toMatch(`jest --selectProjects ${lane} `);
});
