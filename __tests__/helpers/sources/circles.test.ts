import { circlesOf } from "./circles";
import { importsOf } from "./imports";

/** The circles of files that import others, by their paths. */
const circles = (files: Record<string, string[]>) =>
  circlesOf(
    importsOf(
      Object.fromEntries(
        Object.entries(files).map(([file, others]) => [
          file,
          others
            .map((other) => `import type { A } from "${"../".repeat(file.split("/").length - 1)}./${other}";`)
            .join(),
        ]),
      ),
    ),
  );

test.each<[string, Record<string, string[]>, string[]]>([
  ["two files", { "a.ts": ["b"], "b.ts": ["a"] }, ["a.ts imports b.ts, b.ts imports a.ts"]],
  ["one file", { "a.ts": ["a"] }, ["a.ts imports a.ts"]],
  [
    "three files, from the second",
    { "a.ts": ["b"], "b.ts": ["c"], "c.ts": ["b"] },
    ["b.ts imports c.ts, c.ts imports b.ts"],
  ],
  [
    "two folders whose files make none",
    { "x/a.ts": ["y/b"], "y/b.ts": [], "y/c.ts": ["x/d"], "x/d.ts": [] },
    ["x/a.ts imports y/b.ts, y/c.ts imports x/d.ts"],
  ],
  [
    "a folder and a file beside it",
    { "x/main.ts": ["x/parts/a"], "x/parts/a.ts": [], "x/parts/b.ts": ["x/main"] },
    ["x/main.ts imports x/parts/a.ts, x/parts/b.ts imports x/main.ts"],
  ],
])("finds a circle of %s", (_, files, expected) => {
  expect(circles(files)).toEqual(expected);
});

test("finds none where all goes down, also to what is shared", () => {
  expect(
    circles({
      "main.ts": ["x/main", "y/b"],
      "x/main.ts": ["x/parts/a", "x/base"],
      "x/parts/a.ts": ["x/base", "y/b"],
      "x/base.ts": [],
      "y/b.ts": [],
    }),
  ).toEqual([]);
});
