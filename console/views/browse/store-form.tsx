import { useRef, useState } from "preact/hooks";
import { ApiError } from "../../api/api-error";
import { ErrorNotice } from "../../layout/error-notice";
import type { ViewProps } from "../../view";
import { parseMetadata } from "./parse-metadata";

/** Arguments of {@link StoreForm}. */
export interface StoreFormProps extends Pick<ViewProps, "api"> {
  /** What the id may begin with. */
  readonly prefix: string;
  /** Is told of the id, and whether the person still waits for it. */
  readonly onStored: (id: string, isAwaited: boolean) => void;
}

/** A button, and what it opens: embeds and stores a text. Another embedding of the same id is replaced only when asked. */
export function StoreForm({ api, prefix, onStored }: StoreFormProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState("");
  const [id, setId] = useState("");
  const [metadata, setMetadata] = useState("");
  /** In the zone of whoever types, without saying so. */
  const [expiresAt, setExpiresAt] = useState("");
  /** The id that there is already. */
  const [taken, setTaken] = useState("");
  const [isStoring, setStoring] = useState(false);
  const [error, setError] = useState<unknown>();
  const open = () => {
    setError(undefined);
    setTaken("");
    setId(prefix);
    dialog.current?.showModal();
  };
  const store = async () => {
    setStoring(true);
    setError(undefined);
    const name = id.trim();
    try {
      const parsed = parseMetadata(metadata);
      const body = {
        text,
        store_in_s3: true,
        embedding_id: name,
        ...(parsed ? { metadata: parsed } : {}),
        ...(expiresAt ? { expires_at: new Date(expiresAt).toISOString() } : {}),
      };
      // By the API, so that nothing comes between the look and the write.
      const headers = taken === name ? {} : { "if-none-match": "*" };
      await api.send({ method: "POST", path: "/embeddings/generate", body, headers });
      const isAwaited = dialog.current?.open ?? false;
      dialog.current?.close();
      setText("");
      setMetadata("");
      setExpiresAt("");
      onStored(name, isAwaited);
    } catch (failed) {
      if (failed instanceof ApiError && failed.code === "embedding_exists") setTaken(name);
      else setError(failed);
    } finally {
      setStoring(false);
    }
  };
  const isReplacing = taken !== "" && taken === id.trim();
  return (
    <>
      <button type="button" onClick={open}>
        New text
      </button>
      <dialog ref={dialog} class="store-form" aria-labelledby="store-title">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (!isStoring) void store();
          }}
        >
          <h2 id="store-title">Store a text</h2>
          <label>
            Text
            <textarea rows={8} required value={text} onInput={({ currentTarget }) => setText(currentTarget.value)} />
          </label>
          <label>
            Id <small>letters, digits and . _ : @ = + -</small>
            <input
              type="text"
              class="mono"
              required
              autocomplete="off"
              spellcheck={false}
              value={id}
              onInput={({ currentTarget }) => setId(currentTarget.value)}
            />
          </label>
          <label>
            Metadata{" "}
            <small>
              JSON, such as {"{"}"page": 7, "tags": "guide"{"}"}; may be empty
            </small>
            <textarea
              class="mono"
              rows={3}
              spellcheck={false}
              value={metadata}
              onInput={({ currentTarget }) => setMetadata(currentTarget.value)}
            />
          </label>
          <label>
            Expires <small>when it is gone, by your clock; may be empty</small>
            <input
              type="datetime-local"
              value={expiresAt}
              onInput={({ currentTarget }) => setExpiresAt(currentTarget.value)}
            />
          </label>
          {isReplacing ? (
            <p class="warning" role="alert">
              There is an embedding <code>{taken}</code> already: storing this replaces it.
            </p>
          ) : null}
          {error ? <ErrorNotice error={error} /> : null}
          <p class="dialog-actions">
            <button type="button" onClick={() => dialog.current?.close()}>
              Cancel
            </button>
            <button type="submit" class="primary" disabled={isStoring}>
              {isStoring ? "Storing …" : isReplacing ? "Replace it" : "Store it"}
            </button>
          </p>
        </form>
      </dialog>
    </>
  );
}
