import type { BrowsedEmbedding } from "./use-stored";

/** What a stored object says of its vector, each as one reads it. */
export function storedFacts(stored: BrowsedEmbedding): readonly (readonly [of: string, says: string])[] {
  const { model, dimension, input_token_count: tokens, input_type: purpose, created_at: at } = stored;
  return (
    [
      ["Stored", at === undefined || at === null ? undefined : dateOf(at)],
      ["Model", model ?? "computed elsewhere"],
      ["Numbers", dimension?.toLocaleString("en")],
      ["Tokens", tokens?.toLocaleString("en")],
      ["Made for", purpose],
      ["Length", stored.normalized === true ? "1" : stored.normalized === false ? "not 1" : undefined],
      ["Text", stored.truncated ? "embedded without its end" : undefined],
    ] as const
  ).flatMap(([of, says]) => (says === undefined || says === null ? [] : [[of, says] as const]));
}

/** A time in the zone of whoever looks; other writers have other forms, which stay as they are. */
function dateOf(value: string | number): string {
  const date = new Date(value);
  return Number.isNaN(date.getTime())
    ? String(value)
    : date.toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "medium" });
}

/** What metadata has under a key, as it is read: a text as it is, and all else as JSON. */
export function metadataText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
