import ts from "typescript";
import { visit } from "./project-sources";

/** The names that a file declares and exports; those that it passes on from another are not its own. */
export function exportsOf(file: string, text: string): string[] {
  const names = new Set<string>();
  visit(file, text, (node) => {
    if (ts.isExportDeclaration(node) && !node.moduleSpecifier && node.exportClause) {
      if (ts.isNamedExports(node.exportClause)) for (const { name } of node.exportClause.elements) names.add(name.text);
    }
    const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
    const has = (modifier: ts.SyntaxKind) => modifiers.some(({ kind }) => kind === modifier);
    // The default has another name wherever it is imported.
    if (!has(ts.SyntaxKind.ExportKeyword) || has(ts.SyntaxKind.DefaultKeyword)) return;
    if (ts.isVariableStatement(node)) {
      for (const { name } of node.declarationList.declarations) for (const one of namesIn(name)) names.add(one);
    } else if ("name" in node && node.name && ts.isIdentifier(node.name as ts.Node)) {
      names.add((node.name as ts.Identifier).text);
    }
  });
  return [...names];
}

/** The names of a variable, or of all that it is taken apart into. */
function namesIn(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? namesIn(element.name) : []));
}
