import * as z from "zod/mini";
import type { Operations } from "../../http/operation";

export const operations: Operations = {
  openapi: {
    tag: "Description",
    summary: "Get this document",
    description: "Deployed where the description is public.",
    responses: {
      200: {
        description: "This document",
        schema: z.looseObject({ openapi: z.literal("3.1.0"), info: z.looseObject({}), paths: z.looseObject({}) }),
      },
    },
    errors: [],
  },
};
