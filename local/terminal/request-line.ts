import { printable } from "../../tools/command/printable";
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
  return `${paint("dim", clock(time))} ${method} ${printable(url)} ${paint(colourOf(status), String(status))} ${said}`;
}

function describe({ durationMs }: ServedRequest, log: RequestLog, paint: Paint): string {
  const { code, model, rerank, index, storage, unchanged, ignored_fields: fields, item_codes: items = {} } = log;
  const calls = Object.entries({ model, rerank, storage, index }).flatMap(([name, calls]) => {
    if (!calls) return [];
    const times = calls.calls > 1 ? ` × ${calls.calls}` : "";
    const repeated = calls.attempts > calls.calls ? ` (${calls.attempts} attempts)` : "";
    return [`${name} ${Math.round(calls.latency_ms)}${times}${repeated}`];
  });
  const tokens = model?.input_tokens ? [`${model.input_tokens} tokens`] : [];
  const kept = unchanged ? [`${unchanged} unchanged`] : [];
  const ignored = fields ? [`ignored ${fields.map(printable).join(", ")}`] : [];
  const failed = Object.entries(items).map(([code, count]) => `${count} × ${code}`);
  const details = [...calls, ...tokens, ...kept, ...ignored].map((detail) => paint("dim", `· ${detail}`));
  const fallback = rerank?.fallback ? [`not reranked: ${rerank.fallback}`] : [];
  const problems = [code ?? [], failed, fallback].flat().map((problem) => `· ${problem}`);
  return [`${Math.round(durationMs)} ms`, ...problems, ...details].join(" ");
}

/** Hours, minutes and seconds here. */
export function clock(time: Date): string {
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map((part) => String(part).padStart(2, "0")).join(":");
}

function colourOf(status: number): Parameters<Paint>[0] {
  if (status >= 500) return "red";
  return status >= 400 ? "yellow" : "green";
}
