import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, parse } from "node:path";
import { copyProject } from "../../../scripts/copy-project";
import { callbacks } from "../../../service/callbacks";
import { packedFunctions } from "../../helpers/local/packed-functions";
import { temporaryDirectory } from "../../helpers/temporary-directory";

const directory = temporaryDirectory();

/** The files of the packed functions by their path in a folder, a character for each byte: bytes take jest long to compare. */
function packedIn(output: string): Record<string, string> {
  const files = readdirSync(output, { recursive: true, encoding: "utf8" }).filter((path) => path.includes("/"));
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(output, path), "latin1")]));
}

/** The table of tokens and both parts of the console, by their paths; what is in them names them. */
const besidePaths = [
  expect.stringMatching(/^openai-embeddings\/cl100k-table-\w+\.br$/),
  expect.stringMatching(/^console\/console-files-\w+\.br$/),
  expect.stringMatching(/^console\/worker-files-\w+\.br$/),
];

test("writes each function's artefact, prints its sizes, and gives the same bytes in any folder", async () => {
  const project = copyProject(join(directory, "project"));
  const printed = execFileSync("npm", ["run", "package", "--silent"], { cwd: project, encoding: "utf8" });
  const files = packedIn(join(project, "dist", "lambda"));
  const bundles = callbacks.map(({ name }) => `${name}/__index.js`);
  expect(new Set(Object.keys(files))).toEqual(new Set([...bundles, ...besidePaths]));
  for (const [path, contents] of Object.entries(files)) {
    const [name] = path.split("/");
    const raw = (contents.length / 1000).toFixed(1);
    expect(printed).toMatch(new RegExp(`^${name} +dist/lambda/${path} +${raw} +[\\d.]+$`, "m"));
    expect(contents.includes(directory)).toBe(false);
  }
  expect(files).toEqual(packedIn(await packedFunctions()));
  // By which Pulumi sees no change where there is none.
  const named = Object.entries(files).map(([path, contents]) => {
    const hash = createHash("sha256").update(contents, "latin1").digest("hex").slice(0, 16);
    const { dir, name, ext } = parse(path);
    return `${name === "__index" ? dir : name}-${hash}${ext}`;
  });
  expect(readdirSync(join(project, "dist", "bundles")).sort()).toEqual(named.sort());
});
