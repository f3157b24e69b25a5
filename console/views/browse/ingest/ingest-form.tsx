import { useLayoutEffect, useState } from "preact/hooks";
import type { IngestRun } from "./ingest-run";

/** What one may say of a run, as the options of the command have it. */
export type IngestFields = Parameters<IngestRun["begin"]>[0];

/** Arguments of {@link IngestForm}. */
export interface IngestFormProps {
  readonly run: IngestRun;
  /** What ids begin with unless the person says otherwise. */
  readonly prefix: string;
  readonly onBegin: (options: IngestFields) => void;
}

/** Asks what is to be done with what was dropped, before it is. */
export function IngestForm({ run, prefix, onBegin }: IngestFormProps) {
  const [fields, setFields] = useState({ prefix, include: "", exclude: "", encoding: "" });
  // Before anything can be typed, which it would replace.
  useLayoutEffect(() => setFields((known) => ({ ...known, prefix })), [run.dropped]);
  const field = (name: keyof typeof fields, label: string, hint: string) => (
    <label>
      {label} <small>{hint}</small>
      <input
        type="text"
        class="mono"
        autocomplete="off"
        spellcheck={false}
        value={fields[name]}
        onInput={({ currentTarget: { value } }) => setFields((known) => ({ ...known, [name]: value }))}
      />
    </label>
  );
  return (
    <form
      class="ingest"
      aria-label="Ingest"
      onSubmit={(event) => {
        event.preventDefault();
        const { include, exclude, encoding, prefix: given } = fields;
        const globs = (text: string) => text.split(/[\s,]+/).filter((glob) => glob !== "");
        onBegin({
          prefix: given.trim(),
          include: globs(include),
          exclude: globs(exclude),
          encoding: encoding.trim() || undefined,
        });
      }}
    >
      <h2>Add {describeRoots(run.dropped.roots)}</h2>
      {field("prefix", "Prefix", "what all ids begin with, such as guide:")}
      <details>
        <summary>Options</summary>
        {field("include", "Include", "read only what matches, such as *.rst, as text where its format is not known")}
        {field("exclude", "Exclude", "leave out what matches, such as drafts")}
        {field("encoding", "Encoding", "of texts that are not UTF-8, such as windows-1252")}
      </details>
      <details>
        <summary>
          What differs from <code>npm run ingest</code>
        </summary>
        <ul class="ingest-differences">
          <li>
            Files are found, read, cut and named by the same code, so that ids and what is stored are the same. The
            other options of the command have their defaults.
          </li>
          <li>
            Nothing is remembered of a run. Drop the same files once more to go on: they are read again, and what is
            stored as it is stays, without being embedded.
          </li>
          <li>What is stored and no longer in the files stays: only the command prunes.</li>
          <li>
            Of <code>.gitignore</code>, those in the folder count, and not those above it. Links are followed by the
            browser.
          </li>
          <li>
            A file that takes more than 60 s to parse is left out; how much memory it may take is up to the browser.
          </li>
          <li>It goes on while you look at another view, and ends when this page is closed.</li>
        </ul>
      </details>
      <p class="dialog-actions">
        <button type="button" onClick={run.cancel}>
          Cancel
        </button>
        <button type="submit" class="primary">
          Embed and store
        </button>
      </p>
    </form>
  );
}

function describeRoots(roots: readonly string[]): string {
  const named = roots.slice(0, 3).join(", ");
  return roots.length > 3 ? `${named} and ${(roots.length - 3).toLocaleString("en")} more` : named;
}
