import type { GroupLook } from "../group-look";
import type { Size, Viewport } from "./viewport";

/** What {@link drawPoints} draws. */
export interface DrawnPoints {
  readonly positions: Float32Array;
  readonly groupOf: Uint8Array;
  /** Of the groups. */
  readonly looks: readonly GroupLook[];
  /** Whether a point is one of those that are meant: the others are faint. */
  readonly isMeant: (index: number) => boolean;
}

/** How faint what is not meant is. */
const faint = 0.16;

/** Draws the points: the pictures of their groups, each drawn once, which is the quickest that a canvas does. */
export function drawPoints(canvas: HTMLCanvasElement, points: DrawnPoints, viewport: Viewport, size: Size): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const ratio = devicePixelRatio;
  fitCanvas(canvas, size);
  context.clearRect(0, 0, canvas.width, canvas.height);
  const radius = pointRadius(points.groupOf.length, size) * ratio;
  const style = getComputedStyle(canvas);
  const pictures = points.looks.map((look) => pictureOf(look, radius, style));
  const { positions, groupOf, isMeant } = points;
  for (const isMeantNow of [false, true]) {
    context.globalAlpha = isMeantNow ? 1 : faint;
    for (let index = 0; index < groupOf.length; index++) {
      if (isMeant(index) !== isMeantNow) continue;
      const picture = pictures[groupOf[index] as number];
      if (!picture) continue;
      const x = ((positions[2 * index] as number) * viewport.scale + viewport.x) * ratio - picture.width / 2;
      const y = ((positions[2 * index + 1] as number) * viewport.scale + viewport.y) * ratio - picture.height / 2;
      if (x < -picture.width || y < -picture.height || x > canvas.width || y > canvas.height) continue;
      // At whole pixels nothing needs to be blended.
      context.drawImage(picture, Math.round(x), Math.round(y));
    }
  }
}

/** As large as the element that it fills, in the pixels of the screen. */
export function fitCanvas(canvas: HTMLCanvasElement, { width, height }: Size): void {
  const [pixelWidth, pixelHeight] = [Math.round(width * devicePixelRatio), Math.round(height * devicePixelRatio)];
  if (canvas.width !== pixelWidth) canvas.width = pixelWidth;
  if (canvas.height !== pixelHeight) canvas.height = pixelHeight;
}

/** Of a point, in CSS pixels: the more there are for the room that there is, the smaller. */
export function pointRadius(count: number, { width, height }: Size): number {
  return Math.min(4.5, Math.max(2, 0.16 * Math.sqrt((width * height) / Math.max(1, count))));
}

function pictureOf({ colour, path, size }: GroupLook, radius: number, style: CSSStyleDeclaration): HTMLCanvasElement {
  const picture = document.createElement("canvas");
  const side = Math.ceil(2 * (1.4 * radius * size + 1));
  picture.width = side;
  picture.height = side;
  const context = picture.getContext("2d");
  if (context) {
    context.translate(side / 2, side / 2);
    context.scale(radius * size, radius * size);
    const form = new Path2D(path);
    // So that points that overlap are seen as several.
    context.strokeStyle = style.getPropertyValue("--surface");
    context.lineWidth = 0.4;
    context.stroke(form);
    context.fillStyle = style.getPropertyValue(colour);
    context.fill(form, "evenodd");
  }
  return picture;
}
