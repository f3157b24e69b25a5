import { httpHandler, jsonResponse } from "../../http/http-handler";
import { queryOf } from "../../http/unused-input";
import { validate } from "../../http/validation";
import { bucket } from "../../settings/bucket";
import { storeId } from "../../settings/store-id";
import { listPage } from "./list-page";
import { listQuery } from "./request";

/** `GET /embeddings`: the ids of the stored embeddings, page by page. */
export const handler = httpHandler(
  async (event, context) =>
    jsonResponse(await listPage(validate(listQuery, queryOf(event), "query"), { bucket, storeId }, context)),
  { takes: "query" },
);
