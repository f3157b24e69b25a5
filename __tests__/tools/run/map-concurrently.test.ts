import { mapConcurrently } from "../../../tools/run/map-concurrently";

const { signal } = new AbortController();

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
  for await (const result of mapConcurrently([9, 1, 5, 0, 3], task, { concurrency: 2, inOrder: true, signal }))
    results.push(result);
  expect(results).toEqual([9, 1, 5, 0, 3]);
  expect(most).toBe(2);
});

test("waits for what was begun before it fails", async () => {
  let ended = false;
  const task = async (item: number) => {
    await new Promise((resolve) => setImmediate(resolve));
    if (item === 1) throw new Error("failed");
    await new Promise((resolve) => setImmediate(resolve));
    ended = true;
  };
  const mapped = mapConcurrently([1, 2], task, { concurrency: 2, inOrder: true, signal });
  await expect(mapped.next()).rejects.toThrow("failed");
  expect(ended).toBe(true);
});

/** Tasks that the test ends one by one. */
function setUp(interrupt = new AbortController()) {
  const tasks = new Map<number, PromiseWithResolvers<number> & { readonly signal: AbortSignal }>();
  const begin = (item: number, taskSignal: AbortSignal) => {
    const task = Promise.withResolvers<number>();
    tasks.set(item, { ...task, signal: taskSignal });
    return task.promise;
  };
  const results: number[] = [];
  const map = async (items: readonly number[], concurrency: number) => {
    for await (const result of mapConcurrently(items, begin, { concurrency, signal: interrupt.signal })) {
      results.push(result);
    }
  };
  const turn = () => new Promise(setImmediate);
  return { tasks, results, map, turn, interrupt };
}

test("gives what is ready without waiting for what began before it", async () => {
  const { tasks, results, map, turn } = setUp();
  const done = map([1, 2, 3], 2);
  await turn();
  tasks.get(2)?.resolve(2);
  await turn();
  expect([results, [...tasks.keys()]]).toEqual([[2], [1, 2, 3]]);
  tasks.get(3)?.resolve(3);
  tasks.get(1)?.resolve(1);
  await done;
  expect(results).toEqual([2, 3, 1]);
});

test("begins nothing more once it is told to stop, and gives what was begun", async () => {
  const { tasks, results, map, turn, interrupt } = setUp();
  const done = map([1, 2, 3, 4], 2);
  await turn();
  interrupt.abort();
  expect(tasks.get(2)?.signal.aborted).toBe(true);
  for (const item of [1, 2]) tasks.get(item)?.resolve(item);
  await done;
  expect([results, [...tasks.keys()]]).toEqual([
    [1, 2],
    [1, 2],
  ]);
});

test("tells the others when one fails, and fails by that one's error when they have ended", async () => {
  const { tasks, map, turn } = setUp();
  const done = map([1, 2, 3], 2);
  await turn();
  const failed = expect(done).rejects.toThrow("the first");
  tasks.get(2)?.reject(new Error("the first"));
  await turn();
  expect(tasks.get(1)?.signal.aborted).toBe(true);
  tasks.get(1)?.reject(new Error("stopped"));
  await failed;
  expect([...tasks.keys()]).toEqual([1, 2]);
});

test("fails by the error of the one that failed first, also where one before it in order then fails for it", async () => {
  const task = async (item: number, taskSignal: AbortSignal) => {
    if (item === 2) throw new Error("the first");
    while (!taskSignal.aborted) await new Promise(setImmediate);
    throw new Error("stopped");
  };
  const mapped = mapConcurrently([1, 2], task, { concurrency: 2, inOrder: true, signal });
  await expect(mapped.next()).rejects.toThrow("the first");
});

test("tells what is under way when no more is asked for", async () => {
  const signals: AbortSignal[] = [];
  const task = async (item: number, taskSignal: AbortSignal) => {
    signals.push(taskSignal);
    return item;
  };
  for await (const _ of mapConcurrently([1, 2, 3], task, { concurrency: 2, signal })) break;
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
});
