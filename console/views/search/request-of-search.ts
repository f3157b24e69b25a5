import type { ConsoleRequest } from "../../api/console-client";
import type { SearchAddress } from "./search-address";

/** The request that finds what is searched; undefined where nothing is. */
export function requestOfSearch({ query, like, where, top }: SearchAddress): ConsoleRequest | undefined {
  const text = query.trim();
  if (!text && !like) return undefined;
  const conditions = Object.entries(where).map(([key, value]) => ({ [key]: { $eq: value } }));
  const [first, ...more] = conditions;
  const body = {
    ...(like ? { embedding_id: like } : { text }),
    top_k: top,
    include: ["text", "metadata"],
    ...(first ? { filter: more.length > 0 ? { $and: conditions } : first } : {}),
  };
  return { method: "POST", path: "/embeddings/search", body };
}
