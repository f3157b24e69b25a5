import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { copyProject } from "../../../scripts/copy-project";
import { callbacks } from "../../../service/callbacks";
import { packedFunctions } from "../../helpers/local/packed-functions";
import { temporaryDirectory } from "../../helpers/temporary-directory";

const directory = temporaryDirectory();

/** The files of the packed functions by their path in a folder. */
function packedIn(output: string): Record<string, string> {
  const files = readdirSync(output, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".js"));
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(output, path), "utf8")]));
}

test("writes each function's artefact, prints its sizes, and gives the same bytes in any folder", async () => {
  const project = copyProject(join(directory, "project"));
  const printed = execFileSync("npm", ["run", "package", "--silent"], { cwd: project, encoding: "utf8" });
  const files = packedIn(join(project, "dist", "lambda"));
  expect(Object.keys(files).sort()).toEqual(callbacks.map(({ name }) => `${name}/__index.js`).sort());
  for (const [path, text] of Object.entries(files)) {
    const [name] = path.split("/");
    const raw = (Buffer.byteLength(text) / 1000).toFixed(1);
    expect(printed).toMatch(new RegExp(`^${name} +dist/lambda/${path} +${raw} +[\\d.]+$`, "m"));
    expect(text).not.toContain(directory);
  }
  expect(files).toEqual(packedIn(await packedFunctions()));
  // By which Pulumi sees no change where there is none.
  const named = Object.entries(files).map(([path, text]) => {
    const hash = createHash("sha256").update(text).digest("hex").slice(0, 16);
    return `${path.split("/")[0]}-${hash}.js`;
  });
  expect(readdirSync(join(project, "dist", "bundles")).sort()).toEqual(named.sort());
});
