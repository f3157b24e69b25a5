import { basename, join } from "node:path";
import { isMissing, systemReason } from "../document-error";
import { formatOf } from "../formats";
import type { AnyFormat, Source } from "../formats/format";
import { plain } from "../formats/plain";
import { type LeaveOut, type LeftOutReason, leftOutReasons } from "../left-out";
import type { EntryKind, FileTree, TreeEntry } from "./file-tree";
import { GitIgnore } from "./git-ignore";
import { globMatcher, globOf, globOfKind } from "./globs";
import { isMedia } from "./media";
import { nameRule } from "./name-rule";

/** A file to read. */
export interface InputFile {
  /** Its name is its path below the folder that was given, or else its last name; in Unicode's form NFC. */
  readonly source: Source;
  readonly format: AnyFormat;
}

/** Which files are read, and how. */
export interface FindFilesArgs {
  /**
   * Globs of what is read, whatever its format.
   * @default every file of a format that is known
   */
  readonly include?: readonly string[];
  /**
   * Globs of what is not.
   * @default nothing
   */
  readonly exclude?: readonly string[];
  /**
   * Whether to read what Git ignores, what is hidden and `node_modules` too.
   * @default false
   */
  readonly noIgnore?: boolean;
  /**
   * The encoding of texts that have no byte order mark and are not UTF-8, as `TextDecoder` names it.
   * @default they are left out, but for UTF-16 where that is certain
   */
  readonly encoding?: string | undefined;
  readonly leaveOut: LeaveOut;
}

/** A place below a folder that was given. */
interface Place {
  readonly path: string;
  /** Its path without links. */
  readonly realPath: string;
  /** Its path below the folder that was given; empty for that folder. */
  readonly name: string;
  /** @default nothing is ignored */
  readonly gitIgnore: GitIgnore | undefined;
}

/**
 * Finds the files that are named, and those below folders that are, in an order that is always the same: first what is there
 * itself, then what links lead to. Each is there once, by whatever paths it is reached.
 */
export class FileFinder {
  readonly files: InputFile[] = [];
  private readonly links: Place[] = [];
  private readonly realPaths = new Set<string>();
  private readonly pathsByName = new Map<string, string>();
  private readonly isIncluded: (name: string) => boolean;
  private readonly isExcluded: (name: string) => boolean;

  constructor(
    private readonly tree: FileTree,
    private readonly args: FindFilesArgs,
  ) {
    const { include = [], exclude = [] } = args;
    this.isIncluded = include.length > 0 ? globMatcher(include) : () => true;
    this.isExcluded = globMatcher(exclude);
  }

  /** Finds what the caller has named. */
  async find(path: string): Promise<void> {
    await this.follow({ path, realPath: path, name: "", gitIgnore: undefined }, async (realPath, kind) => {
      const name = basename(path).normalize("NFC");
      if (kind.isDirectory()) {
        const gitIgnore = this.args.noIgnore ? undefined : await GitIgnore.above(path, this.tree, this.cannotBeRead);
        await this.walk({ path, realPath, name: "", gitIgnore });
      } else this.take({ path, realPath, name, gitIgnore: undefined }, kind, plain);
    });
  }

  /** Finds what links lead to that were met, and those met there. */
  async followLinks(): Promise<void> {
    for (const link of this.links) {
      await this.follow(link, async (realPath, kind) => {
        if (kind.isDirectory()) await this.walk({ ...link, realPath });
        else this.take({ ...link, realPath }, kind);
      });
    }
  }

  /** Does something with what a path leads to, unless that is nothing. */
  private async follow(place: Place, next: (realPath: string, kind: EntryKind) => Promise<void>): Promise<void> {
    const { path } = place;
    let found: [realPath: string, kind: EntryKind];
    try {
      found = [await this.tree.realPath(path), await this.tree.kindOf(path)];
    } catch (error) {
      const target = await this.tree.linkTarget(path).catch(() => undefined);
      if (target === undefined || !isMissing(error)) this.cannotBeRead(path, error, place.name);
      else this.leaveOut(place, "dangling_link", `links to ${target}: ${systemReason(error)}`);
      return;
    }
    await next(...found);
  }

