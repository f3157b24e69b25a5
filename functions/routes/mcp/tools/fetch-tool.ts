import * as z from "zod/mini";
import { embeddingId } from "../../../../embedding/embedding-id";
import type { Bucket } from "../../../aws/s3";
import { getDocument } from "../../../storage/get-embedding";
import { citationOf } from "./citation";
import { clippedText } from "./clipped-text";
import { type AgentTool, argument, tool } from "./tool";

/** How much of a text is fetched: some 25,000 tokens, more than which clients refuse. */
export const maxFetchedTextLength = 100_000;

const fetchArguments = z.strictObject({
  id: argument(embeddingId, "The id of a result of search or list"),
});

/** The tool `fetch`, in the form that agents know it by: https://platform.openai.com/docs/mcp */
export function fetchTool(bucket: Bucket): AgentTool {
  return tool({
    name: "fetch",
    title: "Fetch a stored document",
    description:
      "Get one stored document or passage by its id: its text, a title, an address to cite and its metadata. Its vector is left out.",
    schema: fetchArguments,
    run: async ({ id }, { context, apiUrl }) => {
      const { text = "", metadata, model } = await getDocument(id, bucket, context);
      return { ...citationOf(id, metadata, apiUrl), ...clippedText(text, maxFetchedTextLength), metadata, model };
    },
  });
}
