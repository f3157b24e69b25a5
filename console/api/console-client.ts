import type { ConsoleAuthorization } from "../session";
import { errorOf, nobodyAnswers } from "./api-error";
import { signatureHeaders, type UnsignedRequest } from "./sigv4";

/** A request to the API. */
export interface ConsoleRequest {
  readonly method: "GET" | "POST" | "DELETE";
  /** Path and query, encoded, with a slash before. */
  readonly path: string;
  /** What is sent as JSON. */
  readonly body?: unknown;
}

/** The API that serves this page, called as everybody calls it. */
export class ConsoleClient {
  /** Credentials are renewed once where the API no longer takes them, as a token that has expired. */
  constructor(
    private authorization: ConsoleAuthorization | null,
    private readonly renew: () => Promise<ConsoleAuthorization | null>,
    private readonly origin = location.origin,
  ) {}

  /** The answer. Throws an `ApiError`, or the reason of the signal. */
  async send<Answer>(request: ConsoleRequest, signal?: AbortSignal): Promise<Answer> {
    let response = await this.fetch(request, signal);
    if (response.status === 401 || response.status === 403) {
      this.authorization = await this.renew();
      response = await this.fetch(request, signal);
    }
    if (!response.ok) throw await errorOf(response);
    return (response.status === 204 ? undefined : await response.json()) as Answer;
  }

  private async fetch({ method, path, body }: ConsoleRequest, signal: AbortSignal | undefined): Promise<Response> {
    const url = new URL(path, this.origin);
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      ...(text === undefined ? {} : { "content-type": "application/json" }),
      ...(await authorizationHeaders({ method, url, body: text }, this.authorization)),
    };
    try {
      return await fetch(url, { method, headers, body: text ?? null, signal: signal ?? null });
    } catch {
      signal?.throwIfAborted();
      throw nobodyAnswers(url.origin);
    }
  }
}

async function authorizationHeaders(
  request: UnsignedRequest,
  authorization: ConsoleAuthorization | null,
): Promise<Record<string, string>> {
  switch (authorization?.type) {
    case "bearer":
      return { authorization: `Bearer ${authorization.token}` };
    case "sigv4":
      return signatureHeaders(request, authorization);
    default:
      return {};
  }
}
