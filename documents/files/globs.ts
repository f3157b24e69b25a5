import picomatch from "picomatch";

/**
 * Tells whether a path below a named folder, with slashes, is one that globs name, or is in a folder that they name. A
 * glob without a slash names what is called so anywhere, one with a slash is a path from the named folder.
 */
export function globMatcher(globs: readonly string[]): (path: string) => boolean {
  const patterns = globs.flatMap((glob) => {
    const path = glob
      .normalize("NFC")
      .replace(/^(\.?\/)+/, "")
      .replace(/\/+$/, "");
    const isAnchored = /^\.?\//.test(glob) || path.includes("/");
    const pattern = isAnchored ? path : `**/${path}`;
    return [pattern, `${pattern}/**`];
  });
  return patterns.length > 0 ? picomatch(patterns, { dot: true }) : () => false;
}
