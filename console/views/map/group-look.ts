import type { PointGroup } from "./colouring";

/** How the points of a group look: by a form as well as by a colour, so that they are told apart without one of them. */
export interface GroupLook {
  /** A custom property of the page's style. */
  readonly colour: string;
  /** A path of SVG, around 0, with a radius of about 1. */
  readonly path: string;
  /** In comparison with other points. */
  readonly size: number;
}

const circle = "M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z";
const ring = `${circle}M.55 0A.55.55 0 1 0-.55 0A.55.55 0 1 0 .55 0Z`;

/** Of the first values. */
const forms = [
  circle,
  "M0-1.25L1.2.85H-1.2Z",
  "M-.9-.9H.9V.9H-.9Z",
  "M0-1.3L1.05 0L0 1.3L-1.05 0Z",
  "M-.4-1.15H.4V-.4H1.15V.4H.4V1.15H-.4V.4H-1.15V-.4H-.4Z",
  "M0 1.25L1.2-.85H-1.2Z",
  "M-1.1-.6L-.6-1.1L0-.5L.6-1.1L1.1-.6L.5 0L1.1.6L.6 1.1L0 .5L-.6 1.1L-1.1.6L-.5 0Z",
  "M0-1.35L.38-.42L1.28-.42L.58.16L.8 1.1L0 .55L-.8 1.1L-.58.16L-1.28-.42L-.38-.42Z",
];

/** Of the steps, the first of which is the least: more is larger. */
const stepSizes = [0.7, 0.84, 0.98, 1.12, 1.26, 1.4];

/** How groups look, one after another. */
export function groupLooks(groups: readonly PointGroup[]): GroupLook[] {
  const steps = groups.filter(({ look }) => look === "step").length;
  return groups.map(({ look }, index) => lookOf(look, index, steps));
}

function lookOf(look: PointGroup["look"], index: number, steps: number): GroupLook {
  switch (look) {
    case "value": {
      const place = index % forms.length;
      return { colour: `--series-${place + 1}`, path: forms[place] ?? circle, size: 1 };
    }
    case "step": {
      // All of the scale, also where it has few steps.
      const step = steps > 1 ? Math.round((index * (stepSizes.length - 1)) / (steps - 1)) : 0;
      return { colour: `--ramp-${step + 1}`, path: circle, size: stepSizes[step] ?? 1 };
    }
    case "other":
      return { colour: "--series-other", path: circle, size: 0.7 };
    case "none":
      return { colour: "--series-other", path: ring, size: 0.9 };
  }
}
