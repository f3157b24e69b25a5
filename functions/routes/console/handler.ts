import { httpHandler, jsonResponse } from "../../http/http-handler";
import { consoleSession } from "../../settings/console-session";
import { archivedFile } from "./archived-files";
import { fileAnswer } from "./file-answer";
import { siteHeaders } from "./site-headers";

/** `GET /` and what is below `/console/`: the page of the API, what it is made of, and what it is told. */
export const handler = httpHandler(
  async ({ rawPath: path, headers }) => {
    if (path === "/console/session.json") {
      return { headers: { ...siteHeaders, "cache-control": "no-cache" }, body: consoleSession };
    }
    const file = archivedFile(path);
    return file
      ? fileAnswer(file, headers)
      : { ...jsonResponse({ message: "Not Found" }, 404), headers: { ...siteHeaders } };
  },
  { takes: "anything" },
);
