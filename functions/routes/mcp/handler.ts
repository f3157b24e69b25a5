import { version } from "../../../package.json";
import { apiUrlOf } from "../../http/api-url";
import { httpHandler } from "../../http/http-handler";
import { jsonBody } from "../../http/validation";
import { allowedOrigins } from "../../settings/allowed-origins";
import { invocable } from "../../settings/bedrock";
import { bucket } from "../../settings/bucket";
import { environmentVariable } from "../../settings/environment";
import { model } from "../../settings/model";
import { firstReranker } from "../../settings/rerank-models";
import { searchMode } from "../../settings/search-mode";
import { storeId } from "../../settings/store-id";
import { index } from "../../settings/vector-index";
import { httpRefusal } from "./http-refusal";
import { refusedMessage, rpcMessage } from "./json-rpc";
import { answerRequest, type McpServer } from "./protocol";
import { fetchTool } from "./tools/fetch-tool";
import { listTool } from "./tools/list-tool";
import { searchTool } from "./tools/search-tool";

const server: McpServer = {
  serverInfo: { name: environmentVariable("SERVICE_NAME"), version },
  instructions:
    "Documents and passages that a team has stored. " +
    (index
      ? "Search for what you need, and fetch what a result has only the beginning of."
      : "List them, and fetch one."),
  tools: [
    ...(index ? [searchTool({ index, bucket, model: invocable(model), reranker: firstReranker }, searchMode)] : []),
    fetchTool(bucket),
    listTool({ bucket, storeId }),
  ],
};

/** `/mcp`: a stateless server of the Model Context Protocol, which answers each message by itself. */
export const handler = httpHandler(
  async (event, context) => {
    const refusal = httpRefusal(event, allowedOrigins);
    if (refusal) return refusal;
    const { id, method, params = {} } = jsonBody(event, rpcMessage);
    // A notification, or the response to what this server never asks.
    if (id === undefined || method === undefined) return { status: 202, body: "" };
    return answerRequest({ id, method, params }, server, { context, apiUrl: apiUrlOf(event) });
  },
  { takes: "anything", renderError: refusedMessage },
);
