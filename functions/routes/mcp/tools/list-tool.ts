import * as z from "zod/mini";
import { type ListedStore, listPage } from "../../list/list-page";
import { listLimit, listQuery } from "../../list/request";
import { type AgentTool, argument, tool } from "./tool";

const { cursor, prefix } = listQuery.shape;

const listArguments = z.strictObject({
  prefix: argument(prefix, "What the ids start with; all, if left out"),
  limit: argument(z._default(listLimit, 100), "The most ids in one answer"),
  cursor: argument(cursor, "The next_cursor of the previous answer to the same prefix"),
});

/** The tool `list`. */
export function listTool(store: ListedStore): AgentTool {
  return tool({
    name: "list",
    title: "List the stored documents",
    description:
      "List the ids of the stored documents in their order, page by page. next_cursor gets the next page, and is null at the end.",
    schema: listArguments,
    run: async (page, { context }) => {
      const { embeddings, next_cursor } = await listPage(page, store, context);
      return {
        documents: embeddings.map(({ id, size_bytes, last_modified }) => ({ id, size_bytes, last_modified })),
        next_cursor,
      };
    },
  });
}
