import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FindFilesArgs } from "../../../documents/files/file-finder";
import { findFiles } from "../../../documents/files/find-files";
import { leftOuts } from "../../helpers/documents/left-outs";
import { writeFiles, writeLinks } from "../../helpers/documents/write-files";
import { temporaryDirectory } from "../../helpers/temporary-directory";

const root = temporaryDirectory();
let directory: string;
let count = 0;
beforeEach(() => {
  count += 1;
  directory = join(root, String(count));
  mkdirSync(directory);
});

/** Files with some text. */
function write(...names: string[]): void {
  writeFiles(directory, Object.fromEntries(names.map((name) => [name, "text"])));
}

/** The names that are found, with what is left out as `reason path`. */
async function find(paths: string | string[], args: Omit<FindFilesArgs, "leaveOut"> = {}) {
  const { all, leaveOut } = leftOuts();
  const files = await findFiles(
    [paths].flat().map((path) => join(directory, path)),
    { ...args, leaveOut },
  );
  return {
    names: files.map(({ source }) => source.name),
    formats: files.map(({ format }) => format.name),
    leftOut: all.map(({ reason, path }) => `${reason} ${path.slice(directory.length + 1)}`),
    messages: all.map(({ message }) => message.replaceAll(directory, "")),
    globs: all.map(({ glob }) => glob).toSorted(),
  };
}

test("finds the documents below a folder, always in the same order", async () => {
  write("docs/b.md", "docs/a/z.TXT", "docs/a.csv", "docs/a/deep/c.ndjson", "docs/README", "docs/image.png");
  expect(await find("docs")).toMatchObject({
    names: ["a/deep/c.ndjson", "a/z.TXT", "a.csv", "b.md"],
    leftOut: ["unknown_format docs/README", "media docs/image.png"],
    messages: [
      "/docs/README is of a format that is not read: where it is text, --include 'README' reads it",
      "/docs/image.png is of images, sound, video or fonts",
    ],
  });
});

test("says of a name that is not UTF-8 that it is, and takes one that has the character in its place", async () => {
  write("docs/a.md", "docs/\u{fffd}.md");
  const folder = `${join(directory, "docs")}/`;
  writeFileSync(Buffer.concat([Buffer.from(folder), Buffer.from("Gr\u00fc\u00dfe.md", "latin1")]), "text");
  mkdirSync(Buffer.concat([Buffer.from(folder), Buffer.from("caf\u00e9", "latin1")]));
  expect(await find("docs")).toMatchObject({
    names: ["a.md", "\u{fffd}.md"],
    messages: [
      "/docs/Gr\u{fffd}\u{fffd}e.md cannot be read: its name is not UTF-8, rename it",
      "/docs/caf\u{fffd} cannot be read: its name is not UTF-8, rename it",
    ],
  });
});

test("takes files that are named, by their last name, as text where it tells no format", async () => {
  write("one/corpus.jsonl", "one/.notes.txt", "one/README", "one/node_modules/x.csv");
  const named = await find(["one/corpus.jsonl", "one/.notes.txt", "one/README", "one/node_modules/x.csv"]);
  expect(named).toMatchObject({
    names: ["corpus.jsonl", ".notes.txt", "README", "x.csv"],
    formats: ["jsonl", "plain text", "plain text", "csv"],
    leftOut: [],
  });
});

test("leaves out what is hidden, of node_modules or ignored by Git, and nothing of it on request", async () => {
  write("p/README.md", "p/node_modules/x/README.md", "p/.obsidian/a.md", "p/.draft.md", "p/build/x.md", "p/keep/x.log");
  write("p/a/node_modules/y.md", "p/a/notes.log.md", "p/a/scratch.md", "p/a/sub/scratch.md");
  writeFiles(directory, {
    "p/.gitignore": "\u{feff}# built\n/build/\n*.log.md\n",
    "p/a/.gitignore": "/scratch.md\r\n",
  });
  expect(await find("p")).toMatchObject({
    names: ["README.md", "a/sub/scratch.md"],
    leftOut: [
      "hidden p/.draft.md",
      "hidden p/.gitignore",
      "hidden p/.obsidian",
      "hidden p/a/.gitignore",
      "node_modules p/a/node_modules",
      "git_ignored p/a/notes.log.md",
      "git_ignored p/a/scratch.md",
      "git_ignored p/build",
      "unknown_format p/keep/x.log",
      "node_modules p/node_modules",
    ],
  });
  expect((await find("p", { noIgnore: true })).names).toEqual([
    ".draft.md",
    ".obsidian/a.md",
    "README.md",
    "a/node_modules/y.md",
    "a/notes.log.md",
    "a/scratch.md",
    "a/sub/scratch.md",
    "build/x.md",
    "node_modules/x/README.md",
  ]);
});

