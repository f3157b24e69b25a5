import { table } from "../../local/table";
import type { CollectionText } from "./collection-text";
import { finderByVectors } from "./finder-by-vectors";
import { readCollection } from "./judged-collection";
import { localEncoders } from "./local-encoders";
import { orders } from "./orders";
import { type RankingQuality, rankingQuality } from "./ranking";

/** Prints how well each local model finds what people found relevant, in a collection of {@link readCollection}'s format. */
export async function benchQuality(directory: string): Promise<void> {
  const { texts, queries } = readCollection(directory);
  const rows: string[][] = [];
  for (const { name, encoder, close } of localEncoders()) {
    const find = await finderByVectors(texts, encoder);
    const judged = queries.filter(({ relevant }) => relevant.size > 0);
    const found = await Promise.all(judged.map(async (query) => ({ ...query, texts: await find(query.text) })));
    await close();
    for (const [mode, order] of Object.entries(orders)) {
      const startedAt = performance.now();
      const ordered = found.map(({ text, relevant, texts }) => ({ relevant, ...order(text, texts) }));
      const orderingMs = (performance.now() - startedAt) / found.length;
      const qualities = ordered.map(({ relevant, ordered }) =>
        rankingQuality(
          ordered.map(({ id }) => id),
          relevant,
        ),
      );
      const bytes = ordered.reduce((sum, { read }) => sum + bytesOf(read), 0) / ordered.length;
      const mean = (of: (quality: RankingQuality) => number) =>
        (qualities.reduce((sum, quality) => sum + of(quality), 0) / qualities.length).toFixed(3);
      rows.push([
        name,
        mode,
        mean(({ ndcg10 }) => ndcg10),
        mean(({ recall100 }) => recall100),
        orderingMs.toFixed(1),
        (bytes / 1_000).toFixed(0),
      ]);
    }
  }
  console.log(table([["model", "search", "nDCG@10", "recall@100", "ms to order", "KB of texts"], ...rows]));
}

function bytesOf(texts: readonly CollectionText[]): number {
  return texts.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
}
