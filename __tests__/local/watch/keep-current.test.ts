import { keepCurrent } from "../../../local/watch/keep-current";

/** What is told while these files change, one after the other. */
async function told(
  changes: readonly string[],
  update: (changed: ReadonlySet<string>) => Promise<readonly string[]>,
  { checkStart = async () => {}, before = [] }: { checkStart?: () => Promise<void>; before?: readonly string[] } = {},
) {
  const lines: string[] = [];
  const queue = changes.map((file) => new Set([file]));
  const next = async () => queue.shift() ?? new Set(["stack.yaml"]);
  let first: readonly string[] | undefined;
  const deployed = await keepCurrent({
    code: { update },
    changes: { take: () => new Set(before), next },
    isDeployed: (file) => file.endsWith(".yaml"),
    checkStart,
    onCurrent: async () => {
      first = [...lines];
    },
    onReplaced: (functions, files) => lines.push(`${functions} of ${files}`),
    onFailed: (error) => lines.push(String(error)),
  });
  return { first, lines, deployed };
}

test("has the functions follow each change, first those while they were deployed, until more than they has changed", async () => {
  const updated: string[][] = [];
  const result = await told(["a.ts", "b.ts"], async (changed) => {
    updated.push([...changed]);
    return changed.has("b.ts") ? ["search", "docs"] : [];
  });
  expect(updated).toEqual([[], ["a.ts"], ["b.ts"]]);
  expect(result).toEqual({ first: [], lines: ["search,docs of b.ts"], deployed: ["stack.yaml"] });
});

test("has them follow, before it is current, what changed while they were deployed", async () => {
  const update = async (changed: ReadonlySet<string>) => (changed.size > 0 ? ["health"] : []);
  expect((await told([], update, { before: ["early.ts"] })).first).toEqual(["health of early.ts"]);
});

test("is never current where something has changed meanwhile of which more is made", async () => {
  const result = await told(["never.ts"], async () => [], { before: ["early.yaml"] });
  expect(result).toEqual({ first: undefined, lines: [], deployed: ["early.yaml"] });
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
  const result = await told(["one.yaml", "two.yaml", "missing.ts"], async () => [], { checkStart });
  expect(result).toEqual({
    first: [],
    lines: ["Error: half written", "Error: a file is missing"],
    deployed: ["one.yaml", "two.yaml"],
  });
});
