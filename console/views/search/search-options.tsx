import { formatUsd } from "../../layout/formats";
import { NumberInput } from "../../layout/number-input";
import type { ConsoleSession } from "../../session";
import { modes, parseLeast, type ResultOrder, type SearchAddress, tops } from "./search-address";

/** What {@link SearchOptions} takes. */
export interface SearchOptionsProps {
  readonly address: SearchAddress;
  /** How the results that are shown are ordered; undefined where there are none yet. */
  readonly mode: ResultOrder | undefined;
  /** What the results may be ordered again by; null for nothing. */
  readonly reranker: ConsoleSession["reranker"];
  readonly onChange: (change: Partial<SearchAddress>) => void;
}

/** By what results are ordered, how similar they must be, and how many there are at most. */
export function SearchOptions({ address, mode, reranker, onChange }: SearchOptionsProps) {
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
      {reranker && !address.like ? (
        <label
          title={`${reranker.name} reads the text and each passage. It is paid for by each search, and so taken back as one types`}
        >
          <input
            type="checkbox"
            checked={address.isReranked}
            onChange={({ currentTarget }) => onChange({ isReranked: currentTarget.checked })}
          />{" "}
          Rerank{priceOf(reranker)}
        </label>
      ) : null}
      <label for="least" title="The least cosine similarity of a result">
        Least{" "}
        <NumberInput
          id="least"
          class="least"
          aria-label="Least similarity"
          min={-1}
          max={1}
          step={0.05}
          placeholder="any"
          value={address.least}
          isToldLater
          onNumber={(least) => onChange({ least: parseLeast(String(least ?? "")) })}
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

/** What one search costs that is reranked, where that is known. */
function priceOf({ pricePerMillionRequests: price }: NonNullable<ConsoleSession["reranker"]>): string {
  return price === undefined ? "" : ` for ${formatUsd(price / 1e6)}`;
}
