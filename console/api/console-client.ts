import { backgroundHeader } from "../../common/recent-requests";
import type { ConsoleAuthorization } from "../session";
import { ApiError, errorOf, jsonOf, nobodyAnswers } from "./api-error";
import { authorizationHeaders } from "./authorization-headers";

/** A request to the API. */
export interface ConsoleRequest {
  readonly method: "GET" | "HEAD" | "POST" | "PATCH" | "DELETE";
  /** Path and query, encoded, with a slash before. */
  readonly path: string;
  /** What is sent as JSON. */
  readonly body?: unknown;
  /**
   * Whether the console asks for itself, and whoever looks through the requests does not want to see it.
   * @default a person asks for it
   */
  readonly isBackground?: boolean;
  /** @default those that every request has */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Is told of a request as it is sent, and of its answer, which others read. */
export type RecordRequest = (request: ConsoleRequest, answered: Promise<Response>) => void;

/** The API that serves this page, called as everybody calls it. */
export class ConsoleClient {
  /** Credentials are renewed once where the API no longer takes them, as a token that has expired. */
  constructor(
    private authorization: ConsoleAuthorization | null,
    private readonly renew: () => Promise<ConsoleAuthorization | null>,
    private readonly origin = location.origin,
    private readonly record: RecordRequest = () => {},
  ) {}

  /** How requests are authorized, for a worker that sends its own; `isRefused` says that the API no longer takes that. */
  async authorizationFor({ isRefused }: { readonly isRefused: boolean }): Promise<ConsoleAuthorization | null> {
    if (isRefused) this.authorization = await this.renew();
    return this.authorization;
  }

  /** The answer. Throws an `ApiError`, or the reason of the signal. */
  async send<Answer>(request: ConsoleRequest, signal?: AbortSignal): Promise<Answer> {
    const response = await this.response(request, signal);
    if (!response.ok) throw await errorOf(response);
    return response.status === 204 ? (undefined as Answer) : jsonOf<Answer>(response, signal);
  }

  /** The answer as it came, also where it says what is wrong. Throws where none came. */
  async response(request: ConsoleRequest, signal?: AbortSignal): Promise<Response> {
    const response = await this.fetch(request, signal);
    if (response.status !== 401 && response.status !== 403) return response;
    await this.authorizationFor({ isRefused: true });
    return this.fetch(request, signal);
  }

  private async fetch(request: ConsoleRequest, signal: AbortSignal | undefined): Promise<Response> {
    const { method, path, body, headers: own, isBackground = false } = request;
    const problem = problemOf(request);
    if (problem) throw new ApiError(`A browser cannot send this request: ${problem}.`, 0);
    // With two slashes before, a path alone would name another host.
    const url = new URL(this.origin + path);
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      ...own,
      ...(text === undefined ? {} : { "content-type": "application/json" }),
      ...(isBackground ? { [backgroundHeader]: "1" } : {}),
      ...(await authorizationHeaders({ method, url, body: text }, this.authorization)),
    };
    try {
      const answered = fetch(url, { method, headers, body: text ?? null, signal: signal ?? null });
      this.record(request, answered);
      return await answered;
    } catch {
      signal?.throwIfAborted();
      throw nobodyAnswers(url.origin);
    }
  }
}

/** Why a browser would send another request, or none, which it does not tell from an API that does not answer. */
function problemOf({ path, headers }: ConsoleRequest): string | undefined {
  const segments = (path.split("?", 1)[0] ?? "").split("/");
  const steps = segments.find((segment) => /^(?:\.|%2e){1,2}$/i.test(segment));
  if (steps) return `it would leave ${steps} out of the path`;
  try {
    new Headers(headers);
  } catch {
    return "its headers may have no line breaks, and none but Latin characters";
  }
  return undefined;
}
