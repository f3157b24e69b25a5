import { formatCount } from "../../../layout/formats";
import type { Colouring, ColourKey } from "../colouring";
import type { GroupLook } from "../group-look";

/** What {@link Legend} shows. */
export interface LegendProps {
  readonly keys: readonly ColourKey[];
  /** By which the points are told apart; undefined where they are not. */
  readonly colourKey: string | undefined;
  readonly colouring: Colouring;
  readonly looks: readonly GroupLook[];
  readonly only: number | undefined;
  readonly onKey: (key: string | undefined) => void;
  readonly onOnly: (group: number | undefined) => void;
}

/** What the looks of the points mean; a group alone is seen by a click on it. */
export function Legend({ keys, colourKey, colouring, looks, only, onKey, onOnly }: LegendProps) {
  return (
    <section class="map-section" aria-label="Colours">
      <label class="map-colour">
        Colour by{" "}
        <select
          value={colourKey === undefined ? "" : `=${colourKey}`}
          onChange={({ currentTarget: { value } }) => onKey(value === "" ? undefined : value.slice(1))}
        >
          <option value="">nothing</option>
          {keys.map(({ key, isNumeric, values }) => (
            <option key={key} value={`=${key}`}>
              {key} ({isNumeric ? "numbers" : values === 1 ? "1 value" : `${formatCount(values)} values`})
            </option>
          ))}
        </select>
      </label>
      {colourKey === undefined ? null : (
        <ul class="map-legend" aria-label={`Values of ${colourKey}`}>
          {colouring.groups.map(({ label, count }, index) => (
            <li key={label}>
              <button
                type="button"
                aria-pressed={only === index}
                title={`${only === index ? "Show all again" : "Show these alone"}: ${label}`}
                onClick={() => onOnly(only === index ? undefined : index)}
              >
                <Look look={looks[index]} />
                <span class="map-legend-label">{label}</span>
                <span class="map-legend-count">{formatCount(count)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Look({ look }: { readonly look: GroupLook | undefined }) {
  if (!look) return null;
  return (
    <svg class="map-look" viewBox="-2 -2 4 4" aria-hidden="true" style={{ color: `var(${look.colour})` }}>
      <path d={look.path} fill="currentColor" fill-rule="evenodd" transform={`scale(${look.size})`} />
    </svg>
  );
}
