import * as z from "zod/mini";
import { text } from "../../../../embedding/text";
import { searchFilter, searchRequest } from "../../search/request";
import { type SearchedStore, search } from "../../search/search";
import { citationOf } from "./citation";
import { clippedText } from "./clipped-text";
import { type AgentTool, argument, tool } from "./tool";

/** The most results: a model reads all of them. */
const maxResults = 100;

/** How much of a text a result has: a passage as `npm run ingest` cuts them, and more than it takes to see what it is about. */
export const maxFoundTextLength = 4_000;

const countError = { error: `must be a whole number from 1 to ${maxResults}` };

const searchArguments = z.strictObject({
  query: argument(text, "What to look for, in words: a question or a description", { minLength: 1 }),
  top_k: argument(
    z._default(z.int(countError).check(z.minimum(1, countError), z.maximum(maxResults, countError)), 10),
    "The most results",
  ),
  filter: argument(
    z.optional(searchFilter),
    'Which documents to search, by their metadata, such as {"language": "en", "year": {"$gte": 2020}}; operators: $eq, $ne, ' +
      "$gt, $gte, $lt, $lte, $in, $nin, $exists, $startsWith, and $and and $or of filters",
    { type: "object" },
  ),
});

/** The tool `search`, in the form that agents know it by: https://platform.openai.com/docs/mcp */
export function searchTool(store: SearchedStore): AgentTool {
  return tool({
    name: "search",
    title: "Search the stored documents",
    description:
      "Find the stored documents and passages whose meaning is most similar to a query, best first. Each result has the id to " +
      "fetch it by, a title, an address to cite, its text (its beginning, where text_truncated is true), a score and its metadata.",
    schema: searchArguments,
    run: async ({ query, top_k, filter }, { context, apiUrl }) => {
      // Cut where it is too long, for a model cannot count its tokens.
      const asked = searchRequest.parse({ text: query, truncate: "end" });
      const { results, truncated } = await search({ ...asked, top_k, filter, include: includedFields }, store, context);
      return {
        ...(truncated ? { query_truncated: true } : {}),
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
