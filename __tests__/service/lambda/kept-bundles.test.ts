import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Bundle } from "../../../service/lambda/bundle";
import { bundledSources, keepBundles, keptBundles } from "../../../service/lambda/kept-bundles";
import { importsOf } from "../../helpers/sources/imports";
import { projectSources } from "../../helpers/sources/project-sources";
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
  keepBundles(kept);
});

function write(path: string, text: string): void {
  const file = join(project, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** The bundle that there is, of which the text says how many were built. */
async function bundle(callback = "callback", file = "functions/a.ts"): Promise<Bundle> {
  const build = async () => {
    builds += 1;
    const text = `build ${builds}`;
    return { a: { text, assets: { b: Buffer.from("asset") }, packageBytes: { zod: 1 }, files: [join(project, file)] } };
  };
  return (await keptBundles({ callbacks: { a: callback }, project, build })).a;
}

test("builds once what is the same", async () => {
  const first = await bundle();
  write("README.md", "of no function");
  expect(await bundle()).toEqual(first);
  expect([builds, Buffer.from(first.assets["b"] ?? "").toString()]).toEqual([1, "asset"]);
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
  for (let index = 0; index < 8; index += 1) {
    // Two may have the same time.
    for (const name of readdirSync(kept)) utimesSync(join(kept, name), 0, index);
    await bundle(`callback ${index}`);
    await bundle("callback 0");
  }
  expect(readdirSync(kept)).toHaveLength(8);
  const before = builds;
  await bundle("callback 0");
  await bundle("callback 7");
  expect(builds).toBe(before);
});

test("looks at all that a function may be made of", () => {
  const imports = importsOf(projectSources()).filter(({ of, kind }) => of === "project" && kind === "value");
  const within = (path: string) => bundledSources.some((source) => `${path}/`.startsWith(`${source}/`));
  const followed = new Set(imports.map(({ file }) => file).filter((file) => /^functions\/|^console\//.test(file)));
  for (const file of followed) {
    for (const { target } of imports.filter((found) => found.file === file)) followed.add(target);
  }
  expect([...followed].filter((file) => !within(file))).toEqual([]);
  expect(followed.size).toBeGreaterThan(200);
});
