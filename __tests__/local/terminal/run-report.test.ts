import type { ScheduledRun } from "../../../local/schedules/local-schedules";
import type { ReportFormat } from "../../../local/terminal/request-report";
import { runReport } from "../../../local/terminal/run-report";

const done: ScheduledRun = {
  title: "sweep-expired",
  durationMs: 12.345,
  result: { deleted: 3, complete: true },
  log: '{"message":"sweep"}\n',
};
const failed: ScheduledRun = { title: "sweep-expired", durationMs: 2, error: new Error("the bucket\nfails") };

function reported(format: ReportFormat, run: ScheduledRun): string {
  const written: string[] = [];
  const now = () => new Date(2026, 0, 31, 9, 5, 7);
  runReport({ format, colours: false, write: (text) => written.push(text), now })(run);
  return written.join("");
}

test("tells as text what a run has done, or why it failed, in a line", () => {
  expect(reported("text", done)).toBe("09:05:07 schedule sweep-expired done 12 ms · deleted 3 · complete true\n");
  expect(reported("text", failed)).toMatch(/^09:05:07 schedule sweep-expired failed 2 ms · the bucket.*fails\n$/);
});

test("has the function's own line as JSON, and one where it failed", () => {
  expect(reported("json", done)).toBe('{"message":"sweep"}\n');
  expect(JSON.parse(reported("json", failed))).toEqual({
    level: "error",
    message: "run failed",
    function: "sweep-expired",
    latency_ms: 2,
    reason: "the bucket\nfails",
  });
});

test("tells nothing where it shall be quiet", () => {
  expect(reported("quiet", done) + reported("quiet", failed)).toBe("");
});
