import { useRef } from "preact/hooks";
import { take } from "./ingest-run";
import { readChosen } from "./read-dropped";

/** What one cannot or will not drop, chosen in the browser's dialog. */
export function AddFiles() {
  return (
    <>
      <Choose label="Add files" isFolder={false} />
      <Choose label="Add a folder" isFolder={true} />
    </>
  );
}

function Choose({ label, isFolder }: { readonly label: string; readonly isFolder: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" onClick={() => input.current?.click()}>
        {label}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        multiple={!isFolder}
        // By its name in markup, where there is no other: https://developer.mozilla.org/en-US/docs/Web/API/HTMLInputElement/webkitdirectory
        {...(isFolder ? { webkitdirectory: true } : {})}
        onChange={({ currentTarget }) => {
          take(readChosen([...(currentTarget.files ?? [])]));
          // So that the same can be chosen once more.
          currentTarget.value = "";
        }}
      />
    </>
  );
}
