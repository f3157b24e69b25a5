/** Each value as a ratio to the one that was measured right beside it, so that a machine that slows down slows both. */
export function pairedRatios(values: readonly number[], base: readonly number[]): number[] {
  return values.map((value, index) => value / (base[index] ?? Number.NaN));
}
