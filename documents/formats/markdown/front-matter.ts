import { isObject } from "../../../embedding/is-object";

/** What a document says about itself before its text. */
interface FrontMatter {
  /** Nothing where it is not valid. */
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Where it ends, in UTF-16 code units; 0 where there is none. */
  readonly end: number;
}

/** Lines between two of dashes, in YAML, or of plus signs, in TOML. */
const frontMatter = /^(---|\+\+\+)[ \t]*\r?\n(?:([\s\S]*?)\r?\n)??\1[ \t]*(?:\r?\n|$)/;

/** Reads what a document begins with. */
export async function readFrontMatter(text: string): Promise<FrontMatter> {
  const [whole = "", fence, content = ""] = frontMatter.exec(text) ?? [];
  if (fence === undefined) return { metadata: {}, end: 0 };
  const value = await (fence === "---" ? fromYaml(content) : fromToml(content)).catch(() => undefined);
  // Which is a text between two lines.
  if (typeof value === "string") return { metadata: {}, end: 0 };
  return { metadata: isObject(value) ? value : {}, end: whole.length };
}

async function fromYaml(text: string): Promise<unknown> {
  return (await import("yaml")).parseDocument(text, { logLevel: "silent", uniqueKeys: false }).toJS();
}

async function fromToml(text: string): Promise<unknown> {
  // With its dates as they are written.
  return JSON.parse(JSON.stringify((await import("smol-toml")).parse(text)));
}
