import type { ConsoleClient } from "../../api/console-client";
import { CodeText } from "../../layout/code-text";
import { CopyAs } from "../../layout/copy-as";
import { CopyButton } from "../../layout/copy-button";
import type { ConsoleSession } from "../../session";
import { AnswerPanel } from "./answer-panel";
import { BodyForm } from "./body-form";
import type { Description, Parameter, ParameterPlace, PlayOperation } from "./description";
import { FieldList } from "./field-list";
import { bodyFields, type Field, parameterField } from "./fields";
import {
  exampleValues,
  maxAddressCharacters,
  type PlayValues,
  parameterKey,
  playHref,
  requestOfValues,
} from "./play-values";
import { useAnswer } from "./use-answer";
import { usePlayValues } from "./use-play-values";

/** What an operation is tried with. */
export interface OperationViewProps {
  readonly api: ConsoleClient;
  readonly session: ConsoleSession;
  readonly operation: PlayOperation;
  readonly schemas: Description["components"]["schemas"];
  /** Of the view's address. */
  readonly address: URLSearchParams;
}

/** An operation: what it does, a form for what it takes, and what it answers. */
export function OperationView({ api, session, operation, schemas, address }: OperationViewProps) {
  const { method, path, summary, description, parameters, body, answer: example } = operation;
  const [values, change] = usePlayValues(operation, address);
  const { send, cancel, ...state } = useAnswer(api);
  const request = requestOfValues(operation, values);
  const href = playHref(operation, values);
  const given = { parameters, schemas, values, onChange: change };
  return (
    <div class="play-operation">
      <form
        class="play-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!state.isSending) send(request);
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          event.currentTarget.requestSubmit();
        }}
      >
        <h2 class="play-title">
          <Method method={method} /> <code>{path}</code>
        </h2>
        <p>
          {summary}.{" "}
          <span class="play-quiet">
            <CodeText text={description} />
          </span>
        </p>
        <Parameters title="Parameters" places={["path", "query"]} {...given} />
        {body ? (
          <BodyForm
            fields={bodyFields(body.schema, schemas)}
            body={values.body}
            onChange={(changed) => change({ ...values, body: changed })}
          />
        ) : null}
        <Parameters title="Headers" places={["header"]} {...given} />
        <div class="play-actions">
          {state.isSending ? (
            <button type="button" class="primary" onClick={cancel}>
              Cancel
            </button>
          ) : (
            <button type="submit" class={method === "DELETE" ? "primary danger" : "primary"}>
              Send
            </button>
          )}
          <button type="button" class="link" onClick={() => change(exampleValues(operation))}>
            Back to the example
          </button>
          <span class="play-copies">
            <CopyAs request={request} session={session} />
            {href.length > maxAddressCharacters ? null : (
              <CopyButton text={() => new URL(href, location.href).href}>Copy link</CopyButton>
            )}
          </span>
        </div>
      </form>
      <AnswerPanel {...state} example={example} />
    </div>
  );
}

interface ParametersProps extends Pick<OperationViewProps, "schemas"> {
  readonly title: string;
  readonly parameters: readonly Parameter[];
  readonly places: readonly ParameterPlace[];
  readonly values: PlayValues;
  readonly onChange: (values: PlayValues) => void;
}

function Parameters({ title, parameters, places, schemas, values, onChange }: ParametersProps) {
  const keys = new Map(
    parameters
      .filter((parameter) => places.includes(parameter.in))
      .map((parameter) => [parameterField(parameter, schemas), parameterKey(parameter)]),
  );
  const keyOf = (field: Field) => [...keys].find(([{ name }]) => name === field.name)?.[1] ?? "";
  if (keys.size === 0) return null;
  return (
    <section class="play-part" aria-label={title}>
      <h3>{title}</h3>
      <FieldList
        fields={[...keys.keys()]}
        readValue={(field) => fieldValue(field, values.parameters[keyOf(field)])}
        onChange={(field, value) => onChange(withParameter(values, keyOf(field), value))}
      />
    </section>
  );
}

/** A method, in letters of one width. */
export function Method({ method }: Pick<PlayOperation, "method">) {
  return (
    <span class="play-method" data-method={method}>
      {method}
    </span>
  );
}

/** What an address has as a text, as the value that its field asks for. */
function fieldValue({ kind }: Field, text = ""): unknown {
  if (text === "") return undefined;
  if (kind.type === "number") return Number(text);
  if (kind.type === "choices") return text.split(",");
  return kind.type === "choice" ? kind.values.find((value) => String(value) === text) : text;
}

function withParameter(values: PlayValues, key: string, value: unknown): PlayValues {
  const text = value === undefined ? "" : String(value);
  return { ...values, parameters: { ...values.parameters, [key]: text } };
}
