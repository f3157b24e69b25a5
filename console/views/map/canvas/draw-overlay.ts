import type { Point } from "../math/polygon";
import { fitCanvas, pointRadius } from "./draw-points";
import { positionOf } from "./find-points";
import { type Mark, markPlace } from "./marks";
import { onScreen, type Size, type Viewport } from "./viewport";

/** What {@link drawOverlay} draws. */
export interface DrawnOverlay {
  readonly positions: Float32Array;
  readonly marks: readonly Mark[];
  /** The point that the pointer or the keyboard is at. */
  readonly current: number | undefined;
  /** The line around what is being chosen, on the screen. */
  readonly lasso: readonly Point[];
}

/** Of the mark itself, in CSS pixels. */
const markRadius = 7;

/** Draws what lies over the points. */
export function drawOverlay(canvas: HTMLCanvasElement, overlay: DrawnOverlay, viewport: Viewport, size: Size): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  fitCanvas(canvas, size);
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  context.clearRect(0, 0, size.width, size.height);
  const style = getComputedStyle(canvas);
  const colour = (name: string) => style.getPropertyValue(name);
  const { positions } = overlay;
  const radius = pointRadius(positions.length / 2, size) + 3;
  const ring = (index: number, name: string, width: number) => {
    const [x, y] = onScreen(viewport, positionOf(positions, index));
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.lineWidth = width;
    context.strokeStyle = colour(name);
    context.stroke();
  };
  for (const mark of overlay.marks) {
    const place = onScreen(viewport, markPlace(mark.among, positions));
    if (mark.path) {
      const stops = mark.path.map((among) => onScreen(viewport, markPlace(among, positions)));
      stroke(context, stops, colour("--text-quiet"), [2, 4]);
    }
    for (const index of mark.linked) {
      stroke(context, [place, onScreen(viewport, positionOf(positions, index))], colour("--accent"), []);
    }
    for (const index of mark.linked) ring(index, "--text", 2);
  }
  // Over all lines.
  for (const { among, label } of overlay.marks) {
    drawMark(context, onScreen(viewport, markPlace(among, positions)), label, colour);
  }
  if (overlay.current !== undefined) ring(overlay.current, "--text", 2.5);
  if (overlay.lasso.length > 1) {
    context.fillStyle = colour("--accent");
    context.globalAlpha = 0.12;
    context.beginPath();
    for (const [x, y] of overlay.lasso) context.lineTo(x, y);
    context.fill();
    context.globalAlpha = 1;
    stroke(context, [...overlay.lasso, overlay.lasso[0] as Point], colour("--accent"), [4, 3]);
  }
}

function stroke(
  context: CanvasRenderingContext2D,
  points: readonly Point[],
  colour: string,
  dashes: readonly number[],
): void {
  context.beginPath();
  for (const [x, y] of points) context.lineTo(x, y);
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.setLineDash([...dashes]);
  context.stroke();
  context.setLineDash([]);
}

/** A filled ring with its name beside it, legible over whatever lies below. */
function drawMark(
  context: CanvasRenderingContext2D,
  [x, y]: Point,
  label: string,
  colour: (name: string) => string,
): void {
  context.beginPath();
  context.arc(x, y, markRadius, 0, 2 * Math.PI);
  context.fillStyle = colour("--accent");
  context.fill();
  context.lineWidth = 2.5;
  context.strokeStyle = colour("--surface");
  context.stroke();
  context.font = `600 12px ${colour("--sans") || "sans-serif"}`;
  context.textBaseline = "middle";
  context.lineWidth = 4;
  context.lineJoin = "round";
  context.strokeText(label, x + markRadius + 5, y);
  context.fillStyle = colour("--text");
  context.fillText(label, x + markRadius + 5, y);
}
