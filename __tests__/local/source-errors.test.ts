import { join } from "node:path";
import { build, transformSync } from "esbuild";
import { sourceErrors } from "../../local/source-errors";

/** What esbuild throws. */
async function thrown(work: () => unknown): Promise<Error> {
  try {
    await work();
  } catch (error) {
    return error as Error;
  }
  throw new Error("It has thrown nothing");
}

const broken = "const a = 1;\n  const x = ;\n";
const transform = (sourcefile: string) =>
  thrown(() => transformSync(broken, { sourcefile, loader: "ts", logLevel: "silent" }));

test("says where in a source, with columns from 1 as editors have them", async () => {
  const said = 'local/a.ts:2:13: Unexpected ";"';
  expect(sourceErrors(await transform("local/a.ts"))).toBe(said);
  expect(sourceErrors(await transform(join(process.cwd(), "local/a.ts")))).toBe(said);
});

test("says each error of a build once, whatever others have put before it", async () => {
  const contents = 'import "./gone-1";\nimport "./gone-2";';
  const stdin = { contents, resolveDir: __dirname, sourcefile: "index.ts" };
  const error = await thrown(() => build({ stdin, bundle: true, write: false, logLevel: "silent" }));
  error.message = `error serializing property "a": error serializing property "b": ${error.message}`;
  expect(sourceErrors(error)?.split("\n")).toEqual([
    expect.stringMatching(/^(?:__tests__\/local\/)?index\.ts:1:8: Could not resolve "\.\/gone-1"$/),
    expect.stringMatching(/^(?:__tests__\/local\/)?index\.ts:2:8: Could not resolve "\.\/gone-2"$/),
  ]);
});

test.each([new Error("connect ECONNREFUSED"), "Build failed", undefined])("says nothing of %p", (error) => {
  expect(sourceErrors(error)).toBeUndefined();
});
