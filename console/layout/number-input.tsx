import type { AllHTMLAttributes } from "preact";
import { useState } from "preact/hooks";

/** What {@link NumberInput} takes, beside what it has as a box. */
export interface NumberInputProps
  extends Pick<
    AllHTMLAttributes,
    "id" | "class" | "min" | "max" | "step" | "placeholder" | "aria-label" | "aria-describedby"
  > {
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
  const [typed, setTyped] = useState<string>();
  const isShown = typed !== undefined && (isToldLater || numberOf(typed) === value);
  return (
    <input
      {...attributes}
      type="number"
      value={isShown ? typed : (value ?? "")}
      onInput={({ currentTarget }) => {
        setTyped(currentTarget.value);
        if (!isToldLater) onNumber(numberOf(currentTarget.value));
      }}
      onChange={({ currentTarget: { value: text, validity } }) => {
        if (!isToldLater) return;
        setTyped(undefined);
        if (!validity.rangeUnderflow && !validity.rangeOverflow) onNumber(numberOf(text));
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}

function numberOf(text: string): number | undefined {
  return text === "" ? undefined : Number(text);
}
