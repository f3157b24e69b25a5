import { describeFailures, describeIngested, type Ingested } from "../../../tools/ingest/summary";

const outcomes: Ingested["outcomes"] = {
  stored: 2_345,
  unchanged: 0,
  truncated: 0,
  failures: [],
  inputTokens: 1_234_567,
  model: "amazon.titan-embed-text-v2:0",
};
const ingested = (changes: Partial<Ingested["outcomes"]> = {}, skipped = 0): Ingested => ({
  skipped,
  outcomes: { ...outcomes, ...changes },
  gone: { ids: [], option: "--prune", unknown: 0 },
  pruned: undefined,
  isComplete: true,
});
const failure = (id: string) => ({ passage: { id, text: "x", location: `docs.jsonl:${id}` }, reason: "422 no" });

test("says how many, how fast and for how much", () => {
  expect(describeIngested(ingested({ failures: [failure("1")] }, 12), 20)).toBe(`Stored   2,345 passages
Skipped  12, stored before: --restart sends them again
Failed   1
Time     20 s, 117.3 passages a second
Tokens   1,234,567 of amazon.titan-embed-text-v2:0, $0.0247 at $0.02 per million`);
});

test("says how many the store had as they are", () => {
  expect(describeIngested(ingested({ unchanged: 3 }), 20)).toMatch(
    /^Stored {5}2,345 passages\nUnchanged {2}3, which the store had as they are\nSkipped {4}0\n/,
  );
});

test.each([
  [
    { pruned: undefined, isComplete: true },
    "Gone     7 passages stored and no longer in these files: --prune deletes them",
  ],
  [
    { pruned: undefined, isComplete: false },
    "Gone     7 passages stored and no longer in these files: none is pruned while something cannot be read",
  ],
  [{ pruned: 6, isComplete: true }, "Pruned   6, no longer in these files"],
])("says what is gone from the files: %j", (changes, row) => {
  const gone = { ids: Array.from("abcdefg"), option: "--prune", unknown: 0 } as const;
  expect(describeIngested({ ...ingested(), gone, ...changes }, 20).split("\n")).toContain(row);
});

test("says how much nobody remembers, and what would delete it", () => {
  const gone = { ids: [], option: "--prune", unknown: 1_234 } as const;
  expect(describeIngested({ ...ingested(), gone, pruned: 0 }, 20)).toMatch(
    /^Unknown {2}1,234 below the prefix are not in these files, and of no run that is remembered: --prune-prefix deletes them$/m,
  );
});

test("says how many were cut", () => {
  expect(describeIngested(ingested({ truncated: 3 }), 20)).toMatch(
    /^Stored {3}2,345 passages, 3 of them without the end of a text that is too long for the model\n/,
  );
});

test.each([
  ["amazon.titan-embed-text-v1", "1,234,567 of amazon.titan-embed-text-v1, $0.1235 at $0.10 per million"],
  ["acme.embed", "1,234,567 of acme.embed, whose price is not known here"],
  ["constructor", "1,234,567 of constructor, whose price is not known here"],
])("knows what %s costs, or that it does not", (model, expected) => {
  expect(describeIngested(ingested({ model }), 1)).toContain(`Tokens   ${expected}`);
});

test("names no model where none was called", () => {
  expect(describeIngested(ingested({ stored: 0, inputTokens: 0, model: undefined }), 0)).toMatch(
    /Time {5}0\.0 s\nTokens {3}0$/,
  );
});

test("names failures with place and reason, and not without end", () => {
  expect(describeFailures([failure("1"), failure("2")])).toBe("docs.jsonl:1 (1): 422 no\ndocs.jsonl:2 (2): 422 no");
  const lines = describeFailures(Array.from({ length: 1_200 }, (_, index) => failure(String(index)))).split("\n");
  expect([lines.length, lines.at(-1)]).toEqual([101, "and 1,100 more"]);
});
