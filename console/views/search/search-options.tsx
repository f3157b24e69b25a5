import { modes, parseLeast, type ResultOrder, type SearchAddress, tops } from "./search-address";

/** What {@link SearchOptions} takes. */
export interface SearchOptionsProps {
  readonly address: SearchAddress;
  /** How the results that are shown are ordered; undefined where there are none yet. */
  readonly mode: ResultOrder | undefined;
  readonly onChange: (change: Partial<SearchAddress>) => void;
}

/** By what results are ordered, how similar they must be, and how many there are at most. */
export function SearchOptions({ address, mode, onChange }: SearchOptionsProps) {
  return (
    <>
      {address.like ? null : (
        <label>
          By{" "}
          <select
            aria-label="Order by"
            value={address.mode ?? mode ?? "hybrid"}
            onChange={({ currentTarget }) => onChange({ mode: currentTarget.value as ResultOrder })}
          >
            {Object.entries(modes).map(([name, label]) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </select>
        </label>
      )}
      <label title="The least cosine similarity of a result">
        Least{" "}
        <input
          class="least"
          aria-label="Least similarity"
          type="number"
          min={-1}
          max={1}
          step={0.05}
          placeholder="any"
          value={address.least ?? ""}
          onChange={({ currentTarget }) => onChange({ least: parseLeast(currentTarget.value) })}
        />
      </label>
      <label>
        Results{" "}
        <select value={address.top} onChange={({ currentTarget }) => onChange({ top: Number(currentTarget.value) })}>
          {tops.map((top) => (
            <option key={top} value={top}>
              {top}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}
