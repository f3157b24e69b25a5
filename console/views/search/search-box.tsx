import { useEffect, useRef, useState } from "preact/hooks";
import { isTyping } from "../../layout/is-typing";

/** After the last key the text is searched, in milliseconds. */
const debounceMs = 200;

/** What the box takes. */
export interface SearchBoxProps {
  /** What is searched. */
  readonly query: string;
  readonly placeholder: string;
  readonly isLoading: boolean;
  /** Is told of a text once typing rests; `isFinal` says that it was sent by Enter. */
  readonly onSearch: (query: string, isFinal: boolean) => void;
}

/** Where one types, which has the focus at first. */
export function SearchBox({ query, placeholder, isLoading, onSearch }: SearchBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [text, setText] = useState(query);
  /** What the address says as far as this box knows: one may have typed on since. */
  const known = useRef(query);
  const search = (value: string, isFinal: boolean) => {
    clearTimeout(timer.current);
    known.current = value;
    onSearch(value, isFinal);
  };
  const type = (value: string) => {
    setText(value);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => search(value, false), debounceMs);
  };
  useEffect(() => {
    if (query === known.current) return;
    clearTimeout(timer.current);
    known.current = query;
    setText(query);
  }, [query]);
  useEffect(() => {
    input.current?.focus({ preventScroll: true });
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
    <search class="search-box" aria-busy={isLoading}>
      <input
        ref={input}
        type="search"
        aria-label="Search by meaning"
        placeholder={placeholder}
        value={text}
        autocomplete="off"
        spellcheck={false}
        enterkeyhint="search"
        onInput={({ currentTarget }) => type(currentTarget.value)}
        onKeyDown={({ key, currentTarget }) => {
          if (key === "Enter") search(currentTarget.value, true);
          if (key === "Escape") type("");
        }}
      />
      <kbd>/</kbd>
      <span class="search-progress" />
    </search>
  );
}
