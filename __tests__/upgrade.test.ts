import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "./helpers/temporary-directory";

const page = readFileSync(join(__dirname, "../docs/upgrade.md"), "utf8");
/** The shell blocks of the page, in their order. */
const [name = "", merge = "", apply = ""] = [...page.matchAll(/```sh\n([^`]+)```/g)].map(
  ([, commands]) => commands ?? "",
);

const directory = temporaryDirectory();
const upstream = join(directory, "upstream");

/** Runs commands as a user does, and ends with the first that fails. */
function run(cwd: string, commands: string): string {
  const script = commands.replaceAll("REPOSITORY", upstream);
  const identity = { NAME: "Somebody", EMAIL: "somebody@example.com" };
  const env = Object.entries(identity).flatMap(([key, value]) => [
    [`GIT_AUTHOR_${key}`, value],
    [`GIT_COMMITTER_${key}`, value],
  ]);
  return execFileSync("sh", ["-ec", script], {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...Object.fromEntries(env), GIT_CONFIG_GLOBAL: "/dev/null" },
  });
}

/** Writes files of a project. */
function write(project: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) writeFileSync(join(project, path), text);
}

const lines = (...values: string[]) => values.map((value) => `${value}\n`).join("");
const stackFile = (value: string) => lines("config:", "  aws:region: us-east-1", `  layer: ${value}`);
const program = (first: string, last: string) => lines(first, "// 1", "// 2", "// 3", "// 4", last);
const pulumiYaml = (name: string, template: readonly string[], keys: readonly string[]) =>
  lines(`name: ${name}`, "runtime: nodejs", ...template, "# The keys", "config:", ...keys.map((key) => `  ${key}: 1`));
const template = ["# The template", "template:", "  description: One of many"];
const firstRelease = {
  "Pulumi.yaml": pulumiYaml("embeddings-service", template, ["a", "b", "c", "d"]),
  "Pulumi.dev.yaml": stackFile("service"),
  "Pulumi.prod.yaml": stackFile("service"),
  "Pulumi.test.yaml": stackFile("service"),
  "index.ts": program("first", "last"),
};

beforeAll(() => {
  mkdirSync(upstream);
  run(upstream, "git init --quiet --initial-branch main");
  write(upstream, firstRelease);
  run(upstream, "git add --all && git commit --quiet --message 0.1.0 && git tag v0.1.0");
  // A release that changes every file, and adds and removes some.
  write(upstream, {
    "Pulumi.yaml": pulumiYaml("embeddings-service", template, ["a", "new", "b", "c", "d"]),
    "Pulumi.dev.yaml": stackFile("service # newer"),
    "Pulumi.test.yaml": stackFile("service # newer"),
    "Pulumi.qa.yaml": stackFile("service"),
    "index.ts": program("first", "last of 0.2.0"),
    "search.ts": "search\n",
  });
  run(
    upstream,
    "git rm --quiet Pulumi.prod.yaml && git add --all && git commit --quiet --message 0.2.0 && git tag v0.2.0",
  );
});

/** The user's own changes: their stacks, of which the template's `test` is none, and a line of the program. */
const own = {
  "Pulumi.dev.yaml": stackFile("service # mine"),
  "Pulumi.prod.yaml": stackFile("service"),
  "Pulumi.staging.yaml": stackFile("service"),
  "index.ts": program("first of mine", "last"),
};

/** What is in a project's files, but for `Pulumi.yaml`. */
function read(project: string): Record<string, string> {
  const paths = readdirSync(project).filter((path) => path !== ".git" && path !== "Pulumi.yaml");
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(project, path), "utf8")]));
}

const expected = { ...own, "index.ts": program("first of mine", "last of 0.2.0"), "search.ts": "search\n" };

test("a clone takes a release and keeps its stack files", () => {
  const project = join(directory, "clone");
  run(
    directory,
    `git clone --quiet --branch v0.1.0 ${upstream} clone 2>&1 && git -C clone switch --quiet --create mine`,
  );
  write(project, own);
  rmSync(join(project, "Pulumi.test.yaml"));
  run(project, "git add --all && git commit --quiet --message mine");
  run(project, name);
  // Both changed Pulumi.dev.yaml: git stops, as the page says, and the next command settles it.
  run(project, merge.replace(/^(git merge .*)$/m, "$1 || true"));
  expect(read(project)).toEqual(expected);
  expect(run(project, "git status --porcelain")).toBe("");
  expect(run(project, "git merge-base --is-ancestor v0.2.0 HEAD && echo taken")).toBe("taken\n");
});

test("a project that pulumi new made takes a release and keeps its name and stack files", () => {
  const project = join(directory, "copy");
  mkdirSync(project);
  run(project, "git init --quiet --initial-branch main");
  write(project, { ...own, "Pulumi.yaml": pulumiYaml("acme-search", [], ["a", "b", "c", "d", "pulumi:tags"]) });
  run(project, "git add --all && git commit --quiet --message mine");
  run(project, name);
  const patch = apply.replace(
    /^(git diff .*)$/m,
    "$1 || git checkout --quiet --ours Pulumi.yaml && git add Pulumi.yaml",
  );
  run(project, patch);
  expect(read(project)).toEqual(expected);
  expect(readFileSync(join(project, "Pulumi.yaml"), "utf8")).toBe(
    pulumiYaml("acme-search", [], ["a", "new", "b", "c", "d", "pulumi:tags"]),
  );
  expect(run(project, "git status --porcelain")).toBe("");
});
