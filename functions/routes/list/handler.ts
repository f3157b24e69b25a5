import { httpHandler, jsonResponse } from "../../http/http-handler";
import { queryOf } from "../../http/unused-input";
import { validate } from "../../http/validation";
import { bucket } from "../../settings/bucket";
import { storeId } from "../../settings/store-id";
import { index } from "../../settings/vector-index";
import { indexPage } from "./index-page";
import { listPage } from "./list-page";
import { objectsPage } from "./objects-page";
import { listQuery } from "./request";

/** `GET /embeddings`: the stored embeddings, page by page, of which by default their ids. */
export const handler = httpHandler(
  async (event, context) => {
    const query = validate(listQuery, queryOf(event), "query");
    const store = { bucket, storeId };
    if (query.include.length === 0) return jsonResponse(await listPage(query, store, context));
    // An index has no prefixes: it would have to be read from end to end.
    return index && query.prefix === ""
      ? jsonResponse(await indexPage(query, { ...store, index }, context))
      : jsonResponse(await objectsPage(query, store, context));
  },
  { takes: "query" },
);
