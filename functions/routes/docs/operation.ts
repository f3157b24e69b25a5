import * as z from "zod/mini";
import type { Operations } from "../../http/operation";

export const operations: Operations = {
  docs: {
    tag: "Description",
    summary: "Get the description of the API as a page to try it from",
    description: "Deployed where the description is public.",
    responses: { 200: { description: "The page", contentType: "text/html", schema: z.string() } },
    errors: [],
  },
};
