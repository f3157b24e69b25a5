import { randomUUID } from "node:crypto";
import fs, { existsSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { prepareBundleAssets } from "../../../service/lambda/bundle-assets";
import { inlineFunctions } from "../../../service/lambda/inline-functions";

/** Names that no other test has, in the folder that all share. */
const name = `test-${randomUUID()}`;
const written: string[] = [];
afterAll(() => {
  for (const file of written) rmSync(file, { force: true });
});

/** Where the files of an archive are, by their path in it. */
async function pathsOf(text: string, assets: Record<string, Uint8Array> = {}): Promise<Record<string, string>> {
  const { [name]: archive = {} } = prepareBundleAssets()({ [name]: { text, assets } });
  const paths = await Promise.all(
    Object.entries(archive).map(async ([path, asset]) => [path, await asset.path] as const),
  );
  written.push(...paths.map(([, path]) => path));
  return Object.fromEntries(paths);
}

async function pathOf(text: string): Promise<string> {
  const { "__index.js": path } = await pathsOf(text);
  if (path === undefined) throw new Error("there is no asset");
  return path;
}

test("names a bundle after its text, below the folder where the program runs", async () => {
  const first = await pathOf("first");
  const second = await pathOf("second");
  expect(first).toMatch(new RegExp(`^dist/bundles/${name}-[0-9a-f]{16}\\.js$`));
  expect(await pathOf("first")).toBe(first);
  expect(second).not.toBe(first);
  // Neither has changed the other's.
  expect([readFileSync(first, "utf8"), readFileSync(second, "utf8")]).toEqual(["first", "second"]);
});

test("puts the files that a bundle reads beside it, each named after what is in it", async () => {
  const bytes = Uint8Array.of(0, 255, 128);
  const paths = await pathsOf("reads a table", { [`${name}-table.br`]: bytes });
  expect(paths).toEqual({
    "__index.js": expect.stringMatching(new RegExp(`^dist/bundles/${name}-[0-9a-f]{16}\\.js$`)),
    [`${name}-table.br`]: expect.stringMatching(new RegExp(`^dist/bundles/${name}-table-[0-9a-f]{16}\\.br$`)),
  });
  expect(readFileSync(paths[`${name}-table.br`] ?? "")).toEqual(Buffer.from(bytes));
});

test("writes a bundle again whatever is in its file", async () => {
  const path = await pathOf("whole");
  writeFileSync(path, "wh");
  expect(readFileSync(await pathOf("whole"), "utf8")).toBe("whole");
});

test("removes what no deployment has written for long, and nothing else", async () => {
  const [old, recent] = ["old", "recent"].map((age) => join(dirname(written[0] ?? ""), `${name}-${age}.js`));
  for (const file of [old, recent] as string[]) {
    writeFileSync(file, "x");
    written.push(file);
  }
  utimesSync(old as string, 0, 0);
  await pathOf("third");
  expect([existsSync(old as string), existsSync(recent as string)]).toEqual([false, true]);
});

test.each(["mkdirSync", "accessSync"] as const)("says at once that nothing can be written (%s)", (call) => {
  const refused = jest.spyOn(fs, call).mockImplementation(() => {
    throw new Error("EROFS: read-only file system");
  });
  try {
    expect(() => inlineFunctions([], __dirname)).toThrow(
      new pulumi.RunError(
        "The functions' bundles cannot be written (EROFS: read-only file system): let whoever deploys write to " +
          `${join(__dirname, "../../../dist/bundles")}.`,
      ),
    );
  } finally {
    refused.mockRestore();
  }
});
