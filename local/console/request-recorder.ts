import { randomUUID } from "node:crypto";
import { backgroundHeader, consoleRequestsLimits, RecentRequests } from "../../common/recent-requests";
import type {
  RecordedCalls,
  RecordedRequest,
  RecordedRequests,
  RequestDetail,
} from "../../console/requests/recorded-request";
import { requestCost } from "../cost/request-cost";
import type { AnswerHeaders, Exchange } from "../gateway/exchange";
import { parseRequestLog } from "../terminal/request-log";
import type { ServedRequest } from "../terminal/served-request";
import type { RequestDocuments } from "./console-site";
import { type KeptBody, keptBody, recordedBody } from "./recorded-body";
import { withoutSecrets } from "./without-secrets";

/** Of a longer line of log the beginning is kept. */
const maxLogCharacters = 65_536;
/** How long an answer is held back until there is something to tell, in milliseconds. */
const waitMs = 20_000;

/** The headers of requests that are no secrets; of others the names alone are kept. */
const knownHeaders = /^(?:accept.*|content-.*|expect|host|if-.*|origin|sec-fetch-.*|user-agent|x-forwarded-proto)$/;

/** What is kept of a request beside what its list shows. */
interface Bodies {
  readonly request: KeptBody | undefined;
  readonly answer: KeptBody | undefined;
  readonly log: string | undefined;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly answerHeaders: Readonly<Record<string, string>>;
}

/** Keeps the last requests that the gateway answered, without what is secret in them. */
export class RequestRecorder implements RequestDocuments {
  private readonly recorder = randomUUID();
  private readonly recent = new RecentRequests<RecordedRequest, Bodies>(consoleRequestsLimits);

  /** What the gateway tells. The time is in milliseconds since 1970. */
  readonly record = (served: ServedRequest, { received, answer }: Exchange, nowMs = Date.now()): void => {
    const { method, url, status, durationMs, reason } = served;
    const path = withoutSecrets(url);
    const log = parseRequestLog(served.log);
    const headers = received?.headers ?? {};
    const bodies: Bodies = {
      request: keptBody(received?.body, headers["content-encoding"]),
      answer: keptBody(answer.body, headerText(answer.headers["content-encoding"])),
      log: served.log?.slice(0, maxLogCharacters),
      requestHeaders: shownRequestHeaders(headers),
      answerHeaders: shownAnswerHeaders(answer.headers),
    };
    const sent = [bodies.request, bodies.answer];
    this.recent.add(
      {
        answeredAtMs: nowMs,
        method,
        path,
        hasSecrets: path !== url,
        status,
        durationMs,
        isBackground: headers[backgroundHeader] !== undefined,
        code: log.code,
        reason: reason && withoutSecrets(reason),
        model: recordedCalls(log.model),
        rerank: recordedCalls(log.rerank),
        storage: recordedCalls(log.storage),
        index: recordedCalls(log.index),
        tokens: log.model?.input_tokens,
        cost:
          served.log === undefined ? undefined : requestCost(log, Math.max(...sent.map((body) => body?.bytes ?? 0))),
      },
      bodies,
      sent.reduce((sum, body) => sum + (body?.start.length ?? 0), bodies.log?.length ?? 0),
    );
  };

  async next(query: URLSearchParams): Promise<RecordedRequests> {
    const after = query.get("recorder") === this.recorder ? Number(query.get("after") ?? 0) : undefined;
    // Who has none gets none at once, too.
    if (after !== undefined) await this.recent.wait(after, waitMs);
    return { recorder: this.recorder, requests: this.recent.after(after ?? 0) };
  }

  async detail(query: URLSearchParams): Promise<RequestDetail | undefined> {
    const kept = this.recent.get(Number(query.get("id")));
    if (!kept) return undefined;
    const { listed, bodies } = kept;
    if (!bodies) return { ...listed, isForgotten: true };
    const { request, answer, log, requestHeaders, answerHeaders } = bodies;
    return {
      ...listed,
      isForgotten: false,
      requestHeaders,
      requestBody: request && (await recordedBody(request)),
      answerHeaders,
      answerBody: answer && (await recordedBody(answer)),
      log: log && withoutSecrets(log),
    };
  }

  /** Whoever waits is answered at once. */
  close(): void {
    this.recent.close();
  }
}

function recordedCalls(calls: RecordedCalls | undefined): RecordedCalls | undefined {
  return calls && { latency_ms: calls.latency_ms, calls: calls.calls, attempts: calls.attempts };
}

function shownRequestHeaders(headers: NodeJS.Dict<string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value = ""]) => [name, knownHeaders.test(name) ? withoutSecrets(value) : "…"]),
  );
}

function shownAnswerHeaders(headers: AnswerHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || name === "set-cookie" ? [] : [[name, String(value)]],
    ),
  );
}

function headerText(value: AnswerHeaders[string]): string | undefined {
  return value === undefined ? undefined : String(value);
}
