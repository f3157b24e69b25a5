import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { LeftOutReason } from "../../../documents/left-out";
import { LeftOutReport } from "../../../tools/ingest/left-out-report";
import { ReportFile } from "../../../tools/ingest/report-file";
import { temporaryDirectory } from "../../helpers/temporary-directory";

const directory = temporaryDirectory();
const leftOut = (reason: LeftOutReason, path: string, line?: number) => ({
  path,
  reason,
  message: `${path} has a problem`,
  ...(line === undefined ? {} : { line }),
});

test("counts by reason with the first of each, faults first", () => {
  const report = new LeftOutReport({ warn: () => undefined });
  expect([report.describe(), report.count, report.hasFaults]).toEqual(["", 0, false]);
  for (let line = 1; line <= 2_500; line++) report.add(leftOut("hidden", `.${line}`));
  expect([report.count, report.hasFaults]).toEqual([2_500, false]);
  report.add(leftOut("bad_row", "a.jsonl", 7));
  expect([report.count, report.hasFaults]).toEqual([2_501, true]);
  expect(report.describe()).toBe(
    "Left out  1 of a row that is no passage: a.jsonl:7\n          2,500 hidden, with a dot first: first .1",
  );
});

test("warns of the first faults of each reason, and not of what rules leave out", () => {
  const warnings: string[] = [];
  const report = new LeftOutReport({ warn: (line) => warnings.push(line) });
  for (let number = 1; number <= 50; number++) {
    report.add(leftOut("excluded", "x"));
    report.add(leftOut("binary", `b${number}`));
    report.add(leftOut("unreadable", `u${number}`));
  }
  expect(warnings).toHaveLength(40);
  expect(warnings.slice(0, 2)).toEqual(["warning: b1 has a problem", "warning: u1 has a problem"]);
});

test("warns once of all that one glob names, and says the globs of faults in the end", () => {
  const warnings: string[] = [];
  const report = new LeftOutReport({ warn: (line) => warnings.push(line) });
  for (let number = 1; number <= 30; number++)
    report.add({ ...leftOut("unknown_format", `${number}.py`), glob: "*.py" });
  report.add({ ...leftOut("unknown_format", "a.zip"), glob: "*.zip" });
  report.add({ ...leftOut("media", "a.png"), glob: "./a.png" });
  report.add({ ...leftOut("unreadable", "a.md"), glob: "./a.md" });
  expect(warnings).toEqual([
    "warning: 1.py has a problem",
    "warning: a.zip has a problem",
    "warning: a.md has a problem",
  ]);
  expect(report.describe().split("\n")).toEqual([
    "Left out  31 of a format that is not read (--include reads text): first 1.py",
    "          1 that cannot be read: a.md",
    "          1 of images, sound, video or fonts: a.png",
    "If meant  --exclude '*.py' --exclude '*.zip' --exclude ./a.md",
  ]);
  for (let number = 1; number <= 30; number++) report.add({ ...leftOut("binary", `${number}`), glob: `./${number}` });
  expect(report.describe()).toMatch(/ --exclude \.\/9, and so on: --report FILE has the glob of each$/);
});

test.each<[LeftOutReason, boolean, boolean]>([
  ["hidden", false, false],
  ["media", false, false],
  ["blank", false, false],
  ["unknown_format", true, false],
  ["unreadable", true, true],
  ["too_large", true, true],
])("takes %s for a fault: %j, and for what may be stored: %j", (reason, isFault, mayBeStored) => {
  const report = new LeftOutReport({ warn: () => undefined });
  report.add(leftOut(reason, "x"));
  expect([report.hasFaults, report.mayHideStored]).toEqual([isFault, mayBeStored]);
});

test("does not pass on what a terminal obeys", () => {
  const warnings: string[] = [];
  const report = new LeftOutReport({ warn: (line) => warnings.push(line) });
  report.add(leftOut("binary", "a\u{1b}[2Jb\n"));
  expect(warnings).toEqual(["warning: a\\u001b[2Jb\\u000a has a problem"]);
  expect(report.describe()).toBe("Left out  1 binary: a\\u001b[2Jb\\u000a");
});

test("writes all of them to a file, beside what is counted elsewhere", () => {
  const path = join(directory, "report.jsonl");
  const file = new ReportFile(path);
  const report = new LeftOutReport({ file, warn: () => undefined });
  report.add(leftOut("binary", "b"));
  report.add(leftOut("hidden", ".h"));
  file.write(leftOut("failed", "f:1"));
  expect(report.count).toBe(2);
  const lines = readFileSync(path, "utf8").trim().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { ...leftOut("binary", "b"), fault: true },
    { ...leftOut("hidden", ".h"), fault: false },
    { ...leftOut("failed", "f:1"), fault: true },
  ]);
});
