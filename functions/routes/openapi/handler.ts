import document from "../../../openapi.json";
import { httpHandler, jsonResponse } from "../../http/http-handler";
import { auth } from "../../settings/auth";

const response = { ...jsonResponse(document), headers: { "x-auth": auth } };

/** `GET /openapi.json`: the description of this API, which is the same in every deployment, and by what this one authorizes. */
export const handler = httpHandler(async () => response, { takes: "anything" });
