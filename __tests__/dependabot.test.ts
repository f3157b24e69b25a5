import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { actions, githubFile } from "./helpers/workflow";

const update = z.strictObject({
  "package-ecosystem": z.enum(["npm", "pip", "github-actions"]),
  directory: z.string().optional(),
  directories: z.array(z.string()).optional(),
  schedule: z.strictObject({ interval: z.literal("weekly") }),
  cooldown: z.strictObject({ "default-days": z.int().min(1).max(90) }),
  groups: z.record(
    z.string(),
    z.strictObject({
      patterns: z.array(z.string()).optional(),
      "dependency-type": z.enum(["development", "production"]).optional(),
      "update-types": z.array(z.enum(["major", "minor", "patch"])).optional(),
    }),
  ),
  ignore: z
    .array(z.strictObject({ "dependency-name": z.string(), versions: z.array(z.string()).optional() }))
    .optional(),
});
const { updates } = z
  .strictObject({ version: z.literal(2), updates: z.array(update) })
  .parse(parse(githubFile("dependabot.yml")));
const [npm, clients, pip, githubActions] = updates;
if (!npm || !clients || !pip || !githubActions) throw new Error("An ecosystem is missing");

const manifest = JSON.parse(readFileSync(join(__dirname, "../package.json"), "utf8")) as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  overrides: Record<string, string | object>;
};

/** The group whose pull request updates a package: the first that it fits. */
function groupOf(name: string): string | undefined {
  const type = manifest.dependencies[name] ? "production" : "development";
  const groups = Object.entries(npm?.groups ?? {});
  return groups.find(
    ([, group]) =>
      (group["dependency-type"] ?? type) === type &&
      (group.patterns ?? ["*"]).some((pattern) => new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(name)),
  )?.[0];
}

test("watches the packages, and the actions wherever they are used", () => {
  expect(updates.map((entry) => entry["package-ecosystem"])).toEqual(["npm", "npm", "pip", "github-actions"]);
  expect([npm.directory, clients.directory]).toEqual(["/", "/clients/node"]);
  const requirements = globSync("**/requirements.txt", { cwd: join(__dirname, ".."), exclude: ["**/node_modules"] });
  expect(pip.directories).toEqual(requirements.map((file) => `/${dirname(file)}`).sort());
  // "/" stands for the workflows: https://docs.github.com/en/code-security/reference/supply-chain-security/dependabot-options-reference
  expect(githubActions.directories).toEqual(["/", ...Object.keys(actions).map((name) => `/.github/actions/${name}`)]);
});

test("updates together what must fit together", () => {
  const names = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  for (const name of names) {
    const expected = /^(@pulumi\/.*|pulumi)$/.test(name)
      ? "pulumi"
      : /^@(aws-sdk|smithy)\//.test(name)
        ? "aws-sdk"
        : manifest.devDependencies[name]
          ? "development"
          : undefined;
    expect([name, groupOf(name)]).toEqual([name, expected]);
  }
});

test.each([
  ["typescript", 7],
  ["node", 25],
  ["@types/node", 25],
])("leaves %s below version %i, where it is", (name, version) => {
  const ignored = npm.ignore?.filter((entry) => entry["dependency-name"] === name);
  expect(ignored).toEqual([{ "dependency-name": name, versions: [`>=${version}`] }]);
  expect(Number.parseInt({ ...manifest.dependencies, ...manifest.devDependencies }[name] ?? "", 10)).toBe(version - 1);
});

test("leaves alone what package.json pins by an override", () => {
  const ignored = npm.ignore?.filter(({ versions }) => !versions).map((entry) => entry["dependency-name"]);
  const pinned = Object.keys(manifest.overrides).filter((name) => typeof manifest.overrides[name] === "string");
  expect(ignored).toEqual(pinned);
});
