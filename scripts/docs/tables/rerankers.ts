import { type Reranker, rerankers } from "../../../embedding/ranking/rerankers";
import { code, markdownTable } from "../markdown";

/** The rerankers with what they cost, where they are and what they need. */
export function rerankersTable(): string {
  return markdownTable(
    ["model", "$ a thousand searches", "regions", "needs"],
    Object.entries<Reranker>(rerankers).map(([id, { pricePerMillionRequests, regions, needsSubscription }]) => [
      code(id),
      String(pricePerMillionRequests / 1_000),
      regions.join(", "),
      needsSubscription ? "[a subscription](models.md#access)" : "",
    ]),
  );
}
