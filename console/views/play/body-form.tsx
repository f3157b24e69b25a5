import { useState } from "preact/hooks";
import { FieldInput } from "./field-input";
import { FieldList } from "./field-list";
import type { Field } from "./fields";

/** What asks for the body of a request. */
export interface BodyFormProps {
  readonly fields: readonly Field[];
  readonly body: unknown;
  readonly onChange: (body: unknown) => void;
}

/** The body, field by field or as the JSON that it is. */
export function BodyForm({ fields, body, onChange }: BodyFormProps) {
  const [isJson, setJson] = useState(false);
  const values = typeof body === "object" && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
  const set = (name: string, value: unknown) => {
    const { [name]: _, ...others } = values;
    onChange(value === undefined ? others : { ...values, [name]: value });
  };
  return (
    <section class="play-part" aria-label="Body">
      <header class="play-part-head">
        <h3>Body</h3>
        <div class="play-switch">
          <button type="button" aria-pressed={!isJson} onClick={() => setJson(false)}>
            Form
          </button>
          <button type="button" aria-pressed={isJson} onClick={() => setJson(true)}>
            JSON
          </button>
        </div>
      </header>
      {isJson ? (
        <FieldInput
          field={{
            name: "body",
            kind: { type: "json", takesText: false },
            description: "",
            isRequired: true,
            default: undefined,
          }}
          value={body}
          onChange={onChange}
        />
      ) : (
        <FieldList
          fields={fields}
          readValue={({ name }) => values[name]}
          onChange={({ name }, value) => set(name, value)}
        />
      )}
    </section>
  );
}
