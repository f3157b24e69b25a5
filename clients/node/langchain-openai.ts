// #region example
import { OpenAIEmbeddings } from "@langchain/openai";
import { apiKey, baseURL, type EmbedRequest, fetch, serve } from "./serve.ts";

function embed({ texts, model, dimensions }: EmbedRequest) {
  const embeddings = new OpenAIEmbeddings({ configuration: { baseURL, fetch }, apiKey, model, dimensions });
  return embeddings.embedDocuments(texts);
}
// #endregion

await serve({ embed });
