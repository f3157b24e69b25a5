import type { Operations } from "../../http/operation";
import { type HealthResponse, healthResponse } from "./response";

const example: HealthResponse = { status: "healthy" };

export const operations: Operations = {
  health: {
    tag: "Health",
    summary: "Ask whether the API answers",
    responses: { 200: { description: "It does", schema: healthResponse, example } },
    errors: [],
  },
  "health-head": {
    tag: "Health",
    summary: "Ask whether the API answers, without a body",
    responses: { 200: { description: "It does" } },
    errors: [],
  },
};
