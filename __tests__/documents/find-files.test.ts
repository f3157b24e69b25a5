import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DocumentError } from "../../documents/document-error";
import { findFiles } from "../../documents/find-files";
import { temporaryDirectory } from "../helpers/temporary-directory";

const directory = temporaryDirectory();

function write(...names: string[]): void {
  for (const name of names) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), "text");
  }
}

test("finds the texts below a folder, always in the same order", async () => {
  write("docs/b.md", "docs/a/z.TXT", "docs/a.markdown", "docs/a/deep/c.md");
  // None of these is a text to ingest.
  write("docs/data.jsonl", "docs/image.png", "docs/README", "docs/.hidden.md", "docs/.git/notes.md", "outside/x.md");
  symlinkSync(join(directory, "outside"), join(directory, "docs/linked-folder"));
  symlinkSync(join(directory, "outside/x.md"), join(directory, "docs/linked.md"));
  expect(await findFiles([join(directory, "docs")])).toEqual(
    [
      ["a/deep/c.md", "markdown"],
      ["a/z.TXT", "plain"],
      ["a.markdown", "markdown"],
      ["b.md", "markdown"],
      ["linked.md", "markdown"],
    ].map(([name = "", format]) => ({ path: join(directory, "docs", name), name, format })),
  );
});

test("takes files that are named, by their last name", async () => {
  write("one/corpus.jsonl", "one/.notes.txt", "one/README.MD");
  const paths = ["one/corpus.jsonl", "one/.notes.txt", "one/README.MD"].map((name) => join(directory, name));
  expect(await findFiles(paths)).toEqual([
    { path: paths[0], name: "corpus.jsonl", format: "jsonl" },
    { path: paths[1], name: ".notes.txt", format: "plain" },
    { path: paths[2], name: "README.MD", format: "markdown" },
  ]);
});

test.each([
  ["nowhere.md", /nowhere\.md cannot be read: no such file or directory$/],
  ["file/data.csv", /data\.csv is neither a folder nor a \.jsonl, \.md, \.markdown, \.txt file: rename or convert it$/],
  ["empty", /^There is no \.txt, \.md or \.markdown file in .*empty$/],
])("refuses %s", async (name, message) => {
  write("file/data.csv", "empty/data.jsonl");
  const found = findFiles([join(directory, name)]);
  await expect(found).rejects.toThrow(DocumentError);
  await expect(found).rejects.toThrow(message);
});
