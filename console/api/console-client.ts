import type { ConsoleAuthorization } from "../session";
import { errorOf, nobodyAnswers } from "./api-error";
import { signatureHeaders, type UnsignedRequest } from "./sigv4";

/** A request to the API. */
export interface ConsoleRequest {
  readonly method: "GET" | "HEAD" | "POST" | "DELETE";
  /** Path and query, encoded, with a slash before. */
  readonly path: string;
  /** What is sent as JSON. */
  readonly body?: unknown;
  /** @default those that every request has */
  readonly headers?: Readonly<Record<string, string>>;
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
    const response = await this.response(request, signal);
    if (!response.ok) throw await errorOf(response);
    return (response.status === 204 ? undefined : await response.json()) as Answer;
  }

  /** The answer as it came, also where it says what is wrong. Throws where none came. */
  async response(request: ConsoleRequest, signal?: AbortSignal): Promise<Response> {
    const response = await this.fetch(request, signal);
    if (response.status !== 401 && response.status !== 403) return response;
    this.authorization = await this.renew();
    return this.fetch(request, signal);
  }

  private async fetch(
    { method, path, body, headers: own }: ConsoleRequest,
    signal: AbortSignal | undefined,
  ): Promise<Response> {
    const url = new URL(path, this.origin);
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      ...own,
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
