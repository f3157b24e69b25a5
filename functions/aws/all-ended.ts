/**
 * The values of all tasks, once each has ended. Throws the first error then, and not before: a call that was left under way
 * would go on in the next request of a function.
 */
export async function allEnded<Values extends readonly unknown[]>(
  tasks: {
    readonly [Index in keyof Values]: Promise<Values[Index]>;
  },
): Promise<Values> {
  await Promise.allSettled(tasks);
  return (await Promise.all(tasks)) as unknown as Values;
}
