import { defaultEmbeddingModelId, embeddingModels } from "../../embedding/models/index";
import { dotProduct } from "../../embedding/similarity";
import { toUnitLength } from "../../embedding/unit-length";
import type { Encoder } from "../../local/model/encoder";
import { table } from "../../local/table";
import { type JudgedCollection, readCollection } from "./judged-collection";
import { localEncoders } from "./local-encoders";
import { rankingQuality } from "./ranking";

/** Prints how well each local model finds what people found relevant, in a collection of {@link readCollection}'s format. */
export async function benchQuality(directory: string): Promise<void> {
  const collection = readCollection(directory);
  const rows: string[][] = [];
  for (const { name, encoder, close } of localEncoders()) {
    const { ndcg10, recall100 } = await searchQuality(collection, encoder);
    await close();
    rows.push([name, "vectors", ndcg10.toFixed(3), recall100.toFixed(3)]);
  }
  console.log(table([["model", "search", "nDCG@10", "recall@100"], ...rows]));
}

/** The mean over all queries to which anything is relevant. */
async function searchQuality({ texts, queries }: JudgedCollection, encoder: Encoder) {
  const [dimension] = embeddingModels[defaultEmbeddingModelId].dimensions;
  const encode = async (text: string) => toUnitLength(await encoder.encode(text, { dimension, space: "" }));
  const vectors = await Promise.all(texts.map(async ({ id, text }) => ({ id, vector: await encode(text) })));
  const found = await Promise.all(
    queries
      .filter(({ relevant }) => relevant.size > 0)
      .map(async ({ text, relevant }) => {
        const query = await encode(text);
        const scored = vectors.map(({ id, vector }) => ({ id, score: dotProduct(query, vector) }));
        return rankingQuality(
          scored.toSorted((a, b) => b.score - a.score).map(({ id }) => id),
          relevant,
        );
      }),
  );
  const mean = (of: (quality: (typeof found)[number]) => number) =>
    found.reduce((sum, quality) => sum + of(quality), 0) / found.length;
  return { ndcg10: mean(({ ndcg10 }) => ndcg10), recall100: mean(({ recall100 }) => recall100) };
}
