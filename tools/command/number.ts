/** A number as people write it, such as `2,200`. */
export function number(value: number): string {
  return value.toLocaleString("en");
}

/** How many there are of what each is called so, such as `1 passage` or `2,200 passages`. */
export function counted(count: number, unit: string): string {
  return `${number(count)} ${unit}${count === 1 ? "" : "s"}`;
}
