import type { SearchAddress } from "./search-address";

/** What {@link SearchVariety} takes. */
export interface SearchVarietyProps {
  readonly address: SearchAddress;
  /** The keys of the metadata of what is found. */
  readonly keys: readonly string[];
  readonly onChange: (change: Partial<SearchAddress>) => void;
}

/** How results differ from each other: one of each value of a key, and those that say the same later. */
export function SearchVariety({ address: { group, isVaried }, keys, onChange }: SearchVarietyProps) {
  const offered = group && !keys.includes(group) ? [group, ...keys] : keys;
  return (
    <>
      {offered.length > 0 ? (
        <label title="Of the passages with the same value, only the best">
          One of each{" "}
          <select value={group} onChange={({ currentTarget }) => onChange({ group: currentTarget.value })}>
            <option value="">passage</option>
            {offered.map((key) => (
              <option key={key} value={key}>
                {key}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      <label title="What is like a result before it comes later">
        <input
          type="checkbox"
          checked={isVaried}
          onChange={({ currentTarget }) => onChange({ isVaried: currentTarget.checked })}
        />{" "}
        Varied
      </label>
    </>
  );
}
