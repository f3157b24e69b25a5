import type { LocalFunction } from "../../../local/lambda/lambda-function";
import { FunctionCode } from "../../../local/watch/function-code";

/** Functions `a` and `b`, of a file each and one that both have, and a text of each that can be changed. */
function scene() {
  const texts: Record<string, string> = { a: "1", b: "1" };
  const deployed: Record<string, string> = { ...texts };
  const written: Record<string, Uint8Array> = {};
  const bundled: string[][] = [];
  let broken = false;
  const lambda = (name: string) =>
    ({
      replace: (text: string, beside: Record<string, Uint8Array>) => {
        const isOther = deployed[name] !== text;
        deployed[name] = text;
        Object.assign(written, beside);
        return isOther;
      },
    }) as LocalFunction;
  const code = new FunctionCode(new Map(["a", "b"].map((name) => [name, lambda(name)])), async (names) => {
    bundled.push([...names]);
    if (broken) throw new Error("broken");
    return Object.fromEntries(
      names.map((name) => {
        const assets = { [`${name}.br`]: Buffer.from(texts[name] ?? "") };
        return [name, { text: texts[name] ?? "", assets, files: [`/${name}.ts`, "/shared.ts"] }];
      }),
    );
  });
  const update = (...files: string[]) => code.update(new Set(files));
  return {
    texts,
    deployed,
    written,
    bundled,
    update,
    breakCode: (isBroken: boolean) => {
      broken = isBroken;
    },
  };
}

test("replaces what changed while it was deployed", async () => {
  const { texts, deployed, update } = scene();
  texts["b"] = "2";
  expect(await update()).toEqual(["b"]);
  expect(deployed).toEqual({ a: "1", b: "2" });
});

test.each([
  [["/a.ts"], ["a"]],
  [["/shared.ts"], ["a", "b"]],
  [
    ["/a.ts", "/b.ts"],
    ["a", "b"],
  ],
  // As one is that a module of the documentation imports.
  [["/unknown.ts"], ["a", "b"]],
  [
    ["/a.ts", "/unknown.ts"],
    ["a", "b"],
  ],
])("bundles, where %j change, %j", async (files, names) => {
  const { bundled, update } = scene();
  await update();
  expect(await update(...files)).toEqual([]);
  expect(bundled.at(-1)).toEqual(names);
});

test("bundles what could not be bundled again, whatever changes", async () => {
  const { texts, bundled, deployed, update, breakCode } = scene();
  await update();
  breakCode(true);
  await expect(update("/a.ts")).rejects.toThrow("broken");
  breakCode(false);
  texts["a"] = "2";
  expect(await update("/b.ts")).toEqual(["a"]);
  expect(bundled.at(-1)).toEqual(["a", "b"]);
  expect(deployed["a"]).toBe("2");
});
