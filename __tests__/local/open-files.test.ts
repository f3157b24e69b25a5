import { openFiles } from "../../local/open-files";

test.each([
  [Number.POSITIVE_INFINITY, { sandboxes: 8, connections: Number.POSITIVE_INFINITY }],
  [1_024, { sandboxes: 8, connections: 416 }],
  [256, { sandboxes: 6, connections: 46 }],
  [60, { sandboxes: 1, connections: 1 }],
])("shares a limit of %d among sandboxes and connections", (limit, shares) => {
  expect(openFiles(limit)).toEqual(shares);
});

test("reads the limit of this process", () => {
  const { sandboxes, connections } = openFiles();
  expect(sandboxes).toBeGreaterThanOrEqual(1);
  expect(connections).toBeGreaterThanOrEqual(1);
});
