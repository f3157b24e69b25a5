import { invalidRequest } from "../../../embedding/errors";
import type { SearchMode } from "../../../embedding/ranking/search-mode";

/** How many of the most similar are ordered by more than their vectors, which all come from the index. */
export const candidateCounts = { least: 100, most: 1_000, default: 200 } as const;

/** Why candidates are refused. */
export const candidatesOfOrdering = 'acts only with the mode "hybrid", or with queries, group_by or diversity';

/** What of a request says how it orders what it finds. */
export interface Ordering {
  readonly mode?: SearchMode | undefined;
  readonly text?: unknown;
  readonly queries?: unknown;
  readonly group_by?: string | undefined;
  readonly diversity?: number | undefined;
  readonly candidates?: number | undefined;
}

/** Whether a request takes a mode that is not its vectors' alone. */
export function hasWords({ text, queries }: Ordering): boolean {
  return text !== undefined || queries !== undefined;
}

/** Whether a request in this mode orders candidates by more than the similarity to one vector. */
export function ordersCandidates({ queries, group_by, diversity }: Ordering, mode: SearchMode): boolean {
  return mode === "hybrid" || [queries, group_by, diversity].some((field) => field !== undefined);
}

/**
 * The mode of a search: the one that the request names, else the service's, where there is a text. Throws 422 where the
 * request says how many candidates there are and none are ordered.
 */
export function modeOf(request: Ordering, serviceMode: SearchMode): SearchMode {
  const mode = request.mode ?? (hasWords(request) ? serviceMode : "vector");
  if (request.candidates !== undefined && !ordersCandidates(request, mode)) {
    throw invalidRequest([{ field: "candidates", message: candidatesOfOrdering }]);
  }
  return mode;
}
