import { useState } from "preact/hooks";
import type { ConsoleClient } from "../../../api/console-client";
import { browseHref } from "../browse-address";
import { IngestEnd } from "./ingest-end";
import { type IngestFields, IngestForm } from "./ingest-form";
import { close, useIngestRun } from "./ingest-run";
import { Warnings } from "./warnings";

/** Arguments of {@link IngestPanel}. */
export interface IngestPanelProps {
  readonly api: ConsoleClient;
  /** What ids begin with unless the person says otherwise. */
  readonly prefix: string;
}

/** What becomes of what was dropped: asked, read, stored, and said in the end. */
export function IngestPanel({ api, prefix }: IngestPanelProps) {
  const run = useIngestRun();
  const [used, setUsed] = useState("");
  if (!run) return null;
  const { state } = run;
  if (!state) {
    const begin = (options: IngestFields) => {
      setUsed(options.prefix);
      run.begin(options, api);
    };
    return <IngestForm run={run} prefix={prefix} onBegin={begin} />;
  }
  const { step, line, done, total } = state;
  if (step === "ended") return <IngestEnd state={state} href={browseHref({ prefix: used })} onClose={close} />;
  return (
    <section class="ingest" aria-label="Ingest">
      <h2>{step === "reading" ? "Reading" : "Storing"}</h2>
      <progress aria-label="Passages stored" max={total || 1} {...(step === "storing" ? { value: done } : {})} />
      <p class="first-progress">
        <span class="ingest-line">{line}</span>
        <button type="button" onClick={run.cancel}>
          Stop
        </button>
      </p>
      <Warnings warnings={state.warnings} />
    </section>
  );
}
