import type { ApiError } from "../../http/errors";
import type { OpenaiError } from "./response";

/** The status of an error in OpenAI's interface, which has 400 for what is 422 on the other routes. */
export function openaiStatus(status: number): number {
  return status === 422 ? 400 : status;
}

/** An error in OpenAI's envelope. */
export function toOpenaiError(error: ApiError, requestId: string): OpenaiError {
  return {
    error: {
      message: error.detail,
      type: error.status < 500 ? "invalid_request_error" : "server_error",
      param: error.errors?.[0]?.field.split(".", 1)[0] || null,
      code: error.code,
      request_id: requestId,
    },
  };
}
