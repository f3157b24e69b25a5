import * as z from "zod/mini";
import { maxRerankedTexts } from "../../../../embedding/ranking/rerankers";
import type { SearchMode } from "../../../../embedding/ranking/search-mode";
import { text } from "../../../../embedding/text";
import type { CalledReranker } from "../../../aws/rerank";
import { searchFilter } from "../../../fields/filter-fields";
import { orderingFields, orderingMode } from "../../search/ordering-fields";
import { searchRequest } from "../../search/request";
import { search } from "../../search/search";
import type { SearchedStore } from "../../search/searched-store";
import { citationOf } from "./citation";
import { clippedText } from "./clipped-text";
import { type AgentTool, argument, tool } from "./tool";

/** The most results: a model reads all of them. */
const maxResults = 100;

/** How much of a text a result has: a passage as `npm run ingest` cuts them, and more than it takes to see what it is about. */
export const maxFoundTextLength = 4_000;

const countError = { error: `must be a whole number from 1 to ${maxResults}` };

const { group_by } = orderingFields;

const searchFields = {
  query: argument(
    text,
    'What to look for: a question, a description, names or codes; in the mode hybrid, what is "in quotes" must occur',
    { minLength: 1 },
  ),
  mode: argument(
    z.optional(orderingMode),
    "hybrid orders by meaning and by words, which finds names and codes; vector by meaning alone",
  ),
  top_k: argument(
    z._default(z.int(countError).check(z.minimum(1, countError), z.maximum(maxResults, countError)), 10),
    "The most results",
  ),
  filter: argument(
    z.optional(searchFilter),
    'Which documents to search, by their metadata, such as {"language": "en", "year": {"$gte": 2020}}; operators: $eq, $ne, ' +
      "$gt, $gte, $lt, $lte, $in, $nin, $exists, $startsWith, and $and and $or of filters; of a list any value counts",
    { type: "object" },
  ),
  group_by: argument(
    group_by,
    "A key of the metadata, such as source, to see more documents instead of many passages of one: of each value only the best",
    { minLength: 1 },
  ),
};

const rerankArgument = argument(
  z._default(z.boolean({ error: "must be true or false" }), false),
  "Whether to have a reranker order the best again, for a question whose answers came too low; it costs as much as hundreds of searches",
);

const searchArguments = z.strictObject(searchFields);
const rerankingArguments = z.strictObject({ ...searchFields, rerank: rerankArgument });

/** What agents search in. */
export interface AgentSearch extends Omit<SearchedStore, "reranked"> {
  /** What the best may be ordered again by; undefined where the service may use none, and agents are not told of it. */
  readonly reranker: CalledReranker | undefined;
}

/** The tool `search`, in the form that agents know it by: https://platform.openai.com/docs/mcp */
export function searchTool({ reranker, ...store }: AgentSearch, serviceMode: SearchMode): AgentTool {
  return tool({
    name: "search",
    title: "Search the stored documents",
    description:
      `Find the stored documents and passages that match a query best, in the mode ${serviceMode} unless told otherwise. Each result has the id to ` +
      "fetch it by, a title, an address to cite, its text (its beginning, where text_truncated is true), a score and its metadata.",
    schema: reranker ? rerankingArguments : searchArguments,
    run: async (values, { context, apiUrl }) => {
      const { query, mode = serviceMode, top_k, filter, group_by: key } = values;
      const isReranked = "rerank" in values && values.rerank === true;
      const reranked =
        reranker && isReranked ? { model: reranker, candidates: maxRerankedTexts, fallback: true } : undefined;
      // Cut where it is too long, for a model cannot count its tokens.
      const asked = searchRequest.parse({ text: query, truncate: "end" });
      const { results, truncated, rerank } = await search(
        { ...asked, mode, top_k, filter, group_by: key, rerank: isReranked, include: includedFields },
        { ...store, reranked },
        context,
      );
      return {
        ...(truncated ? { query_truncated: true } : {}),
        ...(rerank?.problem ? { not_reranked: rerank.problem.detail } : {}),
        results: results.map(({ id, score, text: found = "", metadata, problem }) => ({
          ...citationOf(id, metadata, apiUrl),
          ...clippedText(found, maxFoundTextLength),
          score,
          metadata,
          ...(problem ? { problem: problem.detail } : {}),
        })),
      };
    },
  });
}

const includedFields: z.output<typeof searchRequest>["include"] = ["text", "metadata"];
