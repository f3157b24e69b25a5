/** Lines of a summary: what each is of, and what it says. */
export function summaryLines(rows: readonly (readonly [of: string, says: string])[]): string {
  const width = Math.max(...rows.map(([of]) => of.length));
  return rows.map(([of, says]) => `${of.padEnd(width)}  ${says}`).join("\n");
}
