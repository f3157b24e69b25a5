import { useEffect, useState } from "preact/hooks";
import type { ConsoleClient } from "../../../api/console-client";
import type { Dropped } from "../../../workers/dropped";
import type { FromIngestWorker, IngestRequest, IngestState, ToIngestWorker } from "../../../workers/ingest-messages";

/** What was dropped, and what becomes of it. */
export interface IngestRun {
  readonly dropped: Dropped;
  /** Undefined until it is begun. */
  readonly state: IngestState | undefined;
  begin(request: Omit<IngestRequest, "dropped">, api: ConsoleClient): void;
  /** Ends it after the requests under way. */
  cancel(): void;
}

/** Is told of each change. */
const listeners = new Set<() => void>();

/** Of all views: a run goes on while one looks at another. */
let current: IngestRun | undefined;

/** Takes what was dropped, unless another run is under way; its worker is loaded while the person looks at the options. */
export function take(dropped: Dropped): void {
  if (isUnderWay() || dropped.roots.length === 0) return;
  const worker = new Worker("/console/workers/ingest-worker.js", { type: "module" });
  const tell = (message: ToIngestWorker) => worker.postMessage(message);
  let state: IngestState | undefined;
  const show = (next: IngestState) => {
    state = next;
    if (state.step === "ended") worker.terminate();
    set({ ...run, state });
  };
  const run: IngestRun = {
    dropped,
    state: undefined,
    begin: (request, api) => {
      const authorize = (isRefused: boolean) => api.authorizationFor({ isRefused });
      worker.addEventListener("message", ({ data }: MessageEvent<FromIngestWorker>) => {
        if (data !== "refused") return show(data);
        // Where there is none any more, it says so itself.
        authorize(true)
          .catch(() => authorize(false))
          .then((authorization) => tell({ authorization }));
      });
      show({ step: "reading", line: "Looking at what was dropped", total: 0, done: 0, warnings: [] });
      authorize(false).then((authorization) => tell({ start: { ...request, dropped }, authorization }));
    },
    cancel: () => {
      if (state) tell("cancel");
      else worker.terminate();
      if (!state) set(undefined);
    },
  };
  worker.addEventListener("error", ({ message }) => {
    const { line = "", total = 0, done = 0, warnings = [] } = state ?? {};
    show({ step: "ended", line, total, done, warnings, problem: `The reader of files does not run: ${message}` });
  });
  set(run);
}

/** Takes away what has ended. */
export function close(): void {
  if (!isUnderWay()) set(undefined);
}

/** Whether files are read or stored. */
export function isUnderWay(): boolean {
  return current?.state !== undefined && current.state.step !== "ended";
}

/** The run, as it is now. */
export function useIngestRun(): IngestRun | undefined {
  const [run, setRun] = useState(current);
  useEffect(() => {
    const read = () => setRun(current);
    read();
    listeners.add(read);
    return () => {
      listeners.delete(read);
    };
  }, []);
  return run;
}

function set(run: IngestRun | undefined): void {
  current = run;
  removeEventListener("beforeunload", warn);
  if (isUnderWay()) addEventListener("beforeunload", warn);
  for (const listener of listeners) listener();
}

/** Asks before the page is left: the run would end. */
function warn(event: Event): void {
  event.preventDefault();
}
