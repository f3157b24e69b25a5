import type { GatewayRequest } from "./http-event";

/** What the gateway answers to a request for a {@link Site}. */
export interface SiteAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What the gateway serves itself beside the API, of which it is no part: nothing of it is deployed as a route. */
export interface Site {
  /** Whether the site answers at this path and query, and not the API. */
  has(url: string): boolean;
  /** Throws a `Refusal` where there is nothing for this request. */
  answer(request: GatewayRequest): Promise<SiteAnswer>;
}
