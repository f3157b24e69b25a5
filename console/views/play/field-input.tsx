import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { CodeText } from "../../layout/code-text";
import { NumberInput } from "../../layout/number-input";
import type { Field, FieldKind } from "./fields";

/** What asks for a value. */
export interface FieldInputProps {
  readonly field: Field;
  /** Undefined for none. */
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

interface ControlProps<Type extends FieldKind["type"]> extends FieldInputProps {
  readonly id: string;
  readonly kind: Extract<FieldKind, { readonly type: Type }>;
}

/** A value of a request: its name, what it is filled in with, and what it is. */
export function FieldInput(props: FieldInputProps) {
  const { name, kind, description, isRequired } = props.field;
  const id = `field-${name}`;
  const label = (
    <>
      <code>{name}</code>
      {isRequired ? <span class="field-required"> required</span> : null}
    </>
  );
  return (
    <div class="field">
      {kind.type === "choices" ? <span id={`${id}-label`}>{label}</span> : <label for={id}>{label}</label>}
      <div class="field-control">
        <Control {...props} id={id} />
        {description ? (
          <p id={`${id}-hint`} class="field-hint">
            <CodeText text={description} />
          </p>
        ) : null}
      </div>
    </div>
  );
}

function Control(props: FieldInputProps & { readonly id: string }) {
  const { kind } = props.field;
  switch (kind.type) {
    case "text":
      return <TextControl {...props} kind={kind} />;
    case "number":
      return <NumberControl {...props} kind={kind} />;
    case "choice":
      return <ChoiceControl {...props} kind={kind} />;
    case "choices":
      return <ChoicesControl {...props} kind={kind} />;
    case "json":
      return <JsonControl {...props} kind={kind} />;
  }
}

function described({ id, field }: Pick<ControlProps<"text">, "id" | "field">) {
  return { id, "aria-describedby": field.description ? `${id}-hint` : undefined };
}

function placeholderOf({ default: value }: Field): string {
  return value === undefined || value === "" ? "" : String(value);
}

function TextControl({ id, field, kind, value, onChange }: ControlProps<"text">) {
  const text = typeof value === "string" ? value : "";
  const shared = { ...described({ id, field }), value: text, placeholder: placeholderOf(field), spellcheck: false };
  return kind.isLong ? (
    <textarea {...shared} rows={3} onInput={({ currentTarget }) => onChange(currentTarget.value)} />
  ) : (
    <input
      {...shared}
      type="text"
      autocomplete="off"
      onInput={({ currentTarget }) => onChange(currentTarget.value || undefined)}
    />
  );
}

function NumberControl({ id, field, value, onChange }: ControlProps<"number">) {
  return (
    <NumberInput
      {...described({ id, field })}
      step="any"
      value={typeof value === "number" ? value : undefined}
      placeholder={placeholderOf(field)}
      onNumber={onChange}
    />
  );
}

function ChoiceControl({ id, field, kind, value, onChange }: ControlProps<"choice">) {
  const none = field.default === undefined ? "not sent" : `default: ${String(field.default)}`;
  return (
    <select
      {...described({ id, field })}
      value={kind.values.indexOf(value)}
      onChange={({ currentTarget }) => onChange(kind.values[Number(currentTarget.value)])}
    >
      <option value={-1}>{none}</option>
      {kind.values.map((one, index) => (
        <option key={String(one)} value={index}>
          {String(one)}
        </option>
      ))}
    </select>
  );
}

function ChoicesControl({ id, field, kind, value, onChange }: ControlProps<"choices">) {
  const chosen = Array.isArray(value) ? value : [];
  const choose = (one: unknown, isChosen: boolean) => {
    const next = kind.values.filter((other) => (other === one ? isChosen : chosen.includes(other)));
    onChange(next.length > 0 ? next : undefined);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a legend would not stand beside it
    <div class="field-choices" role="group" aria-labelledby={`${id}-label`}>
      {kind.values.map((one) => (
        <label key={`${field.name}-${String(one)}`}>
          <input
            type="checkbox"
            checked={chosen.includes(one)}
            onChange={({ currentTarget }) => choose(one, currentTarget.checked)}
          />{" "}
          {String(one)}
        </label>
      ))}
    </div>
  );
}

function JsonControl({ id, field, kind, value, onChange }: ControlProps<"json">) {
  const [text, setText] = useState(() => jsonText(value));
  const [problem, setProblem] = useState("");
  const area = useRef<HTMLTextAreaElement>(null);
  /** What was written here last: another value comes from elsewhere. */
  const known = useRef(value);
  const type = (typed: string) => {
    setText(typed);
    const read = readJson(typed, kind.takesText);
    setProblem(read.problem ?? "");
    if (read.problem) return;
    known.current = read.value;
    onChange(read.value);
  };
  // Before the next key, which it would replace.
  useLayoutEffect(() => {
    if (value === known.current) return;
    known.current = value;
    setText(jsonText(value));
    setProblem("");
  }, [value]);
  // Which keeps the form from being sent.
  useEffect(() => area.current?.setCustomValidity(problem), [problem]);
  return (
    <>
      <textarea
        {...described({ id, field })}
        ref={area}
        rows={Math.min(8, text.split("\n").length)}
        spellcheck={false}
        value={text}
        placeholder={kind.takesText ? "Text or JSON" : "JSON"}
        aria-invalid={problem !== ""}
        onInput={({ currentTarget }) => type(currentTarget.value)}
      />
      {problem ? (
        <p class="field-problem" role="alert">
          {problem}
        </p>
      ) : null}
    </>
  );
}

/** A value as one writes it: lists of numbers in one line. */
function jsonText(value: unknown): string {
  if (value === undefined) return "";
  const isNumbers = Array.isArray(value) && value.every((one) => typeof one === "number");
  return typeof value === "string" ? value : JSON.stringify(value, null, isNumbers ? 0 : 2);
}

function readJson(text: string, takesText: boolean): { readonly value?: unknown; readonly problem?: string } {
  if (text.trim() === "") return { value: undefined };
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return takesText ? { value: text } : { problem: error instanceof Error ? error.message : "This is no JSON." };
  }
}
