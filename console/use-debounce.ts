import { useEffect, useRef } from "preact/hooks";
import { countDepartures } from "./use-address";

/** What {@link useDebounce} gives. */
export interface Debounce {
  /** Acts once nothing has been asked for since for `ms` milliseconds; where one has gone elsewhere by then, is told that instead. */
  readonly later: (ms: number, act: () => void, gone?: () => void) => void;
  /** What was asked for is not done. */
  readonly cancel: () => void;
}

/** Does something once one rests, if one is still where it was asked for. */
export function useDebounce(): Debounce {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const cancel = () => clearTimeout(timer.current);
  const later: Debounce["later"] = (ms, act, gone) => {
    cancel();
    const departures = countDepartures();
    timer.current = setTimeout(() => (countDepartures() === departures ? act() : gone?.()), ms);
  };
  useEffect(() => cancel, []);
  return { later, cancel };
}
