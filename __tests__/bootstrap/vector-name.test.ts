import { vectorNameProblem } from "../../bootstrap/vector-name";

test.each(["abc", "acme-vectors", "0a-9", "a".repeat(63), "xn--abc"])("accepts %s", (name) => {
  expect(vectorNameProblem(name)).toBeUndefined();
});

test.each([
  ["ab", /2 characters/],
  ["a".repeat(64), /64 characters/],
  ["Abc", /lowercase/],
  ["a.b", /lowercase/],
  ["-abc", /begin and end/],
  ["abc-", /begin and end/],
])("refuses %s", (name, reason) => {
  expect(vectorNameProblem(name)).toMatch(reason);
});
