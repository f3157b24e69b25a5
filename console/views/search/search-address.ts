import type { SearchResponse } from "../../../functions/routes/search/response";
import { formatAddress } from "../../address";
import { type FilterCondition, fromFilter, toFilter } from "./condition";

/** What orders the results. */
export type ResultOrder = SearchResponse["mode"];

/** What is searched, as the address of the view has it: whoever opens it sees the same. */
export interface SearchAddress {
  readonly query: string;
  /** The id of the embedding that others shall be like; then there is no query. */
  readonly like: string;
  /** What the metadata of the results must be, all of it. */
  readonly where: readonly FilterCondition[];
  /** Undefined for what the service is configured to. */
  readonly mode: ResultOrder | undefined;
  /** Whether what a text finds is ordered again by a reranker, which each such search pays for. */
  readonly isReranked: boolean;
  /** The least cosine similarity of a result; undefined for any. */
  readonly least: number | undefined;
  /** The key of the metadata of whose values the results are one each; empty for none. */
  readonly group: string;
  /** Whether a result that is like one before it comes later. */
  readonly isVaried: boolean;
  /** The most results. */
  readonly top: number;
}

/** How many results one can ask for. */
export const tops: readonly number[] = [10, 25, 50, 100];

/** How results can be ordered, and how the form says so. */
export const modes: Readonly<Record<ResultOrder, string>> = { hybrid: "Meaning and words", vector: "Meaning alone" };

const defaultTop = 10;

/** Nothing is searched. */
export const emptySearch: SearchAddress = {
  query: "",
  like: "",
  where: [],
  mode: undefined,
  isReranked: false,
  least: undefined,
  group: "",
  isVaried: false,
  top: defaultTop,
};

/** Reads the view's part of an address; what makes no sense there is left out. */
export function parseSearch(parameters: URLSearchParams): SearchAddress {
  const top = Number(parameters.get("top") ?? defaultTop);
  const mode = parameters.get("mode") ?? "";
  return {
    query: parameters.get("q") ?? "",
    like: parameters.get("like") ?? "",
    where: parseWhere(parameters.get("where")),
    mode: Object.hasOwn(modes, mode) ? (mode as ResultOrder) : undefined,
    isReranked: parameters.get("rerank") === "yes",
    least: parseLeast(parameters.get("least") ?? ""),
    group: parameters.get("group") ?? "",
    isVaried: parameters.get("varied") === "yes",
    top: tops.includes(top) ? top : defaultTop,
  };
}

export function searchHref(address: SearchAddress): string {
  const { query, like, where, mode, isReranked, least, group, isVaried, top } = address;
  return formatAddress("search", {
    q: query,
    like,
    where: where.length > 0 ? JSON.stringify(where.map(toFilter)) : undefined,
    mode,
    rerank: isReranked ? "yes" : undefined,
    least: least === undefined ? undefined : String(least),
    group,
    varied: isVaried ? "yes" : undefined,
    top: top === defaultTop ? undefined : String(top),
  });
}

/** The least similarity that a text names; undefined where it names none. */
export function parseLeast(text: string): number | undefined {
  const least = Number(text);
  return text.trim() !== "" && least >= -1 && least <= 1 ? least : undefined;
}

function parseWhere(text: string | null): readonly FilterCondition[] {
  try {
    const value: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(value) ? value.flatMap((filter) => fromFilter(filter) ?? []) : [];
  } catch {
    return [];
  }
}
