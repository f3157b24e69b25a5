import { useRef, useState } from "preact/hooks";
import type { ListResponse } from "../../../functions/routes/list/response";
import { ErrorNotice } from "../../layout/error-notice";
import type { ViewProps } from "../../view";
import { parseMetadata } from "./parse-metadata";

/** Arguments of {@link StoreForm}. */
export interface StoreFormProps extends Pick<ViewProps, "api"> {
  /** What the id may begin with. */
  readonly prefix: string;
  readonly onStored: (id: string) => void;
}

/** A button, and what it opens: embeds and stores a text. Another embedding of the same id is replaced only when asked. */
export function StoreForm({ api, prefix, onStored }: StoreFormProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState("");
  const [id, setId] = useState("");
  const [metadata, setMetadata] = useState("");
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
    try {
      const parsed = parseMetadata(metadata);
      const name = id.trim();
      if (taken !== name && (await isStored(api, name))) return setTaken(name);
      const body = {
        text,
        store_in_s3: true,
        embedding_id: name,
        ...(parsed ? { metadata: parsed } : {}),
      };
      await api.send({ method: "POST", path: "/embeddings/generate", body });
      dialog.current?.close();
      setText("");
      setMetadata("");
      onStored(name);
    } catch (failed) {
      setError(failed);
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

/** Whether there is an embedding of an id: ids come in their order, and so it would be the first that begins with itself. */
async function isStored(api: ViewProps["api"], id: string): Promise<boolean> {
  const query = new URLSearchParams({ prefix: id, limit: "1" });
  const { embeddings } = await api.send<ListResponse>({ method: "GET", path: `/embeddings?${query}` });
  return embeddings[0]?.id === id;
}
