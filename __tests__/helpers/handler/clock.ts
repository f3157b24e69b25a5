/** What keeps the real time: all but the date. */
const real = [
  "hrtime",
  "nextTick",
  "performance",
  "queueMicrotask",
  "setImmediate",
  "clearImmediate",
  "setInterval",
  "clearInterval",
  "setTimeout",
  "clearTimeout",
] as const;

/** A date that stands still until a test moves it, while all that waits goes on. */
export interface Clock {
  /** Lets so much time pass. */
  pass(milliseconds: number): void;
  /** The date in so many milliseconds, in ISO 8601. */
  in(milliseconds: number): string;
}

/** Stops the date for the tests of a file, each of which begins now. */
export function useClock(): Clock {
  beforeEach(() => {
    jest.useFakeTimers({ now: Date.now(), doNotFake: [...real] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });
  return {
    pass: (milliseconds) => jest.setSystemTime(Date.now() + milliseconds),
    in: (milliseconds) => new Date(Date.now() + milliseconds).toISOString(),
  };
}
