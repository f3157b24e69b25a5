import { useLayoutEffect, useState } from "preact/hooks";
import { ErrorNotice } from "../../../layout/error-notice";
import { type ComparedEnd, positionCount } from "../compared-end";
import type { MapPoint } from "../map-point";
import { PointList, type PointListProps } from "./point-list";
import type { ComparisonState } from "./use-comparison";
import { useScrollTo } from "./use-scroll-to";

/** What {@link CompareTexts} shows. */
export interface CompareTextsProps extends Pick<PointListProps, "onPoint" | "onPick"> {
  readonly points: readonly MapPoint[];
  readonly from: ComparedEnd | undefined;
  readonly to: ComparedEnd | undefined;
  readonly comparison: ComparisonState & { readonly retry: () => void };
  /** Of the slider, from 0 on. */
  readonly position: number;
  readonly onPosition: (position: number) => void;
  readonly onEnd: (end: "from" | "to", compared: ComparedEnd | undefined) => void;
}

/** Two texts, and what lies between them. */
export function CompareTexts(props: CompareTextsProps) {
  const { points, from, to, comparison, position, onPosition, onEnd } = props;
  const { isLoading, between, error, retry } = comparison;
  const nearest = between?.nearest[position] ?? [];
  const section = useScrollTo(between ?? to ?? from);
  return (
    <section ref={section} class="map-section" aria-label="Compare two texts">
      <h2>Compare two texts</h2>
      <End name="From" end={from} points={points} onChange={(end) => onEnd("from", end)} />
      <End name="To" end={to} points={points} onChange={(end) => onEnd("to", end)} />
      {error ? <ErrorNotice error={error} onRetry={retry} /> : null}
      {between ? (
        <>
          <p class="map-cosine">
            Cosine similarity of the two <strong>{between.cosine.toFixed(3)}</strong>
          </p>
          <label class="map-slider">
            <span>From</span>
            <input
              type="range"
              min={0}
              max={positionCount - 1}
              value={position}
              aria-label="Position between the two texts"
              aria-valuetext={`${percentOf(position)} % of the way`}
              onInput={({ currentTarget }) => onPosition(Number(currentTarget.value))}
            />
            <span>To</span>
          </label>
          <p class="map-hint">Nearest to the point {percentOf(position)} % of the way:</p>
          <PointList
            {...props}
            label="Nearest stored texts"
            entries={nearest.flatMap(({ index, score }) => {
              const point = points[index];
              return point ? [{ index, point, score }] : [];
            })}
          />
        </>
      ) : (
        <p class="map-hint" role="status">
          {isLoading
            ? "Comparing …"
            : "Type a text and press Enter, or take a point of the map. The slider then goes from one vector straight to the " +
              "other and lists the stored texts that are nearest on the way. Texts about both, in the middle, mean a shared " +
              "subject; a list that changes at once means none."}
        </p>
      )}
    </section>
  );
}

/** One of the two: a box, or the point that was taken. */
function End({
  name,
  end,
  points,
  onChange,
}: {
  readonly name: string;
  readonly end: ComparedEnd | undefined;
  readonly points: readonly MapPoint[];
  readonly onChange: (end: ComparedEnd | undefined) => void;
}) {
  const known = end && "text" in end ? end.text : "";
  const [text, setText] = useState(known);
  // Before anything can be typed, which it would replace.
  useLayoutEffect(() => setText(known), [known]);
  const take = () => {
    const typed = text.trim();
    if (typed !== known) onChange(typed ? { text: typed } : undefined);
  };
  return (
    <div class="map-end">
      <span class="map-end-name" aria-hidden="true">
        {name}
      </span>
      {end && "index" in end ? (
        <button type="button" class="chip" onClick={() => onChange(undefined)}>
          <span class="visually-hidden">{name}: </span>
          {points[end.index]?.id}
          <span class="visually-hidden">: take it away</span> <span aria-hidden="true">×</span>
        </button>
      ) : (
        <input
          type="text"
          aria-label={name}
          placeholder="A text, or take a point"
          value={text}
          autocomplete="off"
          onInput={({ currentTarget }) => setText(currentTarget.value)}
          onBlur={take}
          onKeyDown={({ key, isComposing }) => key === "Enter" && !isComposing && take()}
        />
      )}
    </div>
  );
}

function percentOf(position: number): number {
  return Math.round((100 * position) / (positionCount - 1));
}
