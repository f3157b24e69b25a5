import { join } from "node:path";
import { type FunctionError, LocalFunction } from "../../../local/lambda/lambda-function";
import { temporaryDirectory } from "../../helpers/temporary-directory";

const code = `
class QuotaError extends Error { name = "QuotaError"; }
const circle = new Error("round");
circle.cause = circle;
const thrown = {
  caused: () => new Error("outer", { cause: new TypeError("inner", { cause: { code: 1 } }) }),
  several: () => new AggregateError([new RangeError("first"), "second"], "several"),
  named: () => new QuotaError("used up"),
  coded: () => Object.assign(new Error(""), { code: "ECONNREFUSED" }),
  circle: () => circle,
  nothing: () => null,
  missing: () => undefined,
  text: () => "a text",
  object: () => ({ code: 1, inner: { a: [2] } }),
  function: () => function mend() {},
  hostile: () => new Proxy(new Error(), { get() { throw new Error("no"); } }),
};
exports.handler = async (event) => {
  if (event.later) setTimeout(() => { throw thrown[event.what](); }, 0);
  else throw thrown[event.what]();
  return new Promise(() => {});
};`;

const lambda = new LocalFunction({
  name: "throwing",
  arn: "arn",
  files: { "__index.js": code },
  handler: "__index.handler",
  environment: {},
  memorySizeMb: 64,
  timeoutSeconds: 5,
  directory: join(temporaryDirectory(), "throwing"),
});
afterAll(() => lambda.close());

/** What is said of what the function throws, and its stack without positions. */
async function failureOf(what: string, later: boolean): Promise<{ message: string; stack: string[] | undefined }> {
  const error = (await lambda.invoke({ what, later }).catch((error) => error)) as FunctionError;
  const stack = error.functionStack?.split("\n");
  expect(stack?.filter((line) => line.includes("__index.js")).length).not.toBe(0);
  return {
    message: error.message.replace("The function throwing failed: ", ""),
    stack: stack?.filter((line) => !/^ +at /.test(line)),
  };
}

describe.each([
  ["throws", false],
  ["throws outside of its promise", true],
])("a function that %s", (_, later) => {
  test.each([
    ["caused", "Error: outer", ["Error: outer", "Caused by: TypeError: inner", "Caused by: { code: 1 }"]],
    ["several", "AggregateError: several", [undefined, "Caused by: RangeError: first", "Caused by: 'second'"]],
    ["named", "QuotaError: used up", [undefined]],
    ["coded", "Error: ECONNREFUSED", [undefined]],
    ["circle", "Error: round", [undefined, ...Array(4).fill("Caused by: Error: round")]],
  ])("is told with the names and causes of an error: %s", async (what, message, [, ...causes]) => {
    expect(await failureOf(what, later)).toEqual({ message, stack: [message, ...causes] });
  });

  test.each([
    ["nothing", "it threw null, which is no Error"],
    ["missing", "it threw undefined, which is no Error"],
    ["text", "it threw 'a text', which is no Error"],
    ["object", "it threw { code: 1, inner: { a: [ 2 ] } }, which is no Error"],
    ["function", "it threw [Function: mend], which is no Error"],
    ["hostile", "it threw what cannot be described"],
  ])("is told with what is no error: %s", async (what, message) => {
    expect(await failureOf(what, later)).toEqual({ message, stack: undefined });
  });
});
