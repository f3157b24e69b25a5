import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";

/** The text of each TypeScript file by its path from the project's folder, with slashes. */
export type Sources = Readonly<Record<string, string>>;

const projectDirectory = join(__dirname, "../../..");

/** What the compiler is told to check: every TypeScript file of the project. */
export function projectSources(): Sources {
  const fileNames = ["", "console"].flatMap((folder) => {
    const directory = join(projectDirectory, folder);
    const { config } = ts.readConfigFile(join(directory, "tsconfig.json"), ts.sys.readFile);
    return ts.parseJsonConfigFileContent(config, ts.sys, directory).fileNames;
  });
  return Object.fromEntries(
    [...new Set(fileNames)].map((file) => [
      relative(projectDirectory, file).replaceAll("\\", "/"),
      readFileSync(file, "utf8"),
    ]),
  );
}

/** What was parsed last, which is mostly visited once more. */
let parsed: ts.SourceFile | undefined;

/** Visits every node of a file, outer ones first. */
export function visit(file: string, text: string, visitor: (node: ts.Node) => void): void {
  const down = (node: ts.Node): void => {
    visitor(node);
    ts.forEachChild(node, down);
  };
  if (parsed?.fileName !== file || parsed.text !== text) {
    const options = { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };
    parsed = ts.createSourceFile(file, text, options, true);
  }
  down(parsed);
}
