import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

/** What {@link NumberInput} takes, beside the attributes of its box. */
export interface NumberInputProps
  extends Omit<JSX.IntrinsicElements["input"], "type" | "value" | "onInput" | "onChange"> {
  /** Undefined for none. */
  readonly value: number | undefined;
  /** Is told of what is typed. */
  readonly onNumber: (value: number | undefined) => void;
  /**
   * Whether it is told with each key, or once one goes on.
   * @default with each key
   */
  readonly isToldLater?: boolean;
}

/** A box for a number. What is typed stays as it is, such as the `0.0` of `0.05`, until another value comes from elsewhere. */
export function NumberInput({ value, onNumber, isToldLater = false, ...attributes }: NumberInputProps) {
  const [text, setText] = useState(() => textOf(value));
  /** What was told last. */
  const known = useRef(value);
  const tell = (typed: string) => {
    known.current = typed === "" ? undefined : Number(typed);
    onNumber(known.current);
  };
  useEffect(() => {
    if (value === known.current) return;
    known.current = value;
    setText(textOf(value));
  }, [value]);
  return (
    <input
      {...attributes}
      type="number"
      value={text}
      onInput={({ currentTarget }) => {
        setText(currentTarget.value);
        if (!isToldLater) tell(currentTarget.value);
      }}
      onChange={({ currentTarget: { value: typed, validity } }) => {
        if (!isToldLater) return;
        if (validity.rangeUnderflow || validity.rangeOverflow) setText(textOf(value));
        else tell(typed);
      }}
    />
  );
}

function textOf(value: number | undefined): string {
  return value === undefined ? "" : String(value);
}
