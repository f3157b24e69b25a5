import { useRef, useState } from "preact/hooks";
import { ErrorNotice } from "../../layout/error-notice";
import type { ViewProps } from "../../view";
import { requestOf } from "./use-stored";

/** Arguments of {@link DeleteButton}. */
export interface DeleteButtonProps extends Pick<ViewProps, "api"> {
  readonly id: string;
  readonly onDeleted: () => void;
}

/** Deletes an embedding, once the person has read which. */
export function DeleteButton({ api, id, onDeleted }: DeleteButtonProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [isDeleting, setDeleting] = useState(false);
  const [error, setError] = useState<unknown>();
  const remove = () => {
    setDeleting(true);
    setError(undefined);
    api
      .send(requestOf(id, "DELETE"))
      .then(() => {
        dialog.current?.close();
        onDeleted();
      }, setError)
      .finally(() => setDeleting(false));
  };
  const ask = () => {
    setError(undefined);
    dialog.current?.showModal();
  };
  return (
    <>
      <button type="button" class="danger" onClick={ask}>
        Delete …
      </button>
      <dialog ref={dialog} class="confirm" aria-labelledby="delete-title">
        <h2 id="delete-title">Delete this embedding?</h2>
        <p class="confirm-id">{id}</p>
        <p>Its text, its vector and its metadata are gone then, from the store and from search.</p>
        {error ? <ErrorNotice error={error} /> : null}
        <p class="dialog-actions">
          <button type="button" autofocus onClick={() => dialog.current?.close()}>
            Keep it
          </button>
          <button type="button" class="danger primary" disabled={isDeleting} onClick={remove}>
            {isDeleting ? "Deleting …" : "Delete it"}
          </button>
        </p>
      </dialog>
    </>
  );
}
