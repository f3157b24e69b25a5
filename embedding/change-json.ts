/**
 * The JSON text of an object with some fields in place of its own. Those that stay do so with the digits of their numbers,
 * of which JavaScript would lose some. Throws a `RangeError` where the object is nested too deep for that.
 */
export function changeJson(json: string, change: (fields: Record<string, unknown>) => object): string {
  const fields = JSON.parse(json, (_, value, context?: { readonly source?: string }) =>
    typeof value === "number" && context?.source !== undefined && String(value) !== context.source
      ? JSON.rawJSON(context.source)
      : value,
  );
  return JSON.stringify({ ...fields, ...change(fields) });
}
