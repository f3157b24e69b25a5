import { formatDate } from "../../layout/formats";
import type { BrowsedEmbedding } from "./use-stored";

/** What a stored object says of its vector, each as one reads it. */
export function storedFacts(stored: BrowsedEmbedding): readonly (readonly [of: string, says: string])[] {
  const { model, dimension, input_token_count: tokens, input_type: purpose, created_at: at, expires_at: end } = stored;
  return (
    [
      ["Stored", at === undefined || at === null ? undefined : formatDate(at)],
      ["Expires", end === undefined || end === null ? undefined : formatDate(end)],
      ["Model", model ?? "computed elsewhere"],
      ["Numbers", dimension?.toLocaleString("en")],
      ["Tokens", tokens?.toLocaleString("en")],
      ["Made for", purpose],
      ["Length", stored.normalized === true ? "1" : stored.normalized === false ? "not 1" : undefined],
      ["Text", stored.truncated ? "embedded without its end" : undefined],
    ] as const
  ).flatMap(([of, says]) => (says === undefined || says === null ? [] : [[of, says] as const]));
}

/** What metadata has under a key, as it is read: a text as it is, and all else as JSON. */
export function metadataText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
