import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryDirectory } from "../helpers/temporary-directory";

const project = join(__dirname, "../..");
const directory = temporaryDirectory();

/** What a Node.js says of itself, as far as the check asks. */
interface Machine {
  readonly platform: string;
  readonly version: string;
  /** The version of glibc that Node.js's own report names; undefined where there is none. */
  readonly glibc?: string;
}

/** The options that let a Node.js say these things. */
function pretend({ platform, version, glibc }: Machine): string {
  const preload = join(directory, "machine.cjs");
  writeFileSync(
    preload,
    `Object.defineProperty(process, "platform", { value: ${JSON.stringify(platform)} });
     Object.defineProperty(process.versions, "node", { value: ${JSON.stringify(version)} });
     process.report.getReport = () => (${JSON.stringify({ header: { glibcVersionRuntime: glibc } })});`,
  );
  return `--require ${preload}`;
}

/** Runs the check on such a machine, as npm does before this. */
function check(machine: Machine, event = "preinstall", folder = project) {
  const { status, stdout, stderr } = spawnSync("node", [join(folder, "scripts/check-platform.cjs")], {
    encoding: "utf8",
    env: { ...process.env, NODE_OPTIONS: pretend(machine), npm_lifecycle_event: event },
  });
  return { status, stdout, stderr };
}

test.each<[string, Machine]>([
  ["Debian", { platform: "linux", version: "24.21.0", glibc: "2.36" }],
  ["the oldest Node.js that is taken", { platform: "linux", version: "22.0.0", glibc: "2.36" }],
  ["macOS, whose report names no C library", { platform: "darwin", version: "24.21.0" }],
])("says nothing on %s", (_, machine) => {
  expect(check(machine)).toEqual({ status: 0, stdout: "", stderr: "" });
});

test.each(["18.20.8", "24.21.0"])("ends with one line that names musl on Alpine with Node.js %s", (version) => {
  const { status, stderr } = check({ platform: "linux", version });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^The C library of this system is not glibc \(Alpine's is musl\), .*\n$/);
});

test("warns of an old Node.js in one line, and lets the installation go on", () => {
  expect(check({ platform: "linux", version: "20.20.2", glibc: "2.36" })).toEqual({
    status: 0,
    stdout: "",
    stderr: "warning: this project is for Node.js 22 or later, and this is 20.20.2.\n",
  });
});

test("says nothing of an old Node.js where the installed one is started", () => {
  const machine = { platform: "linux", version: "20.20.2", glibc: "2.36" };
  expect(check(machine, "prestart")).toEqual({ status: 0, stdout: "", stderr: "" });
});

test.each(["20.20.2", "24.21.0"])(
  "ends a start by Node.js %s of what is not installed, and says how to install it",
  (version) => {
    const folder = join(directory, `clone-${version}`);
    cpSync(join(project, "scripts/check-platform.cjs"), join(folder, "scripts/check-platform.cjs"));
    cpSync(join(project, "package.json"), join(folder, "package.json"));
    expect(check({ platform: "linux", version, glibc: "2.36" }, "prestart", folder)).toEqual({
      status: 1,
      stdout: "",
      stderr: "The packages of this project are not installed: run npm ci first.\n",
    });
  },
);

test.each(["install", "start"])("is asked by npm %s, of the machine's own Node.js", (command) => {
  const copy = join(directory, command);
  const bin = join(copy, "node_modules/.bin");
  mkdirSync(bin, { recursive: true });
  cpSync(join(project, "scripts"), join(copy, "scripts"), { recursive: true });
  const { name, version, engines, scripts } = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));
  writeFileSync(join(copy, "package.json"), JSON.stringify({ name, version, engines, scripts }));
  // The package's Node.js, which comes first on the path of a script.
  writeFileSync(join(bin, "node"), "#!/bin/sh\necho not found >&2\nexit 127\n", { mode: 0o755 });
  const { status, stderr } = spawnSync("npm", [command, "--silent"], {
    cwd: copy,
    encoding: "utf8",
    env: {
      ...process.env,
      PATH: `${dirname(process.execPath)}:${process.env["PATH"]}`,
      NODE_OPTIONS: pretend({ platform: "linux", version: "24.21.0" }),
    },
  });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^The C library of this system is not glibc .*\n$/);
});
