import * as fc from "fast-check";
import { globMatcher, globOf, globOfKind } from "../../../documents/files/globs";

test.each([
  ["Plan (2).md", "a/Plan (2).md"],
  ["[slug].mdx", "pages/[slug].mdx"],
  ["a/{b}/*.md", "a/{b}/*.md"],
  ["!(x).md", "y.md"],
  ["*.{md,txt}", "a/b.txt"],
  ["./a.md", "a.md"],
  ["a\\*b", "a*b"],
  ["a\\*b", "a\\*b/c"],
])("%s names %s", (glob, path) => {
  expect(globMatcher([glob])(path)).toBe(true);
});

test.each([
  ["./a.md", "b/a.md"],
  ["a.md", "a.mdx"],
  ["[ab].md", "c.md"],
  ["a/*.md", "b/a/c.md"],
])("%s does not name %s", (glob, path) => {
  expect(globMatcher([glob])(path)).toBe(false);
});

test.each(["[", "*.[ch", "*.{md,txt", "{a", "a(b", "+(a", "[z-a].md", "/", "./", ".", "..", "../a.md", "a/./b"])(
  "refuses %s, which names nothing",
  (glob) => {
    expect(() => globMatcher([glob])).toThrow(SyntaxError);
    expect(() => globMatcher(["*.md", glob])).toThrow(SyntaxError);
  },
);

test("names a path, whatever is in it, and no other", () => {
  const part = fc
    .string({ unit: fc.constantFrom(..."ab.*?[]{}()!+@|,^$~- "), minLength: 1 })
    .filter((name) => !/^\.\.?$/.test(name));
  const path = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/"));
  fc.assert(
    fc.property(path, path, (one, other) => {
      const isNamed = globMatcher([globOf(one)]);
      expect([isNamed(one), isNamed(other)]).toEqual([true, other === one || other.startsWith(`${one}/`)]);
    }),
  );
});

test.each([
  ["a/b.py", "*.py", "c.py", "c.pyc"],
  ["a/Makefile", "Makefile", "b/Makefile", "Makefile.am"],
  ["x.a+b", "*.a\\+b", "y.a+b", "y.aab"],
  ["x.[1]", "*.\\[1\\]", "y.[1]", "y.1"],
])("names all of the kind of %s by %s", (path, glob, same, other) => {
  expect(globOfKind(path)).toBe(glob);
  expect([path, same, other].map(globMatcher([glob]))).toEqual([true, true, false]);
});
