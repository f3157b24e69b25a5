import { useEffect, useRef, useState } from "preact/hooks";
import { ErrorNotice } from "../../layout/error-notice";
import { formatCount } from "../../layout/formats";
import type { ViewProps } from "../../view";
import { deleteBelow } from "./delete-below";

/** Arguments of {@link DeleteAllButton}. */
export interface DeleteAllButtonProps extends Pick<ViewProps, "api"> {
  /** What the ids begin with. */
  readonly prefix: string;
  /** Is told of how many have been deleted, also where others could not be. */
  readonly onDeleted: (count: number) => void;
}

/** How far one is: how many there are to delete, unless that failed, and then how many of them are gone. */
type Step =
  | { readonly name: "counting" | "uncounted" | "counted"; readonly count: number }
  | { readonly name: "deleting"; readonly count: number; readonly deleted: number };

/** Deletes all whose ids begin with a prefix, once the person has read how many those are. */
export function DeleteAllButton({ api, prefix, onDeleted }: DeleteAllButtonProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const running = useRef<AbortController>(undefined);
  const [step, setStep] = useState<Step>({ name: "counting", count: 0 });
  const [error, setError] = useState<unknown>();
  const stop = () => running.current?.abort();
  useEffect(() => stop, []);
  // That it closed is told late, when it may be open again.
  const stopClosed = () => {
    if (!dialog.current?.open) stop();
  };
  const run = async (isDryRun: boolean, onCount: (count: number) => void) => {
    stop();
    const controller = new AbortController();
    running.current = controller;
    setError(undefined);
    try {
      return await deleteBelow(api, { prefix, isDryRun, onCount, signal: controller.signal });
    } catch (reason) {
      if (!controller.signal.aborted) setError(reason);
      return undefined;
    }
  };
  const ask = async () => {
    dialog.current?.showModal();
    setStep({ name: "counting", count: 0 });
    const count = await run(true, (so) => setStep({ name: "counting", count: so }));
    setStep(count === undefined ? { name: "uncounted", count: 0 } : { name: "counted", count });
  };
  const remove = async ({ count }: Step) => {
    let deleted = 0;
    setStep({ name: "deleting", count, deleted });
    const all = await run(false, (soFar) => {
      deleted = soFar;
      setStep({ name: "deleting", count, deleted });
    });
    if (deleted > 0 || all !== undefined) onDeleted(deleted);
    if (all === undefined) setStep({ name: "counted", count: count - deleted });
    else dialog.current?.close();
  };
  return (
    <>
      <button type="button" class="danger" onClick={ask}>
        Delete all …
      </button>
      <dialog ref={dialog} class="confirm" aria-labelledby="delete-all-title" onClose={stopClosed}>
        <h2 id="delete-all-title">{titleOf(step)}</h2>
        <p class="confirm-id">{prefix}</p>
        <p>Of all whose ids begin so, texts, vectors and metadata are gone then, from the store and from search.</p>
        {error ? <ErrorNotice error={error} /> : null}
        <p class="dialog-actions">
          <button type="button" autofocus onClick={() => dialog.current?.close()}>
            {step.name === "deleting" ? "Stop" : "Keep them"}
          </button>
          <button
            type="button"
            class="danger primary"
            disabled={step.name !== "counted" || step.count === 0}
            onClick={() => remove(step)}
          >
            {step.name === "deleting" ? "Deleting …" : "Delete them"}
          </button>
        </p>
      </dialog>
    </>
  );
}

function titleOf(step: Step): string {
  const embeddings = step.count === 1 ? "1 embedding" : `${formatCount(step.count)} embeddings`;
  switch (step.name) {
    case "counting":
      return `Counting … ${step.count > 0 ? embeddings : ""}`;
    case "uncounted":
      return "They could not be counted";
    case "counted":
      return `Delete ${embeddings}?`;
    case "deleting":
      return `Deleted ${formatCount(step.deleted)} of ${embeddings}`;
  }
}
