import { execFileSync } from "node:child_process";
import { join } from "node:path";

const projectDirectory = join(__dirname, "../../..");

/** What a process prints that runs this program with the project's TypeScript, without what jest puts in the place of Node.js' modules. */
function printed(program: string): string[] {
  const args = ["--require", "./common/typescript.cjs", "--eval", program];
  return execFileSync(process.execPath, args, { cwd: projectDirectory, encoding: "utf8" }).trim().split("\n");
}

test("has Pulumi load what it serializes functions with when it does so, and not before", () => {
  const lines = printed(`
    const { isProxy } = require("node:util").types;
    const { loadWhenUsed } = require("./local/pulumi/load-when-used");
    for (const name of ["typescript", "@npmcli/arborist"]) loadWhenUsed(name, "@pulumi/pulumi");
    const { serializeFunction } = require("@pulumi/pulumi").runtime;
    const waits = () => console.log(["typescript", "@npmcli/arborist"].map((name) => isProxy(require(name))).join());
    waits();
    serializeFunction(() => 1).then(({ text }) => { waits(); console.log(text.includes("return 1") || text.includes("=> 1")); });
  `);
  expect(lines).toEqual(["true,true", "false,true", "true"]);
});

test("leaves a package that is loaded as it is", () => {
  const lines = printed(`
    const typescript = require("typescript");
    require("./local/pulumi/load-when-used").loadWhenUsed("typescript", "@pulumi/pulumi");
    console.log(require("typescript") === typescript);
  `);
  expect(lines).toEqual(["true"]);
});