test("ignores what Git ignores", async () => {
  const rules = {
    ".gitignore": "*.tmp.md\nlogs/\n/top.md\ndocs/**/gen\n!keep.tmp.md\n\\#hash.md\nspace.md   \n[ab]?.md\n",
    "sub/.gitignore": "!logs/\n*.txt\n!yes.txt\n/anchored\n",
    "odd [x]* y/.gitignore": "/a.md\n# b.md\n\n",
    "sub/deep/.gitignore": "!no.txt\n*\n!*.md\n!*/\n",
  };
  const names = ["x.tmp.md", "keep.tmp.md", "logs/a.md", "top.md", "sub/top.md", "docs/a/b/gen/c.md", "docs/gen.md"];
  names.push("#hash.md", "space.md", "a1.md", "abc.md", "sub/logs/a.md", "sub/logs/x.tmp.md", "sub/no.txt");
  names.push("sub/yes.txt", "sub/anchored/a.md", "sub/x/anchored/a.md", "sub/deep/no.txt", "sub/deep/a.md");
  names.push("odd [x]* y/a.md", "odd [x]* y/b.md", "odd [x]* y/c/a.md", "odd x y/a.md");
  names.push("sub/deep/a.csv", "sub/deep/b/c.md", "LOGS/a.md");
  write(...names);
  writeFiles(directory, rules);
  execFileSync("git", ["init", "--quiet"], { cwd: directory });
  const tracked = execFileSync("git", ["ls-files", "-z", "--others", "--exclude-standard"], { cwd: directory });
  const isDocument = (name: string) => name !== "" && !name.endsWith(".gitignore");
  const found = await find("");
  expect(found.names.toSorted()).toEqual(String(tracked).split("\0").filter(isDocument).toSorted());
  expect(found.names).toEqual(expect.arrayContaining(["sub/logs/a.md", "sub/deep/b/c.md", "LOGS/a.md"]));
});

test("minds the rules above a folder that is named as far up as its repository, but not against the folder", async () => {
  write("repo/docs/a.md", "repo/docs/a.old.md", "repo/built/b.md", "outer.md");
  writeFiles(directory, { "repo/.gitignore": "*.old.md\nbuilt/\n", ".gitignore": "a.md\n", "repo/.git/HEAD": "" });
  expect((await find("repo/docs")).names).toEqual(["a.md"]);
  expect((await find("repo/built")).names).toEqual(["b.md"]);
});

test.each<[string[], string[], string[]]>([
  [["*.rst"], [], ["a/b.rst", "x.rst"]],
  [["*.{ts,py}"], [], ["src/main.py", "src/x.ts"]],
  [["src/*"], [], ["src/main.py", "src/x.ts"]],
  [["src"], ["*.py"], ["src/x.ts"]],
  [[], ["a/", "src/**", "./x.rst"], ["y.md"]],
  [["*.md"], [], ["a/b.md", "y.md"]],
  [["**/*.md"], ["a/**/*.md"], ["y.md"]],
  [["/*.md", "b.rst"], [], ["a/b.rst", "y.md"]],
  [["cafe\u0301.md"], [], []],
])("includes %j and excludes %j", async (include, exclude, names) => {
  write("a/b.md", "a/b.rst", "x.rst", "y.md", "src/main.py", "src/x.ts");
  const found = await find("", { include, exclude });
  expect(found.names).toEqual(names);
  expect(new Set(found.leftOut.map((leftOut) => leftOut.split(" ")[0]))).toEqual(
    new Set([...(include.length > 0 ? ["not_included"] : []), ...(exclude.length > 0 ? ["excluded"] : [])]),
  );
});

test("says the glob by which what it leaves out is excluded, or all of its kind, and nothing that is read", async () => {
  write(
    "docs/a/x.tar.gz",
    "docs/b.PY",
    "docs/Makefile",
    "docs/c++ [1].ts",
    "docs/a/cafe\u0301.md",
    "docs/a/caf\u00e9.md",
  );
  writeLinks(directory, { "docs/gone (1).md": "nowhere" });
  const { globs } = await find("docs");
  expect(globs).toEqual(["./gone \\(1\\).md", "*.gz", "*.PY", "*.ts", "Makefile", undefined].toSorted());
  expect(await find("docs", { exclude: globs.flatMap((glob) => glob ?? []) })).toMatchObject({
    names: ["a/caf\u00e9.md"],
  });
});

