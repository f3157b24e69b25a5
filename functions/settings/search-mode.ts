import type { SearchMode } from "../../embedding/ranking/search-mode";
import { environmentVariable } from "./environment";

/** How the service searches where a request does not say. */
export const searchMode = environmentVariable("SEARCH_MODE") as SearchMode;
