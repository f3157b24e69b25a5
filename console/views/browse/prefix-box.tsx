import { useEffect, useRef, useState } from "preact/hooks";
import { isTyping } from "../../layout/is-typing";

/** After the last key the ids are listed, in milliseconds. */
const debounceMs = 200;

/** Where one types what the ids begin with; an arrow leads to the first of them. */
export function PrefixBox({
  prefix,
  onPrefix,
}: {
  readonly prefix: string;
  readonly onPrefix: (prefix: string) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [text, setText] = useState(prefix);
  const known = useRef(prefix);
  const type = (value: string) => {
    setText(value);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      known.current = value.trim();
      onPrefix(known.current);
    }, debounceMs);
  };
  useEffect(() => {
    if (prefix === known.current) return;
    clearTimeout(timer.current);
    known.current = prefix;
    setText(prefix);
  }, [prefix]);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== "/" || isTyping(event)) return;
      event.preventDefault();
      input.current?.select();
    };
    addEventListener("keydown", press);
    return () => {
      clearTimeout(timer.current);
      removeEventListener("keydown", press);
    };
  }, []);
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
      onInput={({ currentTarget }) => type(currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Escape") type("");
        if (event.key !== "ArrowDown") return;
        event.preventDefault();
        document.querySelector<HTMLElement>(".ids a")?.focus();
      }}
    />
  );
}
