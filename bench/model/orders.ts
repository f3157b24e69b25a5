import { rankHybrid } from "../../embedding/ranking/rank-hybrid";
import type { SearchMode } from "../../embedding/ranking/search-mode";
import { candidateCounts } from "../../functions/routes/search/mode";
import type { CollectionText } from "./finder-by-vectors";

/** How a search of each mode orders what the vectors found, best first. */
export const orders: Readonly<
  Record<SearchMode, (query: string, found: readonly CollectionText[]) => readonly CollectionText[]>
> = {
  vector: (_, found) => found,
  hybrid: (query, found) => rankHybrid(query, found.slice(0, candidateCounts.default)),
};
