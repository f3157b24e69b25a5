import { parse } from "yaml";
import { readPage } from "../../../scripts/docs/pages";

/** A page of the documentation, taken apart. */
export class Page {
  readonly text: string;

  constructor(readonly path: string) {
    this.text = readPage(path);
  }

  /** What is below a heading, with the headings below it. Throws where there is no such heading. */
  section(title: string): string {
    const all = headings(this.text);
    const heading = all.find((one) => one.title === title);
    if (!heading) throw new Error(`${this.path} has no heading ${title}`);
    const next = all.find(({ line, level }) => line > heading.line && level <= heading.level);
    return this.text
      .split("\n")
      .slice(heading.line + 1, next?.line)
      .join("\n");
  }

  /** What `npm run docs` has written into a block of the page. Throws where there is no such block. */
  generated(name: string): string {
    const [, content] = new RegExp(`<!-- generated: ${name} -->\n([\\s\\S]*?)\n<!-- end -->`).exec(this.text) ?? [];
    if (content === undefined) throw new Error(`${this.path} has no block ${name}`);
    return content;
  }
}

/** A heading of a page. */
export interface Heading {
  /** 1 for the page's own. */
  readonly level: number;
  readonly title: string;
  /** Its line's place in the page, from 0. */
  readonly line: number;
}

/** The headings of a text: no comments in blocks of code, which look the same. */
export function headings(text: string): Heading[] {
  let isCode = false;
  return text.split("\n").flatMap((content, line) => {
    if (/^ *```/.test(content)) isCode = !isCode;
    const [, marks, title] = /^(#+) (.+)$/.exec(content) ?? [];
    return isCode || !marks || !title ? [] : [{ level: marks.length, title, line }];
  });
}

/** A block of code. */
export interface CodeBlock {
  readonly language: string;
  readonly code: string;
}

/** The blocks of code in a text, also those in lists. */
export function codeBlocks(text: string): CodeBlock[] {
  return [...text.matchAll(/^( *)```(\w*)\n([\s\S]*?)^ *```$/gm)].map(([, indent = "", language = "", code = ""]) => ({
    language,
    code: code.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  }));
}

/** The code in backticks in the given column of all tables in a text, their headings left out. */
export function tableColumn(text: string, column: number): string[] {
  const lines = text.split("\n");
  return lines
    .filter((line, at) => line.startsWith("|") && !lines[at + 1]?.startsWith("|---"))
    .flatMap((line) => [...(line.split("|")[column + 1] ?? "").matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? ""));
}

/** What a text shows of a stack's file. */
export interface ShownConfiguration {
  readonly stack: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** The blocks of a text that are the configuration of a stack, by the comment in their first line. */
export function shownConfigurations(text: string): ShownConfiguration[] {
  return codeBlocks(text).flatMap(({ code }) => {
    const [, stack] = /^# Pulumi\.(\w+)\.yaml\n/.exec(code) ?? [];
    return stack ? [{ stack, ...(parse(code) as { config: Record<string, unknown> }) }] : [];
  });
}
