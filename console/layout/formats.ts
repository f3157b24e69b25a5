/** A time, such as `12 ms` or `1.2 s`. */
export function formatMs(ms: number): string {
  if (ms >= 10_000) return `${Math.round(ms / 1_000)} s`;
  if (ms >= 1_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${ms >= 10 || ms === 0 ? Math.round(ms) : ms.toFixed(1)} ms`;
}

/** A size, such as `22.4 KB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** US dollars with two digits that say something, such as `$0.000036`; cents where there are some. */
export function formatUsd(usd: number): string {
  if (usd === 0 || usd >= 0.01)
    return `$${usd.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
  return `$${usd.toFixed(Math.min(12, 1 - Math.floor(Math.log10(usd))))}`;
}

/** A number with commas between its thousands. */
export function formatCount(count: number): string {
  return count.toLocaleString("en");
}

/** Of smaller numbers it is known that they are seconds, as Python has them: in milliseconds it is March 1973. */
const leastMs = 1e11;

/** A time in the zone of whoever looks; other writers have other forms, which stay as they are. */
export function formatDate(value: string | number): string {
  const date = new Date(typeof value === "number" && value < leastMs ? value * 1_000 : value);
  return Number.isNaN(date.getTime())
    ? String(value)
    : date.toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "medium" });
}
