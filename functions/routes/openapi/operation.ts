import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import type { Operations } from "../../http/operation";

export const operations: Operations = {
  openapi: {
    tag: "Description",
    summary: "Get the description of the API",
    description: "Deployed where the description is public.",
    responses: {
      200: {
        description: "This document",
        headers: {
          "x-auth": described(z.enum(["iam", "jwt", "keys", "none"]), {
            description: "Which of the ways to authorize a request is this deployment's",
            header: { id: "Auth" },
          }),
        },
        schema: z.looseObject({ openapi: z.literal("3.1.0"), info: z.looseObject({}), paths: z.looseObject({}) }),
      },
    },
    errors: [],
  },
};
