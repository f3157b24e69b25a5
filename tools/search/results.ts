import * as z from "zod/mini";
import { passageText, placeOf } from "../api/stored-passage";
import { printable } from "../command/printable";
import { boldWords } from "./bold-words";

/** What is read of the answer of `POST /embeddings/search`. */
export const searchAnswer = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      score: z.number(),
      text: z.optional(z.string()),
      metadata: z.optional(z.record(z.string(), z.unknown())),
      expires_at: z.optional(z.string()),
      problem: z.optional(z.object({ detail: z.string() })),
    }),
  ),
  rerank: z.optional(z.object({ problem: z.optional(z.object({ detail: z.string() })) })),
});

export type SearchAnswer = z.infer<typeof searchAnswer>;

/** Each result with its score, id and place, and its passage with the query's words in bold. */
export function describeResults(
  { results }: SearchAnswer,
  { query, bold }: { readonly query: string; readonly bold: (text: string) => string },
): string {
  if (results.length === 0) return "Nothing is stored that this finds";
  const described = results.map(({ id, score, text, metadata, expires_at, problem }) => {
    const place = placeOf(metadata);
    const passage = text === undefined ? (problem?.detail ?? "It has no text") : text;
    return [
      `${score.toFixed(3)}  ${bold(printable(id))}`,
      ...(place ? [`  ${place}`] : []),
      ...(expires_at ? [`  expires ${printable(expires_at)}`] : []),
      "",
      boldWords(passageText(passage), query, bold),
    ].join("\n");
  });
  return described.join("\n\n");
}
