import type { Paint } from "./colours";
import type { RequestLog } from "./request-log";
import type { ServedRequest } from "./served-request";

/** How much of a path is shown. */
const maxUrlCharacters = 120;

/** A request as one line: when, what, how it was answered, and how long that took, or why it was refused. */
export function requestLine(request: ServedRequest, log: RequestLog, time: Date, paint: Paint): string {
  const { method, status, reason } = request;
  const url = request.url.length > maxUrlCharacters ? `${request.url.slice(0, maxUrlCharacters)}…` : request.url;
  const said = reason === undefined ? describe(request, log, paint) : printable(reason);
  return `${paint("dim", clock(time))} ${method} ${url} ${paint(colourOf(status), String(status))} ${said}`;
}

function describe({ durationMs }: ServedRequest, log: RequestLog, paint: Paint): string {
  const { code, model, index, storage, item_codes: items = {} } = log;
  const calls = Object.entries({ model, storage, index }).flatMap(([name, calls]) => {
    if (!calls) return [];
    const attempts = calls.attempts > 1 ? ` (${calls.attempts} attempts)` : "";
    return [`${name} ${Math.round(calls.latency_ms)}${attempts}`];
  });
  const tokens = model?.input_tokens ? [`${model.input_tokens} tokens`] : [];
  const failed = Object.entries(items).map(([code, count]) => `${count} × ${code}`);
  const details = [...calls, ...tokens].map((detail) => paint("dim", `· ${detail}`));
  const problems = [code ?? [], failed].flat().map((problem) => `· ${problem}`);
  return [`${Math.round(durationMs)} ms`, ...problems, ...details].join(" ");
}

/** A text that may quote what a client sent, without what a terminal would take for commands. */
function printable(text: string): string {
  return text.replace(/[^\P{Cc}\n]/gu, "�");
}

/** Hours, minutes and seconds here. */
function clock(time: Date): string {
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map((part) => String(part).padStart(2, "0")).join(":");
}

function colourOf(status: number): Parameters<Paint>[0] {
  if (status >= 500) return "red";
  return status >= 400 ? "yellow" : "green";
}
