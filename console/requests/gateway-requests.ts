import { ApiError } from "../api/api-error";
import { ownJson } from "../api/own-json";
import type { RecordedRequests, RequestDetail } from "./recorded-request";
import type { RequestSource } from "./request-source";

/** The requests that the gateway of `npm start` has answered, whoever sent them. */
export class GatewayRequests implements RequestSource {
  readonly description = "the last 200 to this API are kept, whoever sent them";

  next(after: RecordedRequests | undefined, signal: AbortSignal): Promise<RecordedRequests> {
    const last = after?.requests.at(-1)?.id ?? 0;
    const query = after ? `?${new URLSearchParams({ recorder: after.recorder, after: String(last) })}` : "";
    return ownJson<RecordedRequests>(`requests.json${query}`, signal);
  }

  async detail(id: number, signal: AbortSignal): Promise<RequestDetail | undefined> {
    try {
      return await ownJson<RequestDetail>(`request.json?id=${id}`, signal);
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return undefined;
      throw error;
    }
  }
}
