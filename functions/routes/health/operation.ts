import type { Operations } from "../../http/operation";
import { healthResponse } from "./response";

export const operations: Operations = {
  health: {
    tag: "Health",
    summary: "Ask whether the API answers",
    responses: { 200: { description: "It does", schema: healthResponse } },
    errors: [],
  },
  "health-head": {
    tag: "Health",
    summary: "Ask whether the API answers, without a body",
    responses: { 200: { description: "It does" } },
    errors: [],
  },
};
