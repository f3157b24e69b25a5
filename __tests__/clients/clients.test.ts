import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { clients } from "../../clients/clients";

const directory = join(__dirname, "../../clients");
const read = (path: string) => readFileSync(join(directory, path), "utf8");

/** The packages of a file of requirements, each with one version. */
const requirements = (file: string) =>
  read(`python/${file}`)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));

test("has a title of its own for each client, with a program", () => {
  expect(new Set(clients.map(({ title }) => title)).size).toBe(clients.length);
  for (const { language, program } of clients) {
    expect(existsSync(join(directory, language, `${program}.${language === "node" ? "ts" : "py"}`))).toBe(true);
  }
});

test("installs exactly one version of each client", () => {
  const { dependencies } = JSON.parse(read("node/package.json")) as { dependencies: Record<string, string> };
  for (const version of Object.values(dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  for (const line of requirements("requirements.txt")) expect(line).toMatch(/^[\w.-]+==[\w.]+/);
  const python = (file: string) => requirements(file).map((line) => line.replace(/==.*/, ""));
  for (const { language, package: name, isInChecks } of clients) {
    const installed = language === "node" ? Object.keys(dependencies) : python("requirements.txt");
    expect(installed).toContain(name);
    if (language === "python" && isInChecks) expect(python("requirements-ci.txt")).toContain(name);
  }
});

test("installs for the checks the versions that all clients are tried in", () => {
  const all = requirements("requirements.txt");
  expect(requirements("requirements-ci.txt").filter((line) => !all.includes(line))).toEqual([]);
});

test("tries in the checks what most use", () => {
  const inChecks = clients.filter((client) => client.isInChecks).map((client) => client.package);
  expect([...new Set(inChecks)].sort()).toEqual(
    ["openai", "@langchain/openai", "@ai-sdk/openai", "langchain-openai", "litellm"].sort(),
  );
});

test("leaves no address of a registry in the lockfile", () => {
  expect(read("node/package-lock.json")).not.toContain("resolved");
});
