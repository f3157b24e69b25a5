import { errorMessage } from "../../common/caught-error";
import { printable } from "../../tools/command/printable";
import type { ScheduledRun } from "../schedules/local-schedules";
import { painter } from "./colours";
import { clock } from "./request-line";
import type { RequestReportArgs } from "./request-report";

/** What reports each run of a function by its schedule, in the formats of requests. */
export function runReport({
  format,
  colours,
  write,
  now = () => new Date(),
}: Omit<RequestReportArgs, "sourceStack">): (run: ScheduledRun) => void {
  switch (format) {
    case "text":
      return (run) => {
        const paint = painter(colours);
        const time = paint("dim", clock(now()));
        const outcome = run.error === undefined ? paint("green", "done") : paint("red", "failed");
        write(`${time} schedule ${run.title} ${outcome} ${describe(run)}\n`);
      };
    case "json":
      return ({ title, durationMs, log, error }) => {
        if (log !== undefined) write(log);
        if (error === undefined) return;
        const latency_ms = Math.round(durationMs * 100) / 100;
        const line = {
          level: "error",
          message: "run failed",
          function: title,
          latency_ms,
          reason: errorMessage(error),
        };
        write(`${JSON.stringify(line)}\n`);
      };
    case "quiet":
      return () => {};
  }
}

function describe({ durationMs, result, error }: ScheduledRun): string {
  const told = Object.entries(result ?? {}).map(([name, value]) => `· ${name} ${String(value)}`);
  const said = error === undefined ? told : [`· ${printable(errorMessage(error))}`];
  return [`${Math.round(durationMs)} ms`, ...said].join(" ");
}