test("reads what is included as text where its format is not known", async () => {
  write("x.ts", "y.md", "data.csv");
  expect(await find("", { include: ["*.ts", "*.csv"] })).toMatchObject({
    names: ["data.csv", "x.ts"],
    formats: ["csv", "plain text"],
  });
});

describe("links", () => {
  test("are followed once and never in circles, after what is there itself", async () => {
    write("docs/z.md", "docs/sub/a.md", "outside/deep/x.md", "outside/y.md");
    writeLinks(directory, {
      "docs/a-link.md": "z.md",
      "docs/sub/up": "../..",
      "docs/folder": "../outside",
      "docs/file.md": "../outside/y.md",
      "outside/back": "../docs",
      "outside/deep/self": ".",
    });
    const { names, leftOut } = await find("docs");
    expect(names).toEqual(["sub/a.md", "z.md", "file.md", "folder/deep/x.md"]);
    expect(leftOut.filter((one) => !one.startsWith("linked"))).toEqual([]);
    expect(leftOut).toContain("linked docs/a-link.md");
  });

  test("are left out where they lead nowhere or to themselves, and the rest is found", async () => {
    write("docs/a.md");
    writeLinks(directory, { "docs/gone.md": "nowhere", "docs/loop": "loop", "docs/x.md": "a.md/b" });
    const { names, messages } = await find("docs");
    expect(names).toEqual(["a.md"]);
    expect(messages).toEqual([
      "/docs/gone.md links to nowhere: no such file or directory",
      "/docs/loop links to loop: too many symbolic links encountered",
      "/docs/x.md links to a.md/b: not a directory",
    ]);
  });

  test("are subject to the rules by their own names", async () => {
    write("outside/a.md", "outside/b.md");
    writeFiles(directory, { "docs/.gitignore": "ignored.md\n" });
    writeLinks(directory, { "docs/ignored.md": "../outside/a.md", "docs/.hidden.md": "../outside/b.md" });
    expect((await find("docs")).leftOut).toEqual([
      "hidden docs/.gitignore",
      "hidden docs/.hidden.md",
      "git_ignored docs/ignored.md",
    ]);
  });
});

test("leaves out what is not there, and takes what is", async () => {
  write("a.md");
  expect(await find(["nowhere.md", "a.md"])).toMatchObject({
    names: ["a.md"],
    messages: ["/nowhere.md cannot be read: no such file or directory"],
  });
});

test("leaves out a folder that may not be read, and takes what may", async () => {
  write("docs/a.md", "docs/closed/b.md");
  chmodSync(join(directory, "docs/closed"), 0);
  chmodSync(root, 0o755);
  const closed = await withoutPrivileges(() => find("docs"));
  expect(closed).toMatchObject({
    names: ["a.md"],
    messages: ["/docs/closed cannot be read: permission denied"],
  });
});

test("leaves out what is no file without opening it", async () => {
  write("docs/a.md");
  execFileSync("mkfifo", [join(directory, "docs/pipe.md")]);
  expect(await find("docs")).toMatchObject({ names: ["a.md"], leftOut: ["no_file docs/pipe.md"] });
});

test("names a file alike in every Unicode form, and takes one of two", async () => {
  write("mac/cafe\u0301.md", "linux/caf\u00e9.md");
  expect((await find("mac")).names).toEqual((await find("linux")).names);
  expect((await find("mac/cafe\u0301.md")).names).toEqual(["caf\u00e9.md"]);
  write("both/cafe\u0301.md", "both/caf\u00e9.md");
  expect(await find("both")).toMatchObject({ names: ["caf\u00e9.md"], leftOut: ["same_id both/caf\u00e9.md"] });
});

test("takes one of two documents with the same name, and both files of passages with ids of their own", async () => {
  write("a/README.md", "b/README.md", "a/x.jsonl", "b/x.jsonl");
  const { names, messages, globs } = await find(["a", "b"]);
  // To exclude the one would exclude the other.
  expect(globs).toEqual([undefined]);
  expect(names).toEqual(["README.md", "x.jsonl", "x.jsonl"]);
  expect(messages).toEqual([
    "/b/README.md would have the ids of /a/README.md: ingest one of them with another --prefix",
  ]);
});

/** Does something as a user who may not read everything. */
async function withoutPrivileges<Value>(action: () => Promise<Value>): Promise<Value> {
  const user = process.geteuid?.();
  if (user !== 0) return action();
  process.seteuid?.(65_534);
  try {
    return await action();
  } finally {
    process.seteuid?.(user);
  }
}