  private async walk(folder: Place): Promise<void> {
    if (this.isKnown(folder)) return;
    const { path, realPath, name } = folder;
    const entries = await this.entriesOf(folder);
    const hasRules = entries.some((entry) => entry.name === ".gitignore");
    const gitIgnore = hasRules ? await folder.gitIgnore?.with(path) : folder.gitIgnore;
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const place: Place = {
        path: join(path, entry.name),
        realPath: join(realPath, entry.name),
        name: (name === "" ? entry.name : `${name}/${entry.name}`).normalize("NFC"),
        gitIgnore,
      };
      const reason = this.ruleAgainst(place, entry);
      if (reason) this.leaveOut(place, reason);
      else if (await this.isMisnamed(place.path)) {
        this.leaveOut(place, "unreadable", "cannot be read: its name is not UTF-8, rename it");
      } else if (entry.isSymbolicLink()) this.links.push(place);
      else if (entry.isDirectory()) await this.walk(place);
      else this.take(place, entry);
    }
  }

  private async entriesOf(folder: Place): Promise<readonly TreeEntry[]> {
    try {
      return await this.tree.entries(folder.path);
    } catch (error) {
      this.cannotBeRead(folder.path, error, folder.name);
      return [];
    }
  }

  /** Why the caller, or who keeps the folder, does not want it read. */
  private ruleAgainst({ path, name, gitIgnore }: Place, entry: TreeEntry): LeftOutReason | undefined {
    if (this.isExcluded(name)) return "excluded";
    if (this.args.noIgnore) return undefined;
    return nameRule(entry.name) ?? (gitIgnore?.ignores(path, entry.isDirectory()) ? "git_ignored" : undefined);
  }

  /** Takes a file, which is of the format `otherwise` where its name says none. */
  private take(place: Place, kind: EntryKind, otherwise?: AnyFormat): void {
    const { path, name } = place;
    const format = formatOf(path) ?? (this.args.include?.length ? plain : otherwise);
    if (!kind.isFile()) this.leaveOut(place, "no_file");
    else if (this.isExcluded(name)) this.leaveOut(place, "excluded");
    else if (!this.isIncluded(name)) this.leaveOut(place, "not_included");
    else if (!format && isMedia(path)) this.leaveOut(place, "media");
    else if (!format) this.leaveOutKind(place);
    else if (!this.isKnown(place) && ("records" in format || !this.isNamesake(place))) {
      this.files.push({ source: this.tree.source(path, name, this.args.encoding), format });
    }
  }

  /** Whether the bytes of a name are no UTF-8: U+FFFD is read in their place, by which nothing is found. */
  private async isMisnamed(path: string): Promise<boolean> {
    return path.includes("\u{fffd}") && (await this.tree.isMissing(path));
  }

  /** Whether it was met before, by another path. */
  private isKnown(place: Place): boolean {
    const { realPath } = place;
    const isKnown = this.realPaths.has(realPath);
    if (isKnown) this.leaveOut(place, "linked");
    this.realPaths.add(realPath);
    return isKnown;
  }

  /** Whether ids that are made of its name are those of another file: below another folder, or in another Unicode form. */
  private isNamesake(place: Place): boolean {
    const { path, name } = place;
    const other = this.pathsByName.get(name);
    if (other !== undefined) {
      const problem = `would have the ids of ${other}: ingest one of them with another --prefix`;
      // Its glob would name the other as well.
      this.leaveOut({ path, name: "" }, "same_id", problem);
      return true;
    }
    this.pathsByName.set(name, path);
    return false;
  }

  /** Leaves it out as all others of its kind. */
  private leaveOutKind(place: Place): void {
    const glob = globOfKind(place.path);
    const fix = `where it is text, --include '${glob}' reads it`;
    this.leaveOut(place, "unknown_format", `is of a format that is not read: ${fix}`, glob);
  }

  private readonly cannotBeRead = (path: string, error: unknown, name = ""): void => {
    this.leaveOut({ path, name }, "unreadable", `cannot be read: ${systemReason(error)}`);
  };

  private leaveOut(
    { path, name }: Pick<Place, "path" | "name">,
    reason: LeftOutReason,
    problem = `is ${leftOutReasons[reason].says}`,
    glob = name === "" ? undefined : globOf(name),
  ): void {
    this.args.leaveOut({ path, reason, message: `${path} ${problem}`, glob });
  }
}
