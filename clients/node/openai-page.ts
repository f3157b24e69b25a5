import type { EmbedRequest } from "./serve.ts";

// What the bundle of the page has in their place.
declare const baseURL: string;
declare const apiKey: string;

// #region example
import OpenAI from "openai";

const client = new OpenAI({ baseURL, apiKey, dangerouslyAllowBrowser: true });

export async function embed({ texts, model, dimensions }: EmbedRequest) {
  const { data } = await client.embeddings.create({ input: texts, model, dimensions });
  return data.map(({ embedding }) => embedding);
}
// #endregion

export async function models() {
  const { data } = await client.models.list();
  return data.map(({ id }) => id);
}
