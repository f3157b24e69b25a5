// #region example
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { embedMany } from "ai";
import { aiProblem } from "./ai-problem.ts";
import { apiKey, baseURL, type EmbedRequest, fetch, serve } from "./serve.ts";

const provider = createOpenAICompatible({ name: "embeddings", baseURL, apiKey, fetch });

async function embed({ texts, model, dimensions }: EmbedRequest) {
  const { embeddings } = await embedMany({
    model: provider.embeddingModel(model),
    values: texts,
    providerOptions: { embeddings: { dimensions } },
  });
  return embeddings;
}
// #endregion

await serve({ embed, problem: aiProblem });
