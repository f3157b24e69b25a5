/** The time of a monotonic clock, in milliseconds. To load the global `performance` takes 2 ms of a cold start. */
export function monotonicMs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
}
