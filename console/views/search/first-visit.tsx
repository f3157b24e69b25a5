import { useEffect, useRef, useState } from "preact/hooks";
import type { ListResponse } from "../../../functions/routes/list/response";
import { ownJson } from "../../api/own-json";
import { ErrorNotice } from "../../layout/error-notice";
import type { Sample } from "../../sample";
import type { ViewProps } from "../../view";
import { loadSample } from "./load-sample";
import { emptySearch, searchHref } from "./search-address";

/** How far one is. */
type Step =
  | { readonly name: "looking" | "empty" | "filled" }
  | { readonly name: "loading"; readonly stored: number; readonly total: number }
  | { readonly name: "loaded"; readonly questions: readonly string[] }
  | { readonly name: "failed"; readonly error: unknown; readonly retry: () => void };

/** Arguments of {@link FirstVisit}. */
export interface FirstVisitProps extends Pick<ViewProps, "api" | "session"> {
  /** Whether there is something else to see. */
  readonly isQuiet: boolean;
  /** Is told that the sample is stored. */
  readonly onLoaded: () => void;
}

/** Where nothing is searched: what to begin with, which is a sample where nothing is stored. */
export function FirstVisit({ api, session, isQuiet, onLoaded }: FirstVisitProps) {
  const [step, setStep] = useState<Step>({ name: "looking" });
  const loading = useRef<AbortController>(undefined);
  const look = () => {
    setStep({ name: "looking" });
    api.send<ListResponse>({ method: "GET", path: "/embeddings?limit=1", isBackground: true }).then(
      // An answer without an id need not be the last.
      ({ embeddings, next_cursor: next }) => setStep({ name: embeddings.length > 0 || next ? "filled" : "empty" }),
      (error) => setStep({ name: "failed", error, retry: look }),
    );
  };
  const load = async () => {
    const controller = new AbortController();
    loading.current = controller;
    try {
      setStep({ name: "loading", stored: 0, total: 0 });
      const sample = await ownJson<Sample>("sample.json");
      const total = sample.passages.length;
      setStep({ name: "loading", stored: 0, total });
      const onProgress = (stored: number) => setStep({ name: "loading", stored, total });
      await loadSample(api, sample, { onProgress, signal: controller.signal });
      setStep({ name: "loaded", questions: sample.questions });
      onLoaded();
    } catch (error) {
      if (controller.signal.aborted) look();
      else setStep({ name: "failed", error, retry: load });
    }
  };
  useEffect(() => {
    look();
    return () => loading.current?.abort();
  }, [api]);
  if (isQuiet && step.name !== "loading") return null;
  switch (step.name) {
    case "looking":
      return null;
    case "failed":
      return <ErrorNotice error={step.error} onRetry={step.retry} />;
    case "filled":
      return <p class="none">Results come as you type: by what texts mean, and by their words.</p>;
    case "empty":
      return (
        <section class="first">
          <h2>Nothing is stored yet</h2>
          {session.documents.includes("sample.json") ? (
            <>
              <p>
                Load the project’s own documentation as a sample, and ask it something. It takes a moment, and stays on
                this deployment.
              </p>
              <p>
                <button type="button" class="primary" onClick={load}>
                  Load the sample
                </button>
              </p>
            </>
          ) : null}
          <p class="first-own">
            Your own documents: drop them on <a href="#/browse">Browse</a>, or from a terminal{" "}
            <code>npm run ingest -- FOLDER</code>
          </p>
        </section>
      );
    case "loading":
      return (
        <section class="first" aria-label="Loading the sample">
          <h2>Embedding the sample</h2>
          <progress aria-label="Passages stored" {...(step.total > 0 ? { max: step.total, value: step.stored } : {})} />
          <p class="first-progress">
            {step.total > 0 ? `${step.stored} of ${step.total} passages` : "Reading the pages …"}
            <button type="button" onClick={() => loading.current?.abort()}>
              Cancel
            </button>
          </p>
        </section>
      );
    case "loaded":
      return (
        <section class="first">
          <h2>Ask it something</h2>
          <ul class="questions">
            {step.questions.map((question) => (
              <li key={question}>
                <a href={searchHref({ ...emptySearch, query: question })}>{question}</a>
              </li>
            ))}
          </ul>
        </section>
      );
  }
}
