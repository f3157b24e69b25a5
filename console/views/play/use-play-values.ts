import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { goTo } from "../../use-address";
import { useDebounce } from "../../use-debounce";
import type { PlayOperation } from "./description";
import { maxAddressCharacters, type PlayValues, parseValues, playHref } from "./play-values";

/** After the last change the address says what is filled in, in milliseconds: browsers take so many a second. */
const debounceMs = 300;

/** What is filled in for an operation, which the address follows, as it follows the address. */
export function usePlayValues(operation: PlayOperation, address: URLSearchParams) {
  const [values, setValues] = useState(() => parseValues(operation, address));
  const { later, cancel } = useDebounce();
  /** What the address says as far as this form knows: one may have filled in more since. */
  const known = useRef(address.toString());
  // Before the next key, which it would replace.
  useLayoutEffect(() => {
    if (address.toString() === known.current) return;
    cancel();
    known.current = address.toString();
    setValues(parseValues(operation, address));
  }, [operation, address.toString()]);
  const change = (changed: PlayValues) => {
    setValues(changed);
    cancel();
    const href = playHref(operation, changed);
    if (href.length > maxAddressCharacters) return;
    later(debounceMs, () => {
      known.current = new URLSearchParams(href.split("?")[1]).toString();
      goTo(href, { replace: true });
    });
  };
  return [values, change] as const;
}
