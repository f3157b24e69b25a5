import type { ConsoleAuthorization } from "../session";
import type { Dropped } from "./dropped";

/** What a run is asked for, as the options of `npm run ingest` have it. */
export interface IngestRequest {
  readonly dropped: Dropped;
  /** What all ids begin with. */
  readonly prefix: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Of texts that are not UTF-8 and have no byte order mark; undefined where they are left out. */
  readonly encoding: string | undefined;
}

/** What the worker is told: to begin, how its requests are authorized from now on, or to end. */
export type ToIngestWorker =
  | { readonly start: IngestRequest; readonly authorization: ConsoleAuthorization | null }
  | { readonly authorization: ConsoleAuthorization | null }
  | "cancel";

/** What it tells: how far it is, or that it is no longer authorized. */
export type FromIngestWorker = IngestState | "refused";

/** What was left out for one reason. */
export interface LeftOutCount {
  readonly says: string;
  readonly isFault: boolean;
  readonly count: number;
  readonly first: string;
}

/** What became of all, as the command says it in the end. */
export interface IngestSummary {
  readonly rows: readonly (readonly [of: string, says: string])[];
  readonly leftOut: readonly LeftOutCount[];
  /** The first of those that the API did not take, each with its place and its reason. */
  readonly failures: readonly string[];
}

/** How far a run is. */
export interface IngestState {
  readonly step: "reading" | "storing" | "ended";
  /** What it is doing, in a line. */
  readonly line: string;
  /** Of passages; 0 until it is known how many there are. */
  readonly total: number;
  readonly done: number;
  /** Faults of files, as the command says them at once. */
  readonly warnings: readonly string[];
  /** Once something was sent. */
  readonly summary?: IngestSummary;
  /** Why it ended before all was done. */
  readonly problem?: string;
  readonly isCancelled?: boolean;
}
