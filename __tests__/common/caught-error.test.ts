import { readFileSync } from "node:fs";
import { causeOf, errorCode, errorMessage, errorStack } from "../../common/caught-error";

const missing = (() => {
  try {
    return readFileSync("/no/such/file");
  } catch (error) {
    return error;
  }
})();

test("tells what an error of the system says, and its code", () => {
  expect(errorMessage(missing)).toMatch(/^ENOENT: no such file/);
  expect(errorCode(missing)).toBe("ENOENT");
  expect(errorStack(missing)).toMatch(/^Error: ENOENT: no such file.*\n +at /);
});

test.each([
  [new TypeError("no code"), "no code"],
  [Object.assign(new Error("a number"), { code: 5 }), "a number"],
  ["only text", "only text"],
  [{ code: "ENOENT" }, "[object Object]"],
  [undefined, "undefined"],
])("takes nothing for a code that an error of the system would not have: %p", (error, message) => {
  expect(errorCode(error)).toBeUndefined();
  expect(errorMessage(error)).toBe(message);
});

test("shows what is no error as it is", () => {
  expect(errorStack("only text")).toBe("only text");
});

test("tells what caused an error, or the error where it does not say", () => {
  const cause = new Error("refused");
  expect(causeOf(new TypeError("fetch failed", { cause }))).toBe(cause);
  expect(causeOf(cause)).toBe(cause);
  expect(causeOf("only text")).toBe("only text");
});
