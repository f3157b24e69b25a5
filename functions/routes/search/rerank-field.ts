import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import { maxRerankedTexts } from "../../../embedding/ranking/rerankers";

const error =
  "must be true, false, or an object with any of model (a text), candidates (a number) and fallback (true or false)";
const candidatesError = { error: `must be a whole number from 1 to ${maxRerankedTexts}` };

const rerankOptions = described(
  z.strictObject({
    model: described(
      z.nullish(z.string({ error: "must be a string" })),
      "The Bedrock model id; by default the first that the service may use",
    ),
    candidates: described(
      z.nullish(
        z.int(candidatesError).check(z.minimum(1, candidatesError), z.maximum(maxRerankedTexts, candidatesError)),
      ),
      `How many are ordered again, by default ${maxRerankedTexts}: no more are results`,
    ),
    fallback: described(
      z.nullish(z.boolean({ error: "must be true or false" })),
      "Whether a search whose reranker is busy is answered without it, which its rerank says; by default true",
    ),
  }),
  { id: "RerankOptions" },
);

/** Whether, and how, what a search finds is ordered again by a reranker. */
export const rerankField = described(z.optional(z.union([z.boolean(), rerankOptions], { error })), {
  description:
    "Whether what the text finds is ordered again by a reranker, which reads the text and each passage. It costs as much as some 400 " +
    "searches, and needs a model in the bootstrap's rerankModels. An object says which `model`, how many `candidates` (1 to " +
    `${maxRerankedTexts}) and whether there is a \`fallback\``,
  examples: [true, { candidates: 50, fallback: false }],
});

/** How a search asks to be ordered again, with defaults; undefined where it does not. */
export function rerankingOf(rerank: z.infer<typeof rerankField>) {
  if (!rerank) return undefined;
  const { model, candidates, fallback } = rerank === true ? {} : rerank;
  return { model: model ?? undefined, candidates: candidates ?? maxRerankedTexts, fallback: fallback ?? true };
}
