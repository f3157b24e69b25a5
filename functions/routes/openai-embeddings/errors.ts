import type { EmbeddingError, ErrorCode } from "../../../embedding/errors";
import { errorHeaders, statuses } from "../../http/error-answer";
import { type HttpResponse, jsonResponse } from "../../http/http-handler";
import type { OpenaiError } from "./response";

/** The status of an error in OpenAI's interface, which has 400 for what is 422 on the other routes. */
export function openaiStatus(code: ErrorCode): number {
  return statuses[code] === 422 ? 400 : statuses[code];
}

/** An error in OpenAI's envelope. */
export function toOpenaiError({ code, detail, errors }: EmbeddingError, requestId: string): OpenaiError {
  return {
    error: {
      message: detail,
      type: statuses[code] < 500 ? "invalid_request_error" : "server_error",
      param: errors?.[0]?.field || null,
      code,
      request_id: requestId,
    },
  };
}

/** How the routes of OpenAI's interface answer an error. */
export function renderOpenaiError(error: EmbeddingError, requestId: string): HttpResponse {
  return {
    ...jsonResponse(toOpenaiError(error, requestId), openaiStatus(error.code)),
    headers: errorHeaders(error),
  };
}
