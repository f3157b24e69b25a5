import { useLayoutEffect } from "preact/hooks";
import { useTypedText } from "../../layout/use-typed-text";

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
  const { input, text, type, tell } = useTypedText({ value: query, onTyped: onSearch });
  useLayoutEffect(() => input.current?.focus({ preventScroll: true }), []);
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
        onKeyDown={({ key, isComposing, currentTarget }) => {
          // Then keys are those of an input method, as for Japanese.
          if (isComposing) return;
          if (key === "Enter") tell(currentTarget.value, true);
          if (key === "Escape") type("");
        }}
      />
      <kbd>/</kbd>
      <span class="search-progress" />
    </search>
  );
}
