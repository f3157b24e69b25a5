import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type FunctionError, LocalFunction } from "../../../local/lambda/lambda-function";
import { sourceStack, sourceStacks } from "../../../local/lambda/source-stack";
import { bundleCallbacks } from "../../../service/lambda/bundle";
import { bundleEach } from "../../../service/lambda/inline-functions";
import { routes } from "../../../service/routes";
import { temporaryDirectory } from "../../helpers/temporary-directory";

const directory = temporaryDirectory();
const source = `export function check(text: string): void {
  interface Unused { readonly a: string }
  if (text === "bad")
    throw new TypeError(\`\${text} is bad\`);
}
`;
const callbacks = { failing: `exports.handler = async (event) => require("./check").check(event.text);` };

/** The stack of the function with this code, where it throws. */
async function stackOf(text: string, file: string): Promise<string> {
  const lambda = new LocalFunction({
    name: file,
    arn: file,
    files: { "__index.js": text },
    handler: "__index.handler",
    environment: {},
    memorySizeMb: 64,
    timeoutSeconds: 5,
    directory: join(directory, file),
  });
  const error = await lambda.invoke({ text: "bad" }).catch((thrown: FunctionError) => thrown);
  await lambda.close();
  return (error as FunctionError).functionStack ?? "";
}

beforeAll(() => writeFileSync(join(directory, "check.ts"), source));

test("has positions in the sources in place of those in the bundle, as far as the handler", async () => {
  const { failing } = await bundleCallbacks(callbacks, directory, { sourceMaps: true });
  const stack = await stackOf(failing.text, "failing");
  expect(stack).toMatch(/__index\.js:1:\d+/);
  const mapped = await sourceStacks(async () => ({ bundles: [failing], directory }))(stack);
  expect(mapped.split("\n").slice(0, 2)).toEqual([
    "TypeError: bad is bad",
    expect.stringMatching(/^ {4}at .*\/check\.ts:4:11$/),
  ]);
  expect(mapped).not.toMatch(/lambda-sandbox|__index/);
});

test("has them also of what caused the error", async () => {
  const { failing } = await bundleCallbacks(callbacks, directory, { sourceMaps: true });
  const stack = await stackOf(failing.text, "failing");
  const mapped = await sourceStacks(async () => ({ bundles: [failing], directory }))(`${stack}\nCaused by: ${stack}`);
  expect(mapped.match(/check\.ts:4:11$/gm)).toHaveLength(2);
  expect(mapped).toContain("\nCaused by: TypeError: bad is bad\n    at ");
  expect(mapped).not.toMatch(/lambda-sandbox|__index/);
});

test("leaves a stack as it is where the bundle is not the one that ran", async () => {
  const { failing } = await bundleCallbacks(callbacks, directory, { sourceMaps: true });
  const stack = await stackOf(`${failing.text}\n`, "other");
  const mapped = await sourceStacks(async () => ({ bundles: [failing], directory }))(stack);
  expect(mapped).toMatch(/^TypeError: bad is bad\n +at .*__index\.js:1:\d+/);
});

test("makes the bundles once, when the first stack comes", async () => {
  const { failing } = await bundleCallbacks(callbacks, directory, { sourceMaps: true });
  const make = jest.fn(async () => ({ bundles: [failing], directory }));
  const toSources = sourceStacks(make);
  expect(make).not.toHaveBeenCalled();
  const stack = await stackOf(failing.text, "failing");
  await Promise.all([toSources(stack), toSources(stack)]);
  expect(make).toHaveBeenCalledTimes(1);
});

test("makes them once for all functions", async () => {
  const other = `${callbacks.failing} exports.other = 1;`;
  const bundles = Object.values(await bundleCallbacks({ ...callbacks, other }, directory, { sourceMaps: true }));
  const make = jest.fn(async () => ({ bundles, directory }));
  const toSources = sourceStacks(make);
  for (const [index, { text }] of bundles.entries()) {
    expect(await toSources(await stackOf(text, `one-of-all-${index}`))).toMatch(/check\.ts:4:11$/m);
  }
  expect(make).toHaveBeenCalledTimes(1);
});

test("makes them again where they could not be made", async () => {
  const { failing } = await bundleCallbacks(callbacks, directory, { sourceMaps: true });
  const [first, second] = [await stackOf(`${failing.text}\n`, "first"), await stackOf(failing.text, "second")];
  const make = jest.fn(async () => ({ bundles: [failing], directory }));
  make.mockRejectedValueOnce(new Error("check.ts is half written"));
  const toSources = sourceStacks(make);
  await expect(toSources(first)).rejects.toThrow("half written");
  expect(await toSources(second)).toMatch(/check\.ts:4:11$/m);
});

test("makes them again when the code is another", async () => {
  const codes = [callbacks.failing, `${callbacks.failing} exports.more = 1;`];
  const bundles = await Promise.all(
    codes.map(async (failing) => (await bundleCallbacks({ failing }, directory, { sourceMaps: true })).failing),
  );
  let current = 0;
  const toSources = sourceStacks(async () => ({ bundles: bundles.slice(current, current + 1), directory }));
  for (const [index, { text }] of bundles.entries()) {
    current = index;
    expect(await toSources(await stackOf(text, "changing"))).toMatch(/check\.ts:4:11$/m);
  }
});

test("knows the functions of the routes, which are the same with source maps and without", async () => {
  const [health] = routes.filter(({ name }) => name === "health");
  if (!health) throw new Error("there is no route health");
  const { [health.name]: { text = "" } = {} } = await bundleEach([health], join(__dirname, "../../../service"));
  const file = join(directory, "health.js");
  writeFileSync(file, text);
  const column = text.indexOf("SERVICE_NAME") + 1;
  expect(await sourceStack(`Error: a\n    at b (${file}:1:${column})`)).toMatch(
    /^Error: a\n {4}at \S+\.(ts|js):\d+:\d+$/,
  );
});
