import * as fc from "fast-check";
import { passageId } from "../../documents/passage-id";
import { embeddingId } from "../../embedding/embedding-id";
import { anyText } from "../helpers/any-text";

test.each([
  ["guide:", "intro.md", 3, "guide:intro.md:3"],
  ["", "a/b c.md", 1, "a:b=20c.md:1"],
  ["", "a:b=c.md", 1, "a=3Ab=3Dc.md:1"],
  ["", "é.txt", 12, "x==C3=A9.txt:12"],
  ["", "_index.md", 1, "x=_index.md:1"],
  ["p-", "_index.md", 1, "p-_index.md:1"],
  ["", "😀\u{1}.md", 1, "x==F0=9F=98=80=01.md:1"],
])("makes of %j and %j, %d: %s", (prefix, path, number, id) => {
  expect(passageId(prefix, path, number)).toBe(id);
});

test("cuts off a path that is too long, and adds its hash", () => {
  const [one, other] = ["a", "b"].map((end) => passageId("", `${"long/".repeat(100)}${end}.md`, 7));
  expect(one).toMatch(/^(long:)+[long:]*=\+[\da-f]{32}:7$/);
  expect(one).toHaveLength(256);
  expect(other).not.toBe(one);
});

const path = fc.array(
  fc.string({ minLength: 1, unit: fc.constantFrom("a", "x", "=", "3", "A", ":", "+", "é", "😀", "_", " ") }),
  {
    minLength: 1,
    maxLength: 8,
  },
);

test("makes a valid id of any path", () => {
  fc.assert(
    fc.property(fc.constantFrom("", "p:"), fc.array(anyText({ minLength: 1 })), (prefix, names) => {
      expect(embeddingId.safeParse(passageId(prefix, names.join("/"), 1)).error).toBeUndefined();
    }),
  );
});

test("never makes the same id of two paths", () => {
  fc.assert(
    fc.property(path, path, (one, other) => {
      const ids = [one, other].map((names) => passageId("", names.join("/"), 1));
      expect(ids[0] === ids[1]).toBe(one.join("/") === other.join("/"));
    }),
    { numRuns: 1_000 },
  );
});
