/** Runs one thing after the other, whoever gives it. */
export type OneAtATime = <Result>(run: () => Promise<Result>) => Promise<Result>;

/** Makes one of its own. */
export function oneAtATime(): OneAtATime {
  let last: Promise<unknown> = Promise.resolve();
  return (run) => {
    const next = last.then(run);
    last = next.catch(() => {});
    return next;
  };
}
