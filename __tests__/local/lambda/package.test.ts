import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { copyProject } from "../../../scripts/copy-project";
import { routes } from "../../../service/routes";
import { temporaryDirectory } from "../../helpers/temporary-directory";

const directory = temporaryDirectory();

/** Packages the functions in a copy of the project; returns what was printed and the files by path. */
function packageIn(name: string) {
  mkdirSync(join(directory, name));
  const project = copyProject(join(directory, name, "project"));
  const printed = execFileSync("npm", ["run", "package", "--silent"], { cwd: project, encoding: "utf8" });
  const output = join(project, "dist", "lambda");
  const files = readdirSync(output, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".js"));
  return {
    printed,
    // Named after what is in them.
    bundles: readdirSync(join(project, "dist", "bundles")).sort(),
    files: Object.fromEntries(files.map((path) => [path, readFileSync(join(output, path), "utf8")])),
  };
}

test("writes each function's artefact, prints its sizes, and gives the same bytes in any folder", () => {
  const first = packageIn("one");
  expect(Object.keys(first.files).sort()).toEqual(routes.map(({ name }) => `${name}/__index.js`).sort());
  for (const [path, text] of Object.entries(first.files)) {
    const [name] = path.split("/");
    const raw = (Buffer.byteLength(text) / 1000).toFixed(1);
    expect(first.printed).toMatch(new RegExp(`^${name} +dist/lambda/${path} +${raw} +[\\d.]+$`, "m"));
    expect(text).not.toContain(directory);
  }
  const { files, bundles } = packageIn("another");
  expect(files).toEqual(first.files);
  expect(bundles).toEqual(first.bundles);
  expect(bundles).toHaveLength(routes.length);
});
