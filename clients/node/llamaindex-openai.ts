// #region example
import { OpenAIEmbedding } from "@llamaindex/openai";
import { apiKey, baseURL, type EmbedRequest, fetch, serve } from "./serve.ts";

function embed({ texts, model, dimensions }: EmbedRequest) {
  const embedding = new OpenAIEmbedding({ additionalSessionOptions: { baseURL, fetch }, apiKey, model, dimensions });
  return embedding.getTextEmbeddingsBatch(texts);
}
// #endregion

await serve({ embed });
