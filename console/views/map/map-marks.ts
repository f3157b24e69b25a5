import { amongNearest, type Mark, type Weighted } from "./canvas/marks";
import { type ComparedEnd, positionCount } from "./compared-end";
import type { QueryEntry } from "./use-query";
import type { Between } from "./workers/map-vectors";

/** A query among its nearest results, with lines to all of them that are on the map. */
export function queryMark(entries: readonly QueryEntry[]): Mark[] {
  const near = entries.flatMap(({ index, score }) => (index === undefined ? [] : [{ index, score }]));
  if (near.length === 0) return [];
  return [{ label: "Query", among: amongNearest(near), linked: near.map(({ index }) => index) }];
}

/** Two that are compared, the way from one to the other, and where on it one is. */
export function comparisonMarks(
  { from, to }: { readonly from?: ComparedEnd | undefined; readonly to?: ComparedEnd | undefined },
  between: Between | undefined,
  position: number,
): Mark[] {
  const last = positionCount - 1;
  const placeAt = (at: number, end?: ComparedEnd): Weighted[] =>
    end && "index" in end ? [{ index: end.index, weight: 1 }] : amongNearest(between?.nearest[at] ?? []);
  const ends = [
    { label: "From", among: placeAt(0, from), isKnown: from !== undefined },
    { label: "To", among: placeAt(last, to), isKnown: to !== undefined },
  ];
  const marks: Mark[] = ends.flatMap(({ label, among, isKnown }) =>
    isKnown && among.length > 0 ? [{ label, among, linked: [] }] : [],
  );
  if (!between) return marks;
  const path = Array.from({ length: positionCount }, (_, at) =>
    placeAt(at, at === 0 ? from : at === last ? to : undefined),
  );
  const linked = (between.nearest[position] ?? []).map(({ index }) => index);
  return [{ label: "", among: path[position] ?? [], linked, path }, ...marks];
}
