import { useTypedText } from "../../layout/use-typed-text";

/** Where one types what the ids begin with; an arrow leads to the first of them. */
export function PrefixBox({
  prefix,
  onPrefix,
}: {
  readonly prefix: string;
  readonly onPrefix: (prefix: string) => void;
}) {
  const { input, text, type } = useTypedText({ value: prefix, onTyped: onPrefix });
  return (
    <input
      ref={input}
      type="search"
      class="prefix-box mono"
      aria-label="Ids that begin with"
      placeholder="Ids that begin with …"
      autocomplete="off"
      spellcheck={false}
      value={text}
      onInput={({ currentTarget }) => type(currentTarget.value, currentTarget.value.trim())}
      onKeyDown={(event) => {
        if (event.key === "Escape") type("");
        if (event.key !== "ArrowDown") return;
        event.preventDefault();
        document.querySelector<HTMLElement>(".ids a")?.focus();
      }}
    />
  );
}
