import { type MapPoint, metadataValue } from "./map-point";

/** A group of points that are drawn alike. */
export interface PointGroup {
  readonly label: string;
  readonly count: number;
  /** What the look stands for: one of the values, a step of a scale, one of the other values, or no value. */
  readonly look: "value" | "step" | "other" | "none";
}

/** How the points are told apart. */
export interface Colouring {
  readonly groups: readonly PointGroup[];
  /** The group of each point. */
  readonly groupOf: Uint8Array;
}

/** What a key of the metadata has. */
export interface ColourKey {
  readonly key: string;
  /** How many points have it. */
  readonly count: number;
  /** How many values it has, as far as they are counted. */
  readonly values: number;
  readonly isNumeric: boolean;
}

/** As many values have a look of their own; what is rarer is one group. */
export const mostValues = 8;
/** As many steps a scale has at most. */
export const mostSteps = 6;
/** Of no more values it is told how many they are. */
const mostCounted = 1_000;

const { compare: compareLabels } = new Intl.Collator("en", { numeric: true });

/** The keys by which points can be told apart, in the order of their names. */
export function colourKeys(points: readonly MapPoint[]): ColourKey[] {
  const keys = new Map<string, { count: number; isNumeric: boolean; readonly values: Set<unknown> }>();
  for (const { metadata } of points) {
    for (const [key, value] of Object.entries(metadata)) {
      const known = keys.get(key) ?? { count: 0, isNumeric: true, values: new Set() };
      keys.set(key, known);
      known.count++;
      known.isNumeric &&= typeof value === "number";
      if (known.values.size < mostCounted) known.values.add(labelOf(value));
    }
  }
  return [...keys]
    .map(([key, { count, isNumeric, values }]) => ({ key, count, isNumeric, values: values.size }))
    .filter(({ count, values }) => values > 1 || count < points.length)
    .sort((one, other) => compareLabels(one.key, other.key));
}

/** The key to begin with: of few values, that most points have; undefined where there is none. */
export function firstColourKey(keys: readonly ColourKey[]): string | undefined {
  const named = keys.filter(({ isNumeric, values }) => !isNumeric && values > 1);
  const [best] = named.toSorted((one, other) => other.count - one.count || one.values - other.values);
  return best?.key;
}

/** Tells points apart by the values of a key; without one they are all alike. */
export function colouringBy(points: readonly MapPoint[], key: string | undefined): Colouring {
  if (key === undefined) {
    const group = { label: "All", count: points.length, look: "value" } as const;
    return { groups: [group], groupOf: new Uint8Array(points.length) };
  }
  const values = points.map((point) => metadataValue(point, key));
  const present = values.filter((value) => value !== undefined);
  const isScale = present.length > 0 && present.every((value) => typeof value === "number");
  return isScale ? byScale(values, present as number[]) : byValue(values);
}

function byValue(values: readonly unknown[]): Colouring {
  const counts = new Map<string, number>();
  for (const value of values) {
    if (value !== undefined) counts.set(labelOf(value), (counts.get(labelOf(value)) ?? 0) + 1);
  }
  const frequent = [...counts].sort(([one, many], [other, more]) => more - many || compareLabels(one, other));
  const own = frequent.length > mostValues ? frequent.slice(0, mostValues) : frequent;
  const indexes = new Map(own.map(([label], index) => [label, index]));
  const names = [
    ...own.map(([label]) => ({ label: label || "(empty)", look: "value" as const })),
    { label: `${frequent.length - own.length} other values`, look: "other" as const },
    { label: "Without a value", look: "none" as const },
  ];
  return grouped(names, values, (value) => indexes.get(labelOf(value)) ?? own.length);
}

function byScale(values: readonly unknown[], present: readonly number[]): Colouring {
  const sorted = present.toSorted((one, other) => one - other);
  const distinct = new Set(sorted);
  // As many points in each step, so that few that are far away do not make the others alike.
  const starts =
    distinct.size <= mostSteps
      ? [...distinct]
      : [...new Set(Array.from({ length: mostSteps }, (_, i) => sorted[Math.floor((i * sorted.length) / mostSteps)]))];
  const stepOf = (value: number) => starts.findLastIndex((start) => start !== undefined && start <= value);
  const names = starts.map((start, step) => {
    const end = sorted.findLast((value) => stepOf(value) === step);
    return {
      label: start === end ? shortNumber(start) : `${shortNumber(start)} to ${shortNumber(end)}`,
      look: "step" as const,
    };
  });
  return grouped([...names, { label: "Without a value", look: "none" as const }], values, (value) =>
    stepOf(value as number),
  );
}

/** The groups that have points; the last is of those without a value. */
function grouped(
  names: readonly Omit<PointGroup, "count">[],
  values: readonly unknown[],
  indexOf: (value: unknown) => number,
): Colouring {
  const all = Uint8Array.from(values, (value) => (value === undefined ? names.length - 1 : indexOf(value)));
  const counts = names.map(() => 0);
  for (const index of all) counts[index] = (counts[index] ?? 0) + 1;
  const kept = names.flatMap((_, index) => (counts[index] ? [index] : []));
  return {
    groups: kept.map((index) => ({ ...(names[index] as PointGroup), count: counts[index] ?? 0 })),
    groupOf: all.map((index) => kept.indexOf(index)),
  };
}

/** A value as it is said. */
export function labelOf(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join(", ") : String(value);
}

/** A number of up to six digits that say something; years have no comma. */
function shortNumber(value: number | undefined): string {
  return value === undefined ? "" : Number(value.toPrecision(6)).toLocaleString("en", { useGrouping: "min2" });
}
