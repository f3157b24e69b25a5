import type { mapWithinDeadline as MapWithinDeadline } from "../../../functions/aws/map-within-deadline";
import { type RequestContext, withRequestContext } from "../../../functions/http/request-context";

let map: typeof MapWithinDeadline;
let ApiError: typeof import("../../../functions/http/errors").ApiError;

beforeAll(() => {
  process.env["BATCH_CONCURRENCY"] = "4";
  ({ mapWithinDeadline: map } = require("../../../functions/aws/map-within-deadline"));
  ({ ApiError } = require("../../../functions/http/errors"));
});

const unavailable = () => new ApiError("model_unavailable", "later");
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

test("halves the number of items under way once for those that fail together", async () => {
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
  expect(Math.max(...most.slice(4))).toBe(2);
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
    expect(context.itemErrors).toHaveLength(100);
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
