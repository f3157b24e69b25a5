/** A number as people write it, such as `2,200`. */
export function number(value: number): string {
  return value.toLocaleString("en");
}
