import { formatAddress } from "../../address";

/** A value that metadata is filtered by. */
export type FilterValue = string | number | boolean;

/** What is searched, as the address of the view has it: whoever opens it sees the same. */
export interface SearchAddress {
  readonly query: string;
  /** The id of the embedding that others shall be like; then there is no query. */
  readonly like: string;
  /** What the metadata of the results must be, by key. */
  readonly where: Readonly<Record<string, FilterValue>>;
  /** The most results. */
  readonly top: number;
}

/** How many results one can ask for. */
export const tops: readonly number[] = [10, 25, 50, 100];

const defaultTop = 10;

/** Reads the view's part of an address; what makes no sense there is left out. */
export function parseSearch(parameters: URLSearchParams): SearchAddress {
  const top = Number(parameters.get("top") ?? defaultTop);
  return {
    query: parameters.get("q") ?? "",
    like: parameters.get("like") ?? "",
    where: parseWhere(parameters.get("where")),
    top: tops.includes(top) ? top : defaultTop,
  };
}

export function searchHref({ query, like, where, top }: SearchAddress): string {
  return formatAddress("search", {
    q: query,
    like,
    where: Object.keys(where).length > 0 ? JSON.stringify(where) : undefined,
    top: top === defaultTop ? undefined : String(top),
  });
}

function parseWhere(text: string | null): SearchAddress["where"] {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
    return Object.fromEntries(Object.entries(value).filter(([, one]) => isFilterValue(one)));
  } catch {
    return {};
  }
}

/** Whether metadata can be filtered by a value of it as it is. */
export function isFilterValue(value: unknown): value is FilterValue {
  return ["string", "number", "boolean"].includes(typeof value);
}
