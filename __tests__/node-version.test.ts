import { readFileSync } from "node:fs";
import { join } from "node:path";
import { subset } from "semver";
import { runtime } from "../service/lambda/runtime";
import { actions, workflows } from "./helpers/workflow";

const projectFile = (path: string) => readFileSync(join(__dirname, "..", path), "utf8");

const manifest = JSON.parse(projectFile("package.json")) as {
  readonly engines: { readonly node: string };
  readonly devDependencies: { readonly node: string };
};
const { packages } = JSON.parse(projectFile("package-lock.json")) as {
  readonly packages: Record<string, { readonly engines?: { readonly node?: string } }>;
};
/** What each package needs, but for this project itself. */
const needs = Object.entries(packages).flatMap(([path, { engines }]) =>
  path !== "" && engines?.node ? [{ path, node: engines.node }] : [],
);
const recommended = projectFile(".nvmrc").trim();

test("recommends Lambda's Node.js, which npm scripts and the workflows run on too", () => {
  expect(runtime.lambda).toBe(`nodejs${recommended}.x`);
  expect(manifest.devDependencies.node).toMatch(new RegExp(`^${recommended}\\.`));
  const steps = [
    ...Object.values(workflows).flatMap(({ jobs }) => Object.values(jobs).flatMap((job) => job.steps ?? [])),
    ...Object.values(actions).flatMap(({ runs }) => runs.steps),
  ].filter(({ uses }) => uses?.startsWith("actions/setup-node@"));
  expect(steps.length).toBeGreaterThan(0);
  for (const step of steps) {
    expect(step.with).toMatchObject({ "node-version-file": ".nvmrc" });
    expect(step.with).not.toHaveProperty("node-version");
  }
});

test("installs on the recommended Node.js without a package that npm warns of", () => {
  expect(needs.length).toBeGreaterThan(100);
  expect(needs.filter(({ node }) => !subset(`${recommended}.x`, node))).toEqual([]);
});

test("asks for the oldest Node.js that all packages take, and no newer", () => {
  const oldest = Number(/^>=(\d+)$/.exec(manifest.engines.node)?.[1]);
  // The releases of a line that is still maintained, not its first ones.
  const refusing = (major: number) => needs.filter(({ node }) => !subset(`~${major}.20`, node));
  expect(refusing(oldest)).toEqual([]);
  expect(refusing(oldest - 2)).not.toEqual([]);
});
