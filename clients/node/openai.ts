// #region example
import OpenAI from "openai";
import { apiKey, baseURL, type EmbedRequest, fetch, serve } from "./serve.ts";

const client = new OpenAI({ baseURL, apiKey, fetch });

async function embed({ texts, model, dimensions }: EmbedRequest) {
  const { data } = await client.embeddings.create({ input: texts, model, dimensions });
  return data.map(({ embedding }) => embedding);
}
// #endregion

async function models() {
  const { data } = await client.models.list();
  return data.map(({ id }) => id);
}

await serve({ embed, models });
