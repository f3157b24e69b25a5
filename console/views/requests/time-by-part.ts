import type { RecordedCalls, RecordedRequest } from "../../requests/recorded-request";

/** A part of the time that a request took. */
export interface TimePart {
  readonly name: "model" | "rerank" | "storage" | "index" | "rest";
  readonly calls: RecordedCalls | undefined;
  /** Of all its calls, which may overlap, in milliseconds. */
  readonly ms: number;
  /** Of the whole, from 0 to 1. */
  readonly share: number;
}

type Timed = Pick<RecordedRequest, "durationMs" | "model" | "rerank" | "storage" | "index">;

/** What a request spent its time on. Where calls overlapped, they share it as they would have taken it one after another. */
export function timeByPart({ durationMs, model, rerank, storage, index }: Timed): TimePart[] {
  const parts = Object.entries({ model, rerank, storage, index }).flatMap(([name, calls]) =>
    calls ? [{ name: name as TimePart["name"], calls, ms: calls.latency_ms * calls.calls }] : [],
  );
  const calledMs = parts.reduce((sum, { ms }) => sum + ms, 0);
  const restMs = Math.max(0, durationMs - calledMs);
  const wholeMs = calledMs + restMs || 1;
  return [...parts, { name: "rest" as const, calls: undefined, ms: restMs }].map((part) => ({
    ...part,
    share: part.ms / wholeMs,
  }));
}
