import document from "../openapi.json";
import { httpHandler, jsonResponse } from "./http";

/** `GET /openapi.json`: the description of this API. */
export const handler = httpHandler(async () => jsonResponse(document));
