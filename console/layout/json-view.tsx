import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { foldedText, isVector, jsonLength } from "./folded-text";

/** Of more characters a text shows its beginning. */
const longText = 400;
/** Of more items a list shows the first ones, and then so many more with each press: a page has room for as many. */
const longList = 5;
const longObject = 100;
const moreItems = 1_000;
/** What is nested as deep as this shows what is in it when one asks for it. */
const deep = 20;
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

interface ValueProps {
  readonly value: unknown;
  /** How deep it is nested in what is shown. */
  readonly depth?: number;
}

function Value({ value, depth = 0 }: ValueProps) {
  const [showsAll, setShowsAll] = useState(depth < deep);
  if (isVector(value)) return <Vector numbers={value} />;
  if (typeof value === "object" && value !== null) {
    if (jsonLength(value, shortValue) <= shortValue) return <ShortValue value={value} />;
    if (!showsAll) return <Unfold onClick={() => setShowsAll(true)}>nested deeper</Unfold>;
    const inner = depth < deep ? depth + 1 : 1;
    return Array.isArray(value) ? (
      <Items open="[" close="]" depth={inner} first={longList} items={value.map((item) => [undefined, item])} />
    ) : (
      <Items open="{" close="}" depth={inner} first={longObject} items={Object.entries(value)} />
    );
  }
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
  readonly depth: number;
  /** Of more, so many are shown at first. */
  readonly first: number;
  readonly items: readonly (readonly [name: string | undefined, value: unknown])[];
}

function Items({ open, close, depth, first, items }: ItemsProps) {
  const [shown, setShown] = useState(first);
  const more = items.length - shown;
  return (
    <>
      {open}
      <ul>
        {items.slice(0, shown).map(([name, value], index) => (
          <li key={name ?? index}>
            {name === undefined ? null : <span class="json-name">{JSON.stringify(name)}: </span>}
            <Value value={value} depth={depth} />
          </li>
        ))}
        {more > 0 ? (
          <li>
            <Unfold onClick={() => setShown(shown + moreItems)}>{more.toLocaleString("en")} more</Unfold>
          </li>
        ) : null}
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
