import { useState } from "preact/hooks";
import type { SearchResult } from "../../../functions/routes/search/response";
import { CopyAs } from "../../layout/copy-as";
import { formatDate } from "../../layout/formats";
import type { ConsoleSession } from "../../session";
import type { FilterCondition, FilterValue } from "./condition";
import { MarkedText } from "./marked-text";
import { Score } from "./score";
import { unwrapped } from "./unwrapped";

/** Of more characters the end is folded. */
const foldedCharacters = 700;

/** What says where a passage stands, and so is no chip. */
const placeKeys = ["heading", "line", "page"];

/** What a card shows. */
export interface ResultCardProps {
  readonly result: SearchResult;
  /** Whose words are marked. */
  readonly query: string;
  readonly session: ConsoleSession;
  readonly where: readonly FilterCondition[];
  readonly onFilter: (key: string, value: FilterValue) => void;
  /** The address of the search for what is like this. */
  readonly likeHref: string;
  /** The address of all that is stored of it. */
  readonly browseHref: string;
}

/** One result: how near it is, where it stands, what it says. */
export function ResultCard({ result, query, session, where, onFilter, likeHref, browseHref }: ResultCardProps) {
  const { id, text, metadata = {}, expires_at: expiresAt, problem } = result;
  const [isUnfolded, setUnfolded] = useState(false);
  const isLong = (text?.length ?? 0) > foldedCharacters;
  const trail = trailOf(metadata);
  const at = positionOf(metadata);
  return (
    <article class="card" tabIndex={-1} data-result aria-label={id}>
      <header class="card-head">
        <h2 class="card-id">
          <a href={browseHref} title="All that is stored of it">
            {id}
          </a>
        </h2>
        <Score result={result} />
      </header>
      {trail.length > 0 || at ? (
        <p class="card-place">
          {trail.map((part, index) => (
            <span key={index}>{part}</span>
          ))}
          {at ? <small>{at}</small> : null}
        </p>
      ) : null}
      {problem ? <p class="card-problem">This object cannot be read: {problem.detail}</p> : null}
      {text === undefined ? (
        <p class="card-none">No text is stored with this embedding.</p>
      ) : (
        <p class={isLong && !isUnfolded ? "card-text folded" : "card-text"}>
          <MarkedText text={unwrapped(withoutHeading(text.trim(), trail.at(-1)))} query={query} />
        </p>
      )}
      {isLong ? (
        <button type="button" class="link" aria-expanded={isUnfolded} onClick={() => setUnfolded(!isUnfolded)}>
          {isUnfolded ? "Show less" : "Show all"}
        </button>
      ) : null}
      <footer class="card-foot">
        <Chips metadata={metadata} expiresAt={expiresAt} where={where} onFilter={onFilter} />
        <span class="card-actions">
          <a href={likeHref} data-like>
            More like this
          </a>
          <CopyAs request={{ method: "GET", path: `/embeddings/${encodeURIComponent(id)}` }} session={session} />
        </span>
      </footer>
    </article>
  );
}

type Metadata = NonNullable<SearchResult["metadata"]>;

type ChipsProps = Pick<ResultCardProps, "where" | "onFilter"> & {
  readonly metadata: Metadata;
  /** Undefined for what does not expire. */
  readonly expiresAt: string | undefined;
};

function Chips({ metadata, expiresAt, where, onFilter }: ChipsProps) {
  const chips = Object.entries(metadata)
    .filter(([key]) => !placeKeys.includes(key))
    .flatMap(([key, value]) => [value].flat().map((one) => [key, one] as const));
  if (chips.length === 0 && expiresAt === undefined) return null;
  return (
    <ul class="chips" aria-label="Metadata">
      {chips.map(([key, value]) => (
        <li key={`${key} ${value}`}>
          <button
            type="button"
            class="chip"
            aria-pressed={where.some((one) => one.key === key && one.operator === "$eq" && one.value === value)}
            title={`Only what has ${key}: ${value}`}
            onClick={() => onFilter(key, value)}
          >
            <span class="chip-key">{key}</span> {String(value)}
          </button>
        </li>
      ))}
      {expiresAt === undefined ? null : (
        <li>
          <span class="chip">
            <span class="chip-key">expires</span> {formatDate(expiresAt)}
          </span>
        </li>
      )}
    </ul>
  );
}

/** The headings that a passage stands under, from the outermost. */
function trailOf({ heading }: Metadata): string[] {
  return typeof heading === "string" ? heading.split(" > ") : [];
}

/** A text without the heading that it begins with in Markdown, where the card says that already. */
function withoutHeading(text: string, heading: string | undefined): string {
  const [first = "", rest = ""] = text.split(/\n\s*(.*)/s, 2);
  return rest && first.replace(/^#+\s+/, "") === heading ? rest : text;
}

/** Where in its document a passage begins; empty where nothing says so. */
function positionOf({ line, page }: Metadata): string {
  if (page !== undefined) return `page ${page}`;
  return line === undefined ? "" : `line ${line}`;
}
