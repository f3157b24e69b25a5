/** A point of the screen or the map. */
export type Point = readonly [x: number, y: number];

/** Whether a point lies in a polygon, by the even-odd rule: https://en.wikipedia.org/wiki/Point_in_polygon */
export function isInPolygon([x, y]: Point, corners: readonly Point[]): boolean {
  let isInside = false;
  let [lastX, lastY] = corners.at(-1) ?? [0, 0];
  for (const [cornerX, cornerY] of corners) {
    const isCrossed =
      cornerY > y !== lastY > y && x < ((lastX - cornerX) * (y - cornerY)) / (lastY - cornerY) + cornerX;
    if (isCrossed) isInside = !isInside;
    [lastX, lastY] = [cornerX, cornerY];
  }
  return isInside;
}
