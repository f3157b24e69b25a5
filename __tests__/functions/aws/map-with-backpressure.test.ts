import { EmbeddingError } from "../../../embedding/errors";
import { type MapArgs, mapWithBackpressure, oneByOne } from "../../../functions/aws/map-with-backpressure";
import { type RequestContext, withRequestContext } from "../../../functions/http/request-context";

/** One by one, four at a time. */
const map = <Item, Value>(
  items: readonly Item[],
  task: (item: Item) => Promise<Value>,
  context: RequestContext,
  args: Partial<MapArgs<Item, Value>> = {},
) => mapWithBackpressure(items, { ...oneByOne(task), concurrency: 4, ...args }, context);

const unavailable = () => new EmbeddingError("model_unavailable", "later");
const within = <T>(handle: (context: RequestContext) => Promise<T>, timeMs = 29_000) =>
  withRequestContext("request-1", timeMs, handle);
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

test("starts again what finds the model unavailable, also the last item that is under way", async () => {
  const started: number[] = [];
  const outcomes = await within((context) =>
    map(
      numbers(4),
      async (item) => {
        started.push(item);
        if (item !== 3 || started.filter((other) => other === 3).length > 1) return item;
        // After all the others have ended.
        await new Promise((resolve) => setTimeout(resolve, 50));
        throw unavailable();
      },
      context,
    ),
  );
  expect(outcomes.map(({ value }) => value)).toEqual([0, 1, 2, 3]);
  expect(started).toEqual([0, 1, 2, 3, 3]);
});

test("halves the number of items under way once for those that fail together, and raises it again", async () => {
  let underWay = 0;
  const most: number[] = [];
  const calls = { count: 0 };
  await within((context) =>
    map(
      numbers(12),
      async () => {
        underWay += 1;
        calls.count += 1;
        const { count } = calls;
        most.push(underWay);
        // So long that the pauses of the lanes, of up to a second, end before all the work is done.
        await new Promise((resolve) => setTimeout(resolve, 150));
        underWay -= 1;
        if (count <= 4) throw unavailable();
      },
      context,
    ),
  );
  expect(Math.max(...most.slice(0, 4))).toBe(4);
  expect(Math.max(...most.slice(4, 6))).toBeLessThanOrEqual(2);
  expect(Math.max(...most.slice(6))).toBeGreaterThan(2);
});

test("gives up on a model that is gone, with an error for each item", async () => {
  let calls = 0;
  await within(async (context) => {
    const outcomes = await map(
      numbers(100),
      async () => {
        calls += 1;
        throw unavailable();
      },
      context,
    );
    const codes = outcomes.map(({ error }) => error?.code);
    // Four, then at most two, then one.
    expect(calls).toBeLessThanOrEqual(7);
    expect(codes.filter((code) => code === "model_unavailable")).toHaveLength(calls);
    expect(codes.filter((code) => code === "not_started")).toHaveLength(100 - calls);
    expect(codes).toHaveLength(100);
  });
});

test("starts nothing when the deadline is near", async () => {
  const outcomes = await within((context) => map(numbers(3), async (item) => item, context), 4_000);
  expect(outcomes.map(({ error }) => error?.code)).toEqual(["not_started", "not_started", "not_started"]);
});

test("goes on after an error, unless it is told to stop", async () => {
  const run = (stopsAtError: boolean) =>
    within((context) =>
      map(
        numbers(50),
        async (item) => {
          if (item === 0) throw new TypeError("broken");
          return item;
        },
        context,
        { stopsAtError },
      ),
    );
  const all = await run(false);
  expect(all.map(({ value }) => value).filter((value) => value !== undefined)).toEqual(numbers(50).slice(1));
  expect(all[0]?.error).toMatchObject({ code: "internal_error", cause: { message: "broken" } });
  const stopped = await run(true);
  expect(stopped[0]?.error?.code).toBe("internal_error");
  expect(stopped.at(-1)?.error?.code).toBe("not_started");
});

test("starts items in groups, and of a group again those that found the model unavailable", async () => {
  const started: number[][] = [];
  const task = async (group: readonly number[]) => {
    started.push([...group]);
    return group.map((item) => (item === 4 && started.length < 4 ? { error: unavailable() } : { value: item }));
  };
  const outcomes = await within((context) =>
    mapWithBackpressure(numbers(7), { task, groupSize: 3, concurrency: 4 }, context),
  );
  expect(outcomes.map(({ value }) => value)).toEqual(numbers(7));
  expect(started).toEqual([[0, 1, 2], [3, 4, 5], [6], [4]]);
});
