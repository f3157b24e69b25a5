import { invalidRequest } from "../../../embedding/errors";
import type { SearchMode } from "../../../embedding/ranking/search-mode";

/** How many of the most similar a hybrid search orders by their texts too, which all come from the index. */
export const candidateCounts = { least: 100, most: 1_000, default: 200 } as const;

/** Why candidates are refused. */
export const candidatesOfHybrid = 'acts only with the mode "hybrid"';

/**
 * The mode of a search: the one that the request names, else the service's, where there is a text. Throws 422 where the
 * request says how many candidates there are and the mode has none.
 */
export function modeOf(
  request: {
    readonly mode?: SearchMode | undefined;
    readonly text?: string | undefined;
    readonly candidates?: number | undefined;
  },
  serviceMode: SearchMode,
): SearchMode {
  const { text, candidates, mode = text === undefined ? "vector" : serviceMode } = request;
  if (mode === "vector" && candidates !== undefined) {
    throw invalidRequest([{ field: "candidates", message: candidatesOfHybrid }]);
  }
  return mode;
}
