import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { foldedText, isVector } from "./folded-text";

/** Of more characters a text shows its beginning. */
const longText = 400;
/** Of more items a list shows the first ones. */
const longList = 5;
/** What is as short as this is on one line. */
const shortValue = 72;
/** What a vector shows. */
const shownNumbers = 3;

/** A text as JSON, of which what is long is folded: vectors, long texts and long lists. What is no JSON is shown as it is. */
export function JsonView({ text }: { readonly text: string }) {
  const parsed = parse(text);
  return parsed ? (
    <div class="json">
      <Value value={parsed.value} />
    </div>
  ) : (
    <pre class="json">
      <LongText text={foldedText(text)} most={20_000} />
    </pre>
  );
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function Value({ value }: { readonly value: unknown }) {
  if (isVector(value)) return <Vector numbers={value} />;
  if (typeof value === "object" && value !== null && JSON.stringify(value).length <= shortValue) {
    return <ShortValue value={value} />;
  }
  if (Array.isArray(value)) return <Items open="[" close="]" items={value.map((item) => [undefined, item])} />;
  if (typeof value === "object" && value !== null) return <Items open="{" close="}" items={Object.entries(value)} />;
  if (typeof value !== "string") return <span class="json-literal">{JSON.stringify(value)}</span>;
  return (
    <span class="json-text">
      <LongText text={JSON.stringify(value)} most={longText} />
    </span>
  );
}

function ShortValue({ value }: { readonly value: object }) {
  const isList = Array.isArray(value);
  const [open, close] = isList ? "[]" : "{}";
  const items = Object.entries(value);
  return (
    <>
      {open}
      {items.map(([name, item], index) => (
        <span key={name}>
          {index > 0 ? ", " : isList ? "" : " "}
          {isList ? null : <span class="json-name">{JSON.stringify(name)}: </span>}
          <Value value={item} />
        </span>
      ))}
      {isList || items.length === 0 ? close : ` ${close}`}
    </>
  );
}

interface ItemsProps {
  readonly open: string;
  readonly close: string;
  readonly items: readonly (readonly [name: string | undefined, value: unknown])[];
}

function Items({ open, close, items }: ItemsProps) {
  const [showsAll, setShowsAll] = useState(items.length <= longList || open === "{");
  if (items.length === 0) return <span>{open + close}</span>;
  return (
    <>
      {open}
      <ul>
        {(showsAll ? items : items.slice(0, longList)).map(([name, value], index) => (
          <li key={name ?? index}>
            {name === undefined ? null : <span class="json-name">{JSON.stringify(name)}: </span>}
            <Value value={value} />
          </li>
        ))}
        {showsAll ? null : (
          <li>
            <Unfold onClick={() => setShowsAll(true)}>{(items.length - longList).toLocaleString("en")} more</Unfold>
          </li>
        )}
      </ul>
      {close}
    </>
  );
}

function Vector({ numbers }: { readonly numbers: readonly number[] }) {
  const [showsAll, setShowsAll] = useState(false);
  if (showsAll) return <span class="json-literal">[{numbers.join(", ")}]</span>;
  return (
    <span class="json-literal">
      [{numbers.slice(0, shownNumbers).join(", ")},{" "}
      <Unfold onClick={() => setShowsAll(true)}>{numbers.length.toLocaleString("en")} numbers</Unfold>]
    </span>
  );
}

function LongText({ text, most }: { readonly text: string; readonly most: number }) {
  const [showsAll, setShowsAll] = useState(text.length <= most);
  if (showsAll) return <>{text}</>;
  return (
    <>
      {text.slice(0, most)}
      <Unfold onClick={() => setShowsAll(true)}>{(text.length - most).toLocaleString("en")} characters more</Unfold>
    </>
  );
}

function Unfold({ onClick, children }: { readonly onClick: () => void; readonly children: ComponentChildren }) {
  return (
    <button type="button" class="unfold" onClick={onClick}>
      … {children}
    </button>
  );
}
