import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createProgram } from "typescript";
import { pagePaths } from "../../scripts/docs/pages";
import { codeBlocks, Page } from "../helpers/docs/page";
import { temporaryDirectory } from "../helpers/temporary-directory";

const directory = temporaryDirectory();

/** What is not JavaScript in a program, such as a type. */
function syntaxErrors(code: string): unknown[] {
  const path = join(directory, "program.js");
  writeFileSync(path, code);
  const program = createProgram([path], { allowJs: true, noLib: true, noResolve: true, types: [] });
  return program.getSyntacticDiagnostics().map(({ messageText }) => messageText);
}

test("is told of what only TypeScript has", () => {
  expect(syntaxErrors("const send: typeof fetch = fetch;")).toEqual([
    expect.stringMatching(/only be used in TypeScript/),
  ]);
});

test("has programs in JavaScript that are JavaScript, as a reader copies them", () => {
  const programs = pagePaths.flatMap((page) =>
    codeBlocks(new Page(page).text).flatMap(({ language, code }) => (language === "js" ? [{ page, code }] : [])),
  );
  expect(programs.filter(({ page }) => page === "docs/clients.md").length).toBeGreaterThan(5);
  for (const { page, code } of programs) expect([page, code, syntaxErrors(code)]).toEqual([page, code, []]);
});
