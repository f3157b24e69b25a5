import type { IngestState } from "../../../workers/ingest-messages";
import { Facts } from "../facts";
import { Warnings } from "./warnings";

/** Arguments of {@link IngestEnd}. */
export interface IngestEndProps {
  readonly state: IngestState;
  /** The address of what it has stored. */
  readonly href: string;
  readonly onClose: () => void;
}

/** What became of all that was dropped, as the command says it in the end. */
export function IngestEnd({ state, href, onClose }: IngestEndProps) {
  const { summary, problem, isCancelled, warnings } = state;
  const { rows = [], leftOut = [], failures = [] } = summary ?? {};
  return (
    <section class="ingest" aria-label="Ingest">
      <h2>{problem ? "Not all is stored" : isCancelled ? "Stopped" : "Done"}</h2>
      {problem ? (
        <p class="notice" role="alert">
          {problem}
        </p>
      ) : null}
      {isCancelled ? <p>Drop the same files once more to go on: what is stored is not embedded again.</p> : null}
      {rows.length > 0 ? <Facts rows={rows} /> : null}
      {leftOut.length > 0 ? (
        <>
          <h3>Left out</h3>
          <ul class="ingest-left-out" aria-label="Left out">
            {leftOut.map(({ says, isFault, count, first }) => (
              <li key={says} class={isFault ? "fault" : ""}>
                {count.toLocaleString("en")} {says}: {count > 1 ? "first " : ""}
                {first}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <Warnings warnings={warnings} />
      {failures.length > 0 ? (
        <>
          <h3>Failed</h3>
          <ul class="ingest-warnings" aria-label="Failed">
            {failures.map((failure) => (
              <li key={failure}>{failure}</li>
            ))}
          </ul>
        </>
      ) : null}
      <p class="dialog-actions">
        <a href={href}>Show what is stored</a>
        <button type="button" onClick={onClose}>
          Close
        </button>
      </p>
    </section>
  );
}
