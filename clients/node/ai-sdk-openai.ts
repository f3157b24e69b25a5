// #region example
import { createOpenAI } from "@ai-sdk/openai";
import { embedMany } from "ai";
import { aiProblem } from "./ai-problem.ts";
import { apiKey, baseURL, type EmbedRequest, fetch, serve } from "./serve.ts";

const openai = createOpenAI({ baseURL, apiKey, fetch });

async function embed({ texts, model, dimensions }: EmbedRequest) {
  const { embeddings } = await embedMany({
    model: openai.embedding(model),
    values: texts,
    providerOptions: { openai: { dimensions } },
  });
  return embeddings;
}
// #endregion

await serve({ embed, problem: aiProblem });
