import { posix } from "node:path";
import ts from "typescript";
import { type Sources, visit } from "./project-sources";

/** One import of a file. */
export interface Import {
  readonly file: string;
  /** A file of the project by its path, or a module of Node.js or of a package, such as `node:fs` and `zod/mini`. */
  readonly target: string;
  readonly of: "project" | "node" | "package";
  /** What is left of it when the file runs: all, nothing, or, in a callback that Pulumi serializes, a text. */
  readonly kind: "value" | "type" | "text";
}

/** All imports of these files, whatever form they have. */
export function importsOf(sources: Sources, files = Object.keys(sources)): Import[] {
  return files.flatMap((file) => {
    const found: Import[] = [];
    visit(file, upToLastImport(sources[file] ?? ""), (node) => {
      const specifier = specifierOf(node);
      if (specifier) found.push({ file, ...resolve(sources, file, specifier.text), kind: kindOf(node) });
    });
    return found;
  });
}

/** A text as far as the statement that holds the last word of any import: of most, its first lines. */
function upToLastImport(text: string): string {
  const last = [...text.matchAll(/\b(import|require)\b|\bfrom\s*["'`]/g)].at(-1)?.index ?? 0;
  const end = text.indexOf(";\n", last);
  return end < 0 ? text : text.slice(0, end + 1);
}

/** Where a node says what it imports: a statement, a type such as `typeof import("x")`, or a call of require or import. */
function specifierOf(node: ts.Node): ts.StringLiteralLike | undefined {
  const named = () => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
    if (ts.isExternalModuleReference(node)) return node.expression;
    if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
    if (!ts.isCallExpression(node)) return undefined;
    const { expression } = node;
    const imports =
      expression.kind === ts.SyntaxKind.ImportKeyword || /^require(\.resolve)?$/.test(expression.getText());
    return imports ? node.arguments[0] : undefined;
  };
  const specifier = named();
  return specifier && ts.isStringLiteralLike(specifier) ? specifier : undefined;
}

function kindOf(node: ts.Node): Import["kind"] {
  if (ts.isImportTypeNode(node)) return "type";
  if (ts.isExportDeclaration(node)) return node.isTypeOnly ? "type" : "value";
  if (ts.isImportDeclaration(node)) return node.importClause && isOfTypes(node.importClause) ? "type" : "value";
  if (ts.isExternalModuleReference(node)) return node.parent.isTypeOnly ? "type" : "value";
  const isInCallback = ts.findAncestor(
    node,
    (outer) => ts.isPropertyAssignment(outer) && outer.name.getText() === "callbackFactory",
  );
  return isInCallback ? "text" : "value";
}

function isOfTypes({ isTypeOnly, name, namedBindings }: ts.ImportClause): boolean {
  if (isTypeOnly) return true;
  if (name || !namedBindings || !ts.isNamedImports(namedBindings)) return false;
  return namedBindings.elements.length > 0 && namedBindings.elements.every((element) => element.isTypeOnly);
}

function resolve(sources: Sources, file: string, specifier: string): Pick<Import, "target" | "of"> {
  // What these prefixes embed in a bundle is imported all the same.
  const path = specifier.replace(/^(text|brotli|brotli-file):/, "");
  if (path.startsWith(".")) {
    const base = posix.join(posix.dirname(file), path);
    const source = [
      base,
      `${base}.ts`,
      `${base}.tsx`,
      posix.join(base, "index.ts"),
      base.replace(/\.(m?)js$/, ".$1ts"),
    ].find((candidate) => candidate in sources);
    return { target: source ?? base, of: "project" };
  }
  if (path.startsWith("node:")) return { target: path, of: "node" };
  return { target: path, of: "package" };
}
