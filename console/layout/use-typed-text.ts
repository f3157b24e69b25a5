import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useDebounce } from "../use-debounce";
import { isTyping } from "./is-typing";

/** After the last key what is typed is told, in milliseconds. */
const debounceMs = 200;

/** What {@link useTypedText} takes. */
export interface TypedTextArgs {
  /** What the address says. */
  readonly value: string;
  /** Is told of what is typed once typing rests; `isFinal` says that it was sent by Enter. */
  readonly onTyped: (value: string, isFinal: boolean) => void;
}

/** The text of a box whose value is in the address; `/` selects it. */
export function useTypedText({ value, onTyped }: TypedTextArgs) {
  const input = useRef<HTMLInputElement>(null);
  const { later, cancel } = useDebounce();
  const [text, setText] = useState(value);
  /** What the address says as far as this box knows: one may have typed on since. */
  const known = useRef(value);
  const tell = (typed: string, isFinal: boolean) => {
    cancel();
    known.current = typed;
    onTyped(typed, isFinal);
  };
  const type = (typed: string, told = typed) => {
    setText(typed);
    later(
      debounceMs,
      () => tell(told, false),
      () => setText(known.current),
    );
  };
  // Before the next key, which it would replace.
  useLayoutEffect(() => {
    if (value === known.current) return;
    cancel();
    known.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== "/" || isTyping(event)) return;
      event.preventDefault();
      input.current?.select();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
  return { input, text, type, tell };
}
