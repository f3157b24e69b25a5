import { httpHandler, jsonResponse } from "./http";
import type { HealthResponse } from "./schemas/responses/health";

/** `GET /health`: says that the API answers, to everyone, and therefore calls nothing that costs. */
export const handler = httpHandler(async () => jsonResponse({ status: "healthy" } satisfies HealthResponse));
