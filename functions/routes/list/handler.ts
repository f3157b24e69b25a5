import { filterNeedsIndex } from "../../fields/filter-fields";
import { byMethod } from "../../http/by-method";
import { type Handle, httpHandler, jsonResponse } from "../../http/http-handler";
import { queryOf, requireNoQuery } from "../../http/unused-input";
import { jsonBody, validate } from "../../http/validation";
import { bucket } from "../../settings/bucket";
import { storeId } from "../../settings/store-id";
import { index } from "../../settings/vector-index";
import { countStored } from "./count-stored";
import { filteredPage } from "./filtered-page";
import { indexPage } from "./index-page";
import { listPage } from "./list-page";
import { objectsPage } from "./objects-page";
import { listQuery } from "./request";
import { statsRequest } from "./stats-request";

/** The stored embeddings, page by page, of which by default their ids. */
const list: Handle = async (event, context) => {
  const query = validate(listQuery, queryOf(event), "query");
  const { include, prefix, filter } = query;
  const store = { bucket, storeId };
  if (filter) {
    if (!index) throw filterNeedsIndex();
    return jsonResponse(await filteredPage({ ...query, filter }, { ...store, index }, context));
  }
  if (include.length === 0) return jsonResponse(await listPage(query, store, context));
  // An index has no prefixes: it would have to be read from end to end, as for a filter.
  return index && prefix === ""
    ? jsonResponse(await indexPage(query, { ...store, index }, context))
    : jsonResponse(await objectsPage(query, store, context));
};

/** How many there are of which model, as far as there is time. */
const count: Handle = async (event, context) => {
  requireNoQuery(event);
  return jsonResponse(await countStored(jsonBody(event, statsRequest), { bucket, storeId, index }, context));
};

/** `GET /embeddings` and `POST /embeddings/stats`. */
export const handler = httpHandler(byMethod({ GET: list, POST: count }), { takes: "query" });
