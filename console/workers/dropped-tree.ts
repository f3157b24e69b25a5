import { ByteSource } from "../../documents/files/byte-source";
import type { FileTree, TreeEntry } from "../../documents/files/file-tree";
import type { Source } from "../../documents/formats/format";
import type { DroppedEntry } from "./dropped";
import { DroppedFile } from "./dropped-file";

/** A folder's parts by their names; or a file. */
type Node = Map<string, Node> | DroppedFile;

/** What a browser was given, as files are found in it: there are no links, for it follows them itself, and nothing above. */
export class DroppedTree implements FileTree {
  private readonly root: Map<string, Node> = new Map();

  constructor(entries: readonly DroppedEntry[]) {
    for (const { path, isFile, file } of entries) {
      const names = namesOf(path);
      const last = names.pop() ?? "";
      const folder = names.reduce(folderIn, this.root);
      if (isFile) folder.set(last, new DroppedFile(path, file));
      else folderIn(folder, last);
    }
  }

  async realPath(path: string): Promise<string> {
    return path;
  }

  async kindOf(path: string): Promise<TreeEntry> {
    return entryOf(path, this.nodeAt(path));
  }

  async linkTarget(path: string): Promise<string> {
    throw new Error(`${path} is no link`);
  }

  async entries(folder: string): Promise<readonly TreeEntry[]> {
    const node = this.nodeAt(folder);
    return node instanceof Map ? Array.from(node, ([name, one]) => entryOf(name, one)) : [];
  }

  async isMissing(path: string): Promise<boolean> {
    return this.nodeAt(path) === undefined;
  }

  async text(path: string): Promise<string> {
    const node = this.nodeAt(path);
    return node instanceof DroppedFile ? new TextDecoder().decode(await node.all()) : "";
  }

  source(path: string, name: string, fallbackEncoding: string | undefined): Source {
    return new ByteSource(this.file(path), name, fallbackEncoding);
  }

  /** The file at a path, or one that cannot be opened. */
  file(path: string): DroppedFile {
    const node = this.nodeAt(path);
    return node instanceof DroppedFile ? node : new DroppedFile(path, undefined);
  }

  private nodeAt(path: string): Node | undefined {
    return namesOf(path).reduce<Node | undefined>(
      (node, name) => (node instanceof Map ? node.get(name) : undefined),
      this.root,
    );
  }
}

function namesOf(path: string): string[] {
  return path.split("/").filter((name) => name !== "");
}

function folderIn(folder: Map<string, Node>, name: string): Map<string, Node> {
  const known = folder.get(name);
  if (known instanceof Map) return known;
  const added: Map<string, Node> = new Map();
  folder.set(name, added);
  return added;
}

function entryOf(name: string, node: Node | undefined): TreeEntry {
  return {
    name,
    isFile: () => node instanceof DroppedFile,
    isDirectory: () => node instanceof Map,
    isSymbolicLink: () => false,
  };
}
