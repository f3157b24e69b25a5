import { basename, extname } from "node:path";
import picomatch from "picomatch";

/** The glob of a path below a named folder, and of nothing else. */
export function globOf(path: string): string {
  const glob = escaped(path);
  return path.includes("/") ? glob : `./${glob}`;
}

/** The glob of all files with the extension of this one, or of the same name where it has none. */
export function globOfKind(path: string): string {
  const extension = extname(path);
  return extension === "" ? escaped(basename(path)) : `*${escaped(extension)}`;
}

function escaped(text: string): string {
  return text.replace(/[\\*?![\]{}()+@|]/g, "\\$&");
}

/**
 * Tells whether a path below a named folder, with slashes, is one that globs name, or is in a folder that they name. A
 * glob without a slash names what is called so anywhere, one with a slash is a path from the named folder; each also names
 * what is called as it is written, such as `Plan (2).md`. Throws a `SyntaxError` that says what is wrong with one of them.
 */
export function globMatcher(globs: readonly string[]): (path: string) => boolean {
  const matchers = globs.map((glob) => {
    const path = glob
      .normalize("NFC")
      .replace(/^(\.?\/)+/, "")
      .replace(/\/+$/, "");
    if (path === "" || /(^|\/)\.\.?(\/|$)/.test(path)) throw new SyntaxError("It names nothing below a folder");
    const isAnchored = /^\.?\//.test(glob) || path.includes("/");
    const pattern = isAnchored ? path : `**/${path}`;
    // It would take what is not well-formed for a pattern that nothing matches.
    const isMatch = picomatch([pattern, `${pattern}/**`], { dot: true, strictBrackets: true, debug: true });
    const isWritten = (name: string) =>
      isAnchored ? `${name}/`.startsWith(`${path}/`) : `/${name}/`.includes(`/${path}/`);
    return (name: string) => isMatch(name) || isWritten(name);
  });
  return (path) => matchers.some((isNamed) => isNamed(path));
}
