import ts from "typescript";
import { exportsOf } from "./helpers/sources/exports";
import { projectSources, visit } from "./helpers/sources/project-sources";

const production = Object.entries(projectSources())
  .filter(([file]) => !file.startsWith("__tests__/"))
  .map(([file, text]) => ({ file, exported: exportsOf(file, text), casts: castsOfErrors(file, text) }));

/** What stands for another module has its names. */
const standIn = /^console\/node\//;

/** What every function has, or every route, and the function of another team. */
const inEachRoute = /^(functions\/(?:routes\/[^/]+|authorize-key|sweep-expired)|examples\/consumer)\//;
const ofEachRoute = ["handler", "operations"];

test("exports each name from one file, so that a word in the search box finds one thing", () => {
  const files: Record<string, string[]> = {};
  for (const { file, exported } of production.filter(({ file }) => !standIn.test(file))) {
    const names = exported.filter((name) => !(inEachRoute.test(file) && ofEachRoute.includes(name)));
    for (const name of names) files[name] = [...(files[name] ?? []), file];
  }
  expect(Object.keys(files).length).toBeGreaterThan(400);
  expect(Object.entries(files).filter(([, { length }]) => length > 1)).toEqual([]);
});

test("checks what was caught instead of casting it, for it may be anything", () => {
  expect(production.flatMap(({ casts }) => casts)).toEqual([]);
});

test.each([
  ["const { code } = error as NodeJS.ErrnoException", ["x.ts: error as NodeJS.ErrnoException"]],
  ["(error as Error).message", ["x.ts: error as Error"]],
  ["cause as Partial<S3ServiceException>", ["x.ts: cause as Partial<S3ServiceException>"]],
  ["try {} catch (e) { (e as { code: string }).code }", ["x.ts: e as { code: string }"]],
  ["p.catch((reason) => (reason as Problem).code)", ["x.ts: reason as Problem"]],
  ["const text = body as string; const types = names as ErrorCode[]", []],
  ["try {} catch (e) { const body = text as string; }", []],
])("finds the cast in %s", (text, expected) => {
  expect(castsOfErrors("x.ts", text)).toEqual(expected);
});

/** The casts to an error or an exception, and of what a clause or a method `catch` caught. */
function castsOfErrors(file: string, text: string): string[] {
  const casts: string[] = [];
  visit(file, text, (node) => {
    if (!ts.isAsExpression(node)) return;
    const { expression, type } = node;
    if (/(Error|Exception)\b/.test(type.getText()) || isCaught(expression)) {
      casts.push(`${file}: ${node.getText()}`);
    }
  });
  return casts;
}

function isCaught(expression: ts.Expression): boolean {
  const isOf = (name: ts.BindingName | undefined) => name?.getText() === expression.getText();
  return (
    ts.findAncestor(expression, (outer) => {
      if (ts.isCatchClause(outer)) return isOf(outer.variableDeclaration?.name);
      if (!ts.isArrowFunction(outer) || !ts.isCallExpression(outer.parent)) return false;
      return /\.catch$/.test(outer.parent.expression.getText()) && isOf(outer.parameters[0]?.name);
    }) !== undefined
  );
}
