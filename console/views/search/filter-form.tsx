import { useEffect, useId, useRef, useState } from "preact/hooks";
import { type FilterCondition, type Operator, operators, parseValue } from "./condition";

/** What {@link FilterForm} takes. */
export interface FilterFormProps {
  /** What is proposed as key. */
  readonly keys: readonly string[];
  readonly onAdd: (condition: FilterCondition) => void;
  readonly onCancel: () => void;
}

/** A form for one condition on the metadata. */
export function FilterForm({ keys, onAdd, onCancel }: FilterFormProps) {
  const [key, setKey] = useState("");
  const [operator, setOperator] = useState<Operator>("$eq");
  const [typed, setTyped] = useState("");
  const first = useRef<HTMLInputElement>(null);
  const list = useId();
  useEffect(() => first.current?.focus(), []);
  return (
    <form
      class="filter-form"
      aria-label="Filter by metadata"
      onSubmit={(event) => {
        event.preventDefault();
        onAdd({ key, operator, value: parseValue(operator, typed) });
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") onCancel();
        // The results are walked by arrows, and so are the choices of a list.
        event.stopPropagation();
      }}
    >
      <input
        ref={first}
        aria-label="Key"
        placeholder="key"
        required
        list={list}
        autocomplete="off"
        spellcheck={false}
        value={key}
        onInput={({ currentTarget }) => setKey(currentTarget.value)}
      />
      <datalist id={list}>
        {keys.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <select
        aria-label="Condition"
        value={operator}
        onChange={({ currentTarget }) => setOperator(currentTarget.value as Operator)}
      >
        {Object.entries(operators).map(([name, label]) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </select>
      <input
        aria-label="Value"
        placeholder={placeholders[operator] ?? "value"}
        required={operator !== "$exists"}
        autocomplete="off"
        spellcheck={false}
        value={typed}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <button type="submit">Add</button>
      <button type="button" class="link" onClick={onCancel}>
        Cancel
      </button>
    </form>
  );
}

const placeholders: { readonly [operator in Operator]?: string } = {
  $in: "value, value",
  $nin: "value, value",
  $exists: "true",
};
