import { DroppedTree } from "../../../console/workers/dropped-tree";
import { FileFinder } from "../../../documents/files/file-finder";
import { leftOuts } from "../../helpers/documents/left-outs";

const file = (path: string, text = "x") => ({ path, isFile: true, file: new File([text], path) });

async function find(entries: ConstructorParameters<typeof DroppedTree>[0], roots: readonly string[]) {
  const { all, leaveOut } = leftOuts();
  const finder = new FileFinder(new DroppedTree(entries), { leaveOut });
  for (const root of roots) await finder.find(root);
  return {
    names: finder.files.map(({ source }) => [source.path, source.name]),
    leftOut: all.map(({ reason, path }) => `${reason} ${path}`),
    files: finder.files,
  };
}

test("has files below folders under the names that the command gives them, by the rules of the command", async () => {
  const { names, leftOut } = await find(
    [
      file("docs/b.md"),
      file("docs/a/c.txt"),
      file("docs/.gitignore", "draft*\n/out/\n"),
      file("docs/draft.md"),
      file("docs/out/x.md"),
      { path: "docs/node_modules", isFile: false },
      file("docs/photo.png"),
      file("notes"),
    ],
    ["docs", "notes"],
  );
  expect(names).toEqual([
    ["docs/a/c.txt", "a/c.txt"],
    ["docs/b.md", "b.md"],
    ["notes", "notes"],
  ]);
  expect(leftOut).toEqual([
    "hidden docs/.gitignore",
    "git_ignored docs/draft.md",
    "node_modules docs/node_modules",
    "git_ignored docs/out",
    "media docs/photo.png",
  ]);
});

test("leaves out what is not there, and says of a file that the browser could not open", async () => {
  const { files, leftOut } = await find([{ path: "a.md", isFile: true, file: undefined }], ["a.md", "gone.md"]);
  expect(leftOut).toEqual(["no_file gone.md"]);
  await expect(files[0]?.source.text()).rejects.toMatchObject({
    name: "DocumentError",
    reason: "unreadable",
    message: "a.md cannot be read: the browser may not open it",
  });
});

test("gives a file's bytes in the parts that the command reads, and all of them", async () => {
  const text = "a line of it\n".repeat(200_000);
  const { files } = await find([file("big.txt", text)], ["big.txt"]);
  const [{ source }] = files as [(typeof files)[number]];
  expect(await source.size()).toBe(text.length);
  const chunks = await Array.fromAsync(source.chunks());
  expect(chunks.join("")).toBe(text);
  expect(chunks[0]).toHaveLength(65_536);
  expect(Buffer.from(await source.bytes()).toString()).toBe(text);
});
