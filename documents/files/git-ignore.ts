import { dirname, join, relative, resolve, sep } from "node:path";
import ignore, { type Ignore } from "ignore";
import { isMissing } from "../document-error";
import type { FileTree } from "./file-tree";

/** Is told of a file of rules that there is, and cannot be read. */
type CannotBeRead = (path: string, error: unknown) => void;

/** What Git would not track, by the `.gitignore` files of folders: those deeper down overrule those above. */
export class GitIgnore {
  private constructor(
    /** The folder that paths are compared from. */
    private readonly base: string,
    private readonly rules: Ignore,
    private readonly tree: FileTree,
    private readonly cannotBeRead: CannotBeRead,
  ) {}

  /** The rules of the folders above one, as far up as its repository; none where they are against this folder itself. */
  static async above(path: string, tree: FileTree, cannotBeRead: CannotBeRead): Promise<GitIgnore> {
    const directory = resolve(path);
    const above = await foldersUpToRepository(directory, tree);
    const base = above.at(-1) ?? directory;
    const none = new GitIgnore(base, newRules(), tree, cannotBeRead);
    let rules = none;
    for (const folder of above.slice(1).toReversed()) rules = await rules.with(folder);
    return directory !== base && rules.ignores(directory, true) ? none : rules;
  }

  /** These rules and those of a folder below. */
  async with(directory: string): Promise<GitIgnore> {
    const path = join(directory, ".gitignore");
    const text = await this.tree.text(path).catch((error: unknown) => {
      if (!isMissing(error)) this.cannotBeRead(path, error);
      return "";
    });
    if (text === "") return this;
    const folder = this.nameOf(directory);
    const lines = text
      .replace(/^\u{feff}/u, "")
      .normalize("NFC")
      .split(/\r?\n/);
    const moved = folder === "" ? lines : lines.map((line) => ruleFromAbove(line, folder));
    return new GitIgnore(this.base, newRules().add(this.rules).add(moved), this.tree, this.cannotBeRead);
  }

  ignores(path: string, isDirectory: boolean): boolean {
    const name = this.nameOf(path);
    return this.rules.ignores(isDirectory ? `${name}/` : name);
  }

  private nameOf(path: string): string {
    return relative(this.base, path).split(sep).join("/").normalize("NFC");
  }
}

function newRules(): Ignore {
  return ignore({ ignorecase: false });
}

/** A rule of a folder's own file as it is written in one above: https://git-scm.com/docs/gitignore#_pattern_format */
function ruleFromAbove(line: string, folder: string): string {
  if (line.startsWith("#") || line.trim() === "") return "";
  const [, negation, rule = ""] = /^(!?)(.*)$/.exec(line) ?? [];
  const isAnchored = rule.trimEnd().slice(0, -1).includes("/");
  return `${negation}/${folder.replace(/[\\*?[\]\s]/g, "\\$&")}/${isAnchored ? "" : "**/"}${rule.replace(/^\//, "")}`;
}

/** A folder and those above it, up to the one that holds `.git`; only itself where none does. */
async function foldersUpToRepository(directory: string, tree: FileTree): Promise<string[]> {
  const folders: string[] = [];
  for (let folder = directory; ; folder = dirname(folder)) {
    folders.push(folder);
    if (!(await tree.isMissing(join(folder, ".git")))) return folders;
    if (dirname(folder) === folder) return [directory];
  }
}
