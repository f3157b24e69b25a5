import { RecentRequests } from "../../common/recent-requests";
import type { RecordRequest } from "../api/console-client";
import type { RecordedBody, RecordedRequest, RecordedRequests, RequestDetail } from "./recorded-request";
import type { RequestSource } from "./request-source";

/** Of the bodies, in characters, which is as much as in bytes or half of it. */
const limits = { requests: 200, backgroundRequests: 50, bytes: 16 * 1024 * 1024 };
/** Of a longer body the beginning alone is kept. */
const maxBodyCharacters = 1024 * 1024;
/** How long {@link PageRequests.next} waits for a request, in milliseconds. */
const waitMs = 60_000;

interface Bodies {
  readonly request: RecordedBody | undefined;
  readonly answer: RecordedBody | undefined;
  readonly answerHeaders: Readonly<Record<string, string>>;
}

/** The requests that this page has sent, of which nobody else is told. */
export class PageRequests implements RequestSource {
  readonly description = "the last 200 of this page are kept, as long as it is open";
  private readonly recent = new RecentRequests<RecordedRequest, Bodies>(limits);

  /** What a million tokens cost, in US dollars; undefined where that is not known. */
  constructor(private readonly pricePerMillionTokens: number | undefined) {}

  /** What the client tells. */
  readonly record: RecordRequest = (request, answered): void => {
    const startMs = performance.now();
    const body = request.body === undefined ? undefined : keptBody(JSON.stringify(request.body));
    const keep = (outcome: Pick<RecordedRequest, "status" | "reason">, answer?: string, headers?: Headers) => {
      const { tokens, code } = saidOf(answer);
      const bodies = { request: body, answer: keptBody(answer), answerHeaders: Object.fromEntries(headers ?? []) };
      this.recent.add(
        {
          answeredAtMs: Date.now(),
          method: request.method,
          path: request.path,
          hasSecrets: false,
          durationMs: performance.now() - startMs,
          isBackground: request.isBackground ?? false,
          code,
          tokens,
          cost: tokens === undefined ? undefined : this.costOf(tokens),
          ...outcome,
        },
        bodies,
        [bodies.request, bodies.answer].reduce((sum, kept) => sum + (kept?.text?.length ?? 0), 0),
      );
    };
    answered
      // At once, for whoever asked reads it too.
      .then((response) => response.clone())
      .then(async (response) => keep({ status: response.status }, await response.text(), response.headers))
      .catch((error: unknown) => {
        const wasCancelled = error instanceof DOMException && error.name === "AbortError";
        keep({ status: 0, reason: wasCancelled ? "The page cancelled it" : "Nobody answered" });
      });
  };

  async next(after: RecordedRequests | undefined, signal: AbortSignal): Promise<RecordedRequests> {
    const last = after?.requests.at(-1)?.id ?? 0;
    if (after) await this.recent.wait(last, waitMs, signal);
    signal.throwIfAborted();
    return { recorder: "page", requests: this.recent.after(last) };
  }

  async detail(id: number): Promise<RequestDetail | undefined> {
    const kept = this.recent.get(id);
    if (!kept) return undefined;
    const { listed, bodies } = kept;
    if (!bodies) return { ...listed, isForgotten: true };
    const { request, answer, answerHeaders } = bodies;
    return {
      ...listed,
      isForgotten: false,
      requestBody: request,
      answerBody: answer,
      answerHeaders,
    };
  }

  private costOf(tokens: number) {
    return this.pricePerMillionTokens === undefined
      ? undefined
      : { model: (tokens * this.pricePerMillionTokens) / 1e6 };
  }
}

function keptBody(text: string | undefined): RecordedBody | undefined {
  if (!text) return undefined;
  const isCut = text.length > maxBodyCharacters;
  const bytes = new TextEncoder().encode(text).length;
  return { text: isCut ? text.slice(0, maxBodyCharacters) : text, bytes, isCut, hasSecrets: false };
}

/** What an answer says of the model's tokens, and of what is wrong. */
function saidOf(answer: string | undefined): { readonly tokens?: number; readonly code?: string } {
  try {
    const { input_token_count: count, usage, code } = JSON.parse(answer ?? "{}");
    const tokens: unknown = count ?? usage?.prompt_tokens;
    return {
      ...(typeof tokens === "number" ? { tokens } : {}),
      ...(typeof code === "string" ? { code } : {}),
    };
  } catch {
    return {};
  }
}
