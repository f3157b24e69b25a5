import type { ReportFormat } from "../../../local/terminal/request-report";
import { watchReport } from "../../../local/watch/watch-report";

function told(format: ReportFormat): string[] {
  const lines: string[] = [];
  const report = watchReport({ format, directory: "/project", write: (text) => lines.push(text) });
  report.replaced(["search", "docs"], ["/project/functions/a.ts"]);
  report.failed(new Error("Build failed with 1 error:\nfunctions/a.ts:1:2: ERROR: Expected )"));
  report.startsAnew(["/project/index.ts", "/stacks/Pulumi.dev.yaml"]);
  return lines;
}

test("tells in lines of text", () => {
  expect(told("text")).toEqual([
    "functions/a.ts changed: now answered by it: search, docs\n",
    "error: functions/a.ts:1:3: Expected )\nThe service goes on with the code it had.\n",
    "index.ts, ../stacks/Pulumi.dev.yaml changed: starting anew\n",
  ]);
});

test("tells quietly of failures alone", () => {
  expect(told("quiet")).toEqual([expect.stringMatching(/^error: /)]);
});

test("tells in lines of JSON", () => {
  expect(told("json").map((line) => JSON.parse(line))).toEqual([
    { level: "info", message: "replaced", functions: ["search", "docs"], files: ["functions/a.ts"] },
    { level: "error", message: "not_replaced", reason: "functions/a.ts:1:3: Expected )" },
    { level: "info", message: "starting_anew", files: ["index.ts", "../stacks/Pulumi.dev.yaml"] },
  ]);
});

test("counts files where they are many", () => {
  const lines: string[] = [];
  const report = watchReport({ format: "text", directory: "/", write: (text) => lines.push(text) });
  report.startsAnew(["/a", "/b", "/c", "/d"]);
  expect(lines).toEqual(["4 files changed: starting anew\n"]);
});

test("says so where files changed while the deployment was being made", () => {
  const lines: string[] = [];
  const report = watchReport({ format: "text", directory: "/", write: (text) => lines.push(text) });
  report.replaced(["health"], []);
  expect(lines).toEqual(["what it was deployed of changed: now answered by it: health\n"]);
});
