import { keepCurrent } from "../../../local/watch/keep-current";

/** What is told while these files change, one after the other. */
async function told(
  changes: readonly string[],
  update: (changed: ReadonlySet<string>) => Promise<readonly string[]>,
  checkStart = async () => {},
) {
  const lines: string[] = [];
  const queue = changes.map((file) => new Set([file]));
  const next = async () => queue.shift() ?? new Set(["stack.yaml"]);
  const deployed = await keepCurrent({
    code: { update },
    changes: { next },
    isDeployed: (file) => file.endsWith(".yaml"),
    checkStart,
    onReplaced: (functions, files) => lines.push(`${functions} of ${files}`),
    onFailed: (error) => lines.push(String(error)),
  });
  return { lines, deployed };
}

test("has the functions follow each change, first those while they were deployed, until more than they has changed", async () => {
  const updated: string[][] = [];
  const result = await told(["a.ts", "b.ts"], async (changed) => {
    updated.push([...changed]);
    return changed.has("b.ts") ? ["search", "docs"] : [];
  });
  expect(updated).toEqual([[], ["a.ts"], ["b.ts"]]);
  expect(result).toEqual({ lines: ["search,docs of b.ts"], deployed: ["stack.yaml"] });
});

test("goes on where there is no new code, and says why", async () => {
  const update = async (changed: ReadonlySet<string>) => {
    if (changed.has("a.ts")) throw new Error("a.ts:1:2: Expected )");
    return [...changed];
  };
  expect((await told(["a.ts", "b.ts"], update)).lines).toEqual(["Error: a.ts:1:2: Expected )", "b.ts of b.ts"]);
});

test("goes on while what has changed cannot be started, and starts it as soon as it can be, whatever file that takes", async () => {
  const outcomes = [new Error("half written"), new Error("a file is missing"), undefined];
  const checkStart = async () => {
    const outcome = outcomes.shift();
    if (outcome) throw outcome;
  };
  const result = await told(["one.yaml", "two.yaml", "missing.ts"], async () => [], checkStart);
  expect(result).toEqual({
    lines: ["Error: half written", "Error: a file is missing"],
    deployed: ["one.yaml", "two.yaml"],
  });
});
