import { useState } from "preact/hooks";
import { FieldInput } from "./field-input";
import type { Field } from "./fields";

/** What a list of fields takes. */
export interface FieldListProps {
  readonly fields: readonly Field[];
  readonly readValue: (field: Field) => unknown;
  readonly onChange: (field: Field, value: unknown) => void;
}

/** Fields: those that are required or filled in, and the others behind a line. */
export function FieldList({ fields, readValue, onChange }: FieldListProps) {
  // As they are at first: a field that is emptied stays where it is.
  const [names] = useState(
    () => new Set(fields.filter((one) => one.isRequired || readValue(one) !== undefined).map(({ name }) => name)),
  );
  const more = fields.filter(({ name }) => !names.has(name));
  const input = (field: Field) => (
    <FieldInput key={field.name} field={field} value={readValue(field)} onChange={(value) => onChange(field, value)} />
  );
  return (
    <>
      {fields.filter(({ name }) => names.has(name)).map(input)}
      {more.length > 0 ? (
        <details class="field-more">
          <summary>
            {names.size > 0 ? `${more.length} more: ` : ""}
            <span class="play-quiet">{more.map(({ name }) => name).join(", ")}</span>
          </summary>
          <div class="play-part">{more.map(input)}</div>
        </details>
      ) : null}
    </>
  );
}
