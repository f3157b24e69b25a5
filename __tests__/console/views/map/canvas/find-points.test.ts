import { nextPoint, pointAt, pointsIn, pointsSeen } from "../../../../../console/views/map/canvas/find-points";
import { pressOnMap } from "../../../../../console/views/map/canvas/press-on-map";

const size = { width: 100, height: 100 };
/** A cross, its middle first, and one that is not to be seen. */
const shown = {
  positions: Float32Array.of(0.5, 0.5, 0.7, 0.5, 0.9, 0.52, 0.5, 0.3, 0.3, 0.5, 0.5, 0.8, 2, 2),
  viewport: { scale: 100, x: 0, y: 0 },
  isMeant: (_index: number) => true,
};
const [middle, right, farRight, above, left, below, outside] = [0, 1, 2, 3, 4, 5, 6];

test("finds the nearest point within reach", () => {
  expect(pointAt(shown, [52, 49])).toBe(middle);
  expect(pointAt(shown, [59, 50])).toBe(middle);
  expect(pointAt(shown, [61, 50])).toBe(right);
  expect(pointAt(shown, [20, 20])).toBeUndefined();
});

test.each([
  ["right", [1, 0], right],
  ["left", [-1, 0], left],
  ["up", [0, -1], above],
  ["down", [0, 1], below],
] as const)("goes %s to the next point", (_name, direction, expected) => {
  expect(nextPoint(shown, middle, direction, size)).toBe(expected);
});

test("goes to what is in the direction more than in another, also where that is nearer", () => {
  expect(nextPoint(shown, right, [0, 1], size)).toBe(below);
});

test("goes on, ends at the edge, and begins in the middle of what is seen", () => {
  expect(nextPoint(shown, right, [1, 0], size)).toBe(farRight);
  expect(nextPoint(shown, left, [-1, 0], size)).toBeUndefined();
  expect(nextPoint(shown, undefined, [1, 0], size)).toBe(middle);
});

test("finds what a line goes around, and what is seen", () => {
  const corners = [
    [40, 20],
    [80, 20],
    [80, 60],
    [40, 60],
  ] as const;
  expect(pointsIn(shown, corners)).toEqual([middle, right, above]);
  expect(pointsSeen(shown, size)).toEqual([middle, right, farRight, above, left, below]);
});

test("leaves out what is not meant", () => {
  const some = { ...shown, isMeant: (index: number) => index !== middle && index !== outside };
  expect(pointAt(some, [50, 50])).toBeUndefined();
  expect(nextPoint(some, left, [1, 0], size)).toBe(right);
});

describe("keys", () => {
  const said: unknown[] = [];
  const press = (key: string, current: number | undefined = middle, shiftKey = false) => {
    said.length = 0;
    const tell =
      (name: string) =>
      (...args: unknown[]) =>
        said.push([name, ...args]);
    const isTaken = pressOnMap({ key, shiftKey } as KeyboardEvent, {
      shown,
      size,
      current,
      onViewport: tell("viewport"),
      onCurrent: tell("current"),
      onPick: tell("pick"),
      onToggle: tell("toggle"),
      onClear: tell("clear"),
    });
    return { isTaken, said: [...said] };
  };

  test.each<[string, unknown[]]>([
    ["Enter", ["pick", middle]],
    [" ", ["toggle", middle]],
    ["Escape", ["clear"]],
    ["0", ["viewport", undefined]],
  ])("does what %j says", (key, expected) => {
    expect(press(key)).toEqual({ isTaken: true, said: [expected] });
  });

  test("goes to a point, and shows it", () => {
    expect(press("ArrowRight").said).toEqual([
      ["current", right],
      ["viewport", { scale: 100, x: 0, y: 0 }],
    ]);
    expect(press("ArrowLeft", left)).toEqual({ isTaken: true, said: [] });
  });

  test("moves the map with Shift, and zooms around the point", () => {
    expect(press("ArrowRight", middle, true).said).toEqual([["viewport", { scale: 100, x: -80, y: 0 }]]);
    expect(press("+", right).said).toMatchObject([
      ["viewport", { x: expect.closeTo(-35, 4), y: expect.closeTo(-25, 4) }],
    ]);
  });

  test("leaves the others to the page", () => {
    expect(press("Tab")).toEqual({ isTaken: false, said: [] });
    expect(press("/")).toEqual({ isTaken: false, said: [] });
  });
});
