import { useEffect, useRef, useState } from "preact/hooks";
import { countDepartures } from "../use-address";
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
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [text, setText] = useState(value);
  /** What the address says as far as this box knows: one may have typed on since. */
  const known = useRef(value);
  const tell = (typed: string, isFinal: boolean) => {
    clearTimeout(timer.current);
    known.current = typed;
    onTyped(typed, isFinal);
  };
  const type = (typed: string, told = typed) => {
    setText(typed);
    clearTimeout(timer.current);
    const departures = countDepartures();
    timer.current = setTimeout(() => {
      if (countDepartures() === departures) tell(told, false);
      else setText(known.current);
    }, debounceMs);
  };
  useEffect(() => {
    if (value === known.current) return;
    clearTimeout(timer.current);
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
    return () => {
      clearTimeout(timer.current);
      removeEventListener("keydown", press);
    };
  }, []);
  return { input, text, type, tell };
}
