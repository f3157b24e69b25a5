import document from "../../../openapi.json";
import { httpHandler, jsonResponse } from "../../http/http-handler";

const response = jsonResponse(document);

/** `GET /openapi.json`: the description of this API. */
export const handler = httpHandler(async () => response, { takes: "anything" });
