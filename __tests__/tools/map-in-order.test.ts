import { mapInOrder } from "../../tools/map-in-order";

test("keeps the order of the source, with no more under way than the limit", async () => {
  let underWay = 0;
  let most = 0;
  const task = async (turns: number) => {
    underWay += 1;
    most = Math.max(most, underWay);
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    underWay -= 1;
    return turns;
  };
  const results: number[] = [];
  for await (const result of mapInOrder([9, 1, 5, 0, 3], task, 2)) results.push(result);
  expect(results).toEqual([9, 1, 5, 0, 3]);
  expect(most).toBe(2);
});

test("waits for what was begun before it fails", async () => {
  let ended = false;
  const task = async (item: number) => {
    if (item === 1) throw new Error("failed");
    await new Promise((resolve) => setImmediate(resolve));
    ended = true;
  };
  const mapped = mapInOrder([1, 2], task, 2);
  await expect(mapped.next()).rejects.toThrow("failed");
  expect(ended).toBe(true);
});
