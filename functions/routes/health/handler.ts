import { httpHandler, jsonResponse } from "../../http/http-handler";
import type { HealthResponse } from "./response";

/** `GET /health`: says that the API answers, to everyone, and therefore calls nothing that costs. */
export const handler = httpHandler(async () => jsonResponse({ status: "healthy" } satisfies HealthResponse), {
  takes: "anything",
});
