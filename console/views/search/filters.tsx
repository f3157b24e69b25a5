import type { SearchAddress } from "./search-address";

/** What restricts the results, each with a way to take it away. */
export function Filters({
  address: { like, where },
  onChange,
}: {
  readonly address: SearchAddress;
  readonly onChange: (change: Partial<SearchAddress>) => void;
}) {
  const entries = Object.entries(where);
  if (!like && entries.length === 0) return null;
  return (
    <ul class="chips filters" aria-label="Filters">
      {like ? (
        <li>
          <button type="button" class="chip" onClick={() => onChange({ like: "" })}>
            <span class="chip-key">like</span> {like} <Remove />
          </button>
        </li>
      ) : null}
      {entries.map(([key, value]) => (
        <li key={key}>
          <button
            type="button"
            class="chip"
            onClick={() => onChange({ where: Object.fromEntries(entries.filter(([other]) => other !== key)) })}
          >
            <span class="chip-key">{key}</span> {String(value)} <Remove />
          </button>
        </li>
      ))}
    </ul>
  );
}

function Remove() {
  return (
    <>
      <span class="visually-hidden">: take this filter away</span>
      <span aria-hidden="true">×</span>
    </>
  );
}
