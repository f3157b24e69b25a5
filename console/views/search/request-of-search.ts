import type { ConsoleRequest } from "../../api/console-client";
import { toFilter } from "./condition";
import type { SearchAddress } from "./search-address";

/** The request that finds what is searched; undefined where nothing is. */
export function requestOfSearch({ query, like, where, mode, least, top }: SearchAddress): ConsoleRequest | undefined {
  const text = query.trim();
  if (!text && !like) return undefined;
  const conditions = where.map(toFilter);
  const [first, ...more] = conditions;
  const body = {
    ...(like ? { embedding_id: like } : { text, ...(mode ? { mode } : {}) }),
    top_k: top,
    include: ["text", "metadata"],
    ...(first ? { filter: more.length > 0 ? { $and: conditions } : first } : {}),
    ...(least === undefined ? {} : { min_score: least }),
  };
  return { method: "POST", path: "/embeddings/search", body };
}
