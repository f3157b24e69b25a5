import { useState } from "preact/hooks";
import { describeCondition, type FilterCondition, isSameCondition } from "./condition";
import { FilterForm } from "./filter-form";
import type { SearchAddress } from "./search-address";

/** What {@link Filters} takes. */
export interface FiltersProps {
  readonly address: SearchAddress;
  /** Keys of metadata that results have. */
  readonly keys: readonly string[];
  readonly onChange: (change: Partial<SearchAddress>) => void;
}

/** What restricts the results, each with a way to take it away, and a form for more. */
export function Filters({ address: { like, where }, keys, onChange }: FiltersProps) {
  const [isAdding, setAdding] = useState(false);
  const add = (condition: FilterCondition) => {
    setAdding(false);
    onChange({ where: [...where.filter((other) => !isSameCondition(other, condition)), condition] });
  };
  return (
    <div class="filters">
      {like || where.length > 0 ? (
        <ul class="chips" aria-label="Filters">
          {like ? <Filter name="like" value={like} onRemove={() => onChange({ like: "" })} /> : null}
          {where.map((condition) => (
            <Filter
              key={describeCondition(condition)}
              name={condition.key}
              value={describeCondition(condition).slice(condition.key.length + 1)}
              onRemove={() => onChange({ where: where.filter((other) => other !== condition) })}
            />
          ))}
        </ul>
      ) : null}
      {isAdding ? (
        <FilterForm keys={keys} onAdd={add} onCancel={() => setAdding(false)} />
      ) : (
        <button type="button" class="link" onClick={() => setAdding(true)}>
          + Filter
        </button>
      )}
    </div>
  );
}

function Filter(props: { readonly name: string; readonly value: string; readonly onRemove: () => void }) {
  const { name, value, onRemove } = props;
  return (
    <li>
      <button type="button" class="chip" onClick={onRemove}>
        <span class="chip-key">{name}</span> {value} <span class="visually-hidden">: take this filter away</span>
        <span aria-hidden="true">×</span>
      </button>
    </li>
  );
}
