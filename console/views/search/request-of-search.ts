import type { ConsoleRequest } from "../../api/console-client";
import { toFilter } from "./condition";
import type { SearchAddress } from "./search-address";

/** How much it weighs that a result is like those before it, where results shall vary. */
const variedDiversity = 0.4;

/** The request that finds what is searched; undefined where nothing is. */
export function requestOfSearch(address: SearchAddress): ConsoleRequest | undefined {
  const { query, like, where, mode, isReranked, least, group, isVaried, top } = address;
  const text = query.trim();
  if (!text && !like) return undefined;
  const conditions = where.map(toFilter);
  const [first, ...more] = conditions;
  const body = {
    ...(like ? { embedding_id: like } : { text, ...(mode ? { mode } : {}), ...(isReranked ? { rerank: true } : {}) }),
    top_k: top,
    include: ["text", "metadata", "expires_at"],
    ...(first ? { filter: more.length > 0 ? { $and: conditions } : first } : {}),
    ...(least === undefined ? {} : { min_score: least }),
    ...(group ? { group_by: group } : {}),
    ...(isVaried ? { diversity: variedDiversity } : {}),
  };
  return { method: "POST", path: "/embeddings/search", body };
}
