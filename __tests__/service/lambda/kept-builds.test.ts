import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { keepBuilds, keptBuild } from "../../../service/lambda/kept-builds";
import { temporaryDirectory } from "../../helpers/temporary-directory";

const directory = temporaryDirectory();
let project: string;
let kept: string;
let builds: number;

beforeEach(() => {
  project = mkdtempSync(join(directory, "project-"));
  kept = join(project, "kept");
  builds = 0;
  write("functions/a.ts", "a");
  keepBuilds(kept);
});

function write(path: string, text: string): void {
  const file = join(project, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** What there is, whose text says how many were built. */
function bundle(of = "callback", file = "functions/a.ts", whileBuilt = () => {}) {
  const build = async () => {
    builds += 1;
    whileBuilt();
    return { text: `build ${builds}`, assets: new Map([["b", Buffer.from("asset")]]) };
  };
  return keptBuild({ of, project, build, files: () => [join(project, file)] });
}

test("builds once what is the same", async () => {
  const first = await bundle();
  write("README.md", "of no function");
  expect(await bundle()).toEqual(first);
  expect([builds, String((await bundle()).assets.get("b"))]).toEqual([1, "asset"]);
});

test.each<[string, () => unknown]>([
  ["a source", () => write("functions/a.ts", "b")],
  ["a source that is new", () => write("embedding/models/b.ts", "b")],
  ["a source that is gone", () => rmSync(join(project, "functions/a.ts"))],
  ["what npm installed", () => write("node_modules/.package-lock.json", "{}")],
  ["a file that is no folder", () => write("openapi.json", "{}")],
])("builds anew where another is %s", async (_, change) => {
  await bundle();
  change();
  expect((await bundle()).text).toBe("build 2");
});

test("builds anew what is written otherwise", async () => {
  await bundle();
  expect((await bundle("another callback")).text).toBe("build 2");
});

test("keeps nothing that is made of what it does not look at", async () => {
  await bundle("callback", "elsewhere/a.ts");
  expect((await bundle("callback", "elsewhere/a.ts")).text).toBe("build 2");
});

test("keeps nothing whose sources change while it is built", async () => {
  await bundle("callback", "functions/a.ts", () => write("functions/a.ts", "b"));
  write("functions/a.ts", "a");
  expect((await bundle()).text).toBe("build 2");
});

test("builds anew what was not kept whole", async () => {
  await bundle();
  const [name = ""] = readdirSync(kept);
  writeFileSync(join(kept, name), "no bundles");
  expect([(await bundle()).text, (await bundle()).text]).toEqual(["build 2", "build 2"]);
});

test("builds where it can keep nothing", async () => {
  write("kept", "a file");
  expect([(await bundle()).text, (await bundle()).text]).toEqual(["build 1", "build 2"]);
});

test("keeps those that were used last", async () => {
  await bundle();
  for (let index = 0; index < 12; index += 1) {
    // Two may have the same time.
    for (const name of readdirSync(kept)) utimesSync(join(kept, name), 0, index);
    await bundle(`callback ${index}`);
    await bundle("callback 0");
  }
  expect(readdirSync(kept)).toHaveLength(12);
  const before = builds;
  await bundle("callback 0");
  await bundle("callback 11");
  expect(builds).toBe(before);
});
