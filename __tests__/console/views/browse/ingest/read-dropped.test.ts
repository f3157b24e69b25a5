import { readChosen, readDrop } from "../../../../../console/views/browse/ingest/read-dropped";

const chosen = (name: string, path = "") => Object.assign(new File(["x"], name), { webkitRelativePath: path });

test("takes files that are chosen alone, and a folder by its name", () => {
  const [a, b] = [chosen("a.md"), chosen("b.md")];
  expect(readChosen([a, b])).toEqual({
    roots: ["a.md", "b.md"],
    entries: [
      { path: "a.md", isFile: true, file: a },
      { path: "b.md", isFile: true, file: b },
    ],
  });
  const inFolder = chosen("c.md", "docs/deep/c.md");
  expect(readChosen([inFolder])).toEqual({
    roots: ["docs"],
    entries: [{ path: "docs/deep/c.md", isFile: true, file: inFolder }],
  });
});

/** A file or a folder as a browser tells of it, at most two parts at a time. */
function entry(name: string, parts?: readonly object[], asked: string[] = []): object {
  if (!parts) {
    const file = (done: (file: File) => void, fail: (error: Error) => void) =>
      name.startsWith("locked") ? fail(new Error("no")) : done(new File(["x"], name));
    return { name, isFile: true, isDirectory: false, file };
  }
  const createReader = () => {
    const left = [...parts];
    asked.push(name);
    return { readEntries: (done: (some: object[]) => void) => done(left.splice(0, 2)) };
  };
  return { name, isFile: false, isDirectory: true, createReader };
}

test("walks through what is dropped, but not through what a rule leaves out", async () => {
  const asked: string[] = [];
  const modules = entry("node_modules", [entry("x")], asked);
  const git = entry(".git", [entry("y")], asked);
  const root = entry("node_modules", [entry("a.md"), modules, git, entry("deep", [entry("locked.md")], asked)], asked);
  const items = [
    { kind: "string" },
    { kind: "file", webkitGetAsEntry: () => root },
    { kind: "file", webkitGetAsEntry: () => null, getAsFile: () => new File(["x"], "b.md") },
  ];
  const { roots, entries } = await readDrop({ items } as unknown as DataTransfer);
  expect(roots).toEqual(["node_modules", "b.md"]);
  // What the person has named is read whatever it is called.
  expect(asked).toEqual(["node_modules", "deep"]);
  expect(entries.map(({ path, isFile, file }) => [path, isFile, Boolean(file)])).toEqual([
    ["node_modules", false, false],
    ["node_modules/a.md", true, true],
    ["node_modules/node_modules", false, false],
    ["node_modules/.git", false, false],
    ["node_modules/deep", false, false],
    ["node_modules/deep/locked.md", true, false],
    ["b.md", true, true],
  ]);
});
