import { defaultEmbeddingModelId, embeddingModels } from "../../embedding/models/index";
import { dotProduct } from "../../embedding/similarity";
import { toUnitLength } from "../../embedding/unit-length";
import type { Encoder } from "../../local/model/encoder";
import type { CollectionText } from "./collection-text";

/** Embeds a collection, and finds by a query all of its texts, the most similar first. */
export async function finderByVectors(
  texts: readonly CollectionText[],
  encoder: Encoder,
): Promise<(query: string) => Promise<CollectionText[]>> {
  const [dimension] = embeddingModels[defaultEmbeddingModelId].dimensions;
  const encode = async (text: string) => toUnitLength(await encoder.encode(text, { dimension, space: "" }));
  const stored = await Promise.all(texts.map(async (text) => ({ text, vector: await encode(text.text) })));
  return async (query) => {
    const asked = await encode(query);
    const similar = stored.map(({ text, vector }) => ({ text, similarity: dotProduct(asked, vector) }));
    return similar.toSorted((a, b) => b.similarity - a.similarity).map(({ text }) => text);
  };
}
