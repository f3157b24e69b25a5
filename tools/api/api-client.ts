import { setTimeout } from "node:timers/promises";
import type * as z from "zod/mini";
import { parsedJson } from "../../common/parsed-json";
import { isObject } from "../../embedding/is-object";
import { backoffMs } from "../../functions/aws/backoff";
import { CommandError } from "../command/command-error";
import type { Authorize } from "./authorize";
import { regionInHost } from "./region-in-host";
import { addressWithoutRoute } from "./route-in-url";

/** Where and how the API is called. */
export interface ApiClientArgs {
  readonly url: string;
  /** @default requests need no authorization */
  readonly authorize?: Authorize | undefined;
  /**
   * How long to wait for an answer; the API gives one within 30 seconds.
   * @default 40,000
   */
  readonly timeoutMs?: number;
}

/** A request to the API. */
export interface ApiRequest {
  readonly method: string;
  /** Below the API's address, such as `/embeddings`. */
  readonly path: string;
  /** @default none */
  readonly query?: Readonly<Record<string, string | undefined>>;
  /**
   * What is sent as JSON.
   * @default nothing
   */
  readonly body?: unknown;
}

/** What the API answered. */
export interface ApiAnswer {
  readonly url: URL;
  readonly status: number;
  /** The body as JSON; undefined where it is none. */
  readonly body: unknown;
  /** The status, and what the answer says of it. */
  readonly reason: string;
  /** How long `Retry-After` says to wait, in milliseconds; undefined where the answer has none. */
  readonly retryAfterMs: number | undefined;
}

/** How often a request is sent that is throttled. */
export const attempts = 5;

/** Waits before a request is sent again, for the time that the last answer asks for at least. */
export async function pauseBefore(
  attempt: number,
  { retryAfterMs = 0 }: Pick<ApiAnswer, "retryAfterMs">,
): Promise<void> {
  await setTimeout(Math.max(retryAfterMs, backoffMs(attempt, { firstPauseMs: 500, maxPauseMs: 8_000 })));
}

/** The API did not answer: there is no connection, or no time left. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}

/** The service's HTTP API. */
export class ApiClient {
  constructor(private readonly args: ApiClientArgs) {}

  /** Throws {@link NoAnswer}, or a {@link CommandError} where there is nothing to authorize the request with. */
  async send({ method, path, query = {}, body: value }: ApiRequest): Promise<ApiAnswer> {
    const { authorize, timeoutMs = 40_000 } = this.args;
    const url = new URL(`${this.args.url}${path}`);
    for (const [name, text] of Object.entries(query)) if (text !== undefined) url.searchParams.set(name, text);
    const body = value === undefined ? undefined : JSON.stringify(value);
    const contentType: Record<string, string> = body === undefined ? {} : { "content-type": "application/json" };
    const headers = authorize ? await authorize({ method, url, headers: contentType, body }) : contentType;
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const response = await fetch(url, { method, headers, body: body ?? null, redirect: "manual", signal });
      const text = await response.text();
      const { status } = response;
      const retryAfterMs = parseRetryAfter(response.headers.get("retry-after"));
      return { url, status, body: parsedJson(text), reason: describeProblem(response, text), retryAfterMs };
    } catch (error) {
      throw new NoAnswer(`the API did not answer (${connectionReason(error)})`);
    }
  }

  /** Sends a request that may be repeated, for a while where it is throttled. Throws a {@link CommandError} where there is no answer. */
  async patiently(request: ApiRequest): Promise<ApiAnswer> {
    for (let attempt = 1; ; attempt++) {
      const answer = await this.send(request).catch((error: unknown) => {
        if (!(error instanceof NoAnswer)) throw error;
        throw new CommandError(`${this.args.url}: ${error.message}`);
      });
      if ((answer.status !== 429 && answer.status !== 503) || attempt === attempts) return answer;
      await pauseBefore(attempt, answer);
    }
  }

  /** Likewise, where it is answered with 200. Throws a {@link CommandError} for anything else. */
  async request(request: ApiRequest): Promise<ApiAnswer> {
    const answer = await this.patiently(request);
    if (answer.status !== 200) throw requestFailure(answer);
    return answer;
  }
}

/** What a schema reads of an answer. Throws a {@link CommandError} where it is not as the service answers. */
export function parseAnswer<Value>(answer: ApiAnswer, schema: z.ZodMiniType<Value>): Value {
  const { data, success } = schema.safeParse(answer.body);
  if (success) return data;
  throw strangeAnswer(answer);
}

/** What the caller can do about an answer that is no success. */
export function requestFailure({ url, status, body, reason }: ApiAnswer): CommandError {
  const at = `${url.origin}${url.pathname}`;
  if (status === 401 || status === 403) {
    const ofRegion = regionInHost(url.hostname) ? "" : "; iam signs for AWS_REGION, which must be the API's";
    return new CommandError(
      `${at} answered ${reason}: call it with the --auth that it serves, iam, jwt or keys, and, for this route too, credentials that it knows${ofRegion}`,
    );
  }
  // A list below a route is read as one embedding, whose request has no such query.
  const address = status === 404 || status === 422 ? addressWithoutRoute(url) : undefined;
  if (address) {
    return new CommandError(
      `${at} answered ${reason}: --url is the API's address without a route, set it to ${address}`,
    );
  }
  // The service itself says what is wrong.
  if (isObject(body) && typeof body["code"] === "string") return new CommandError(`${at} answered ${reason}`);
  if (status === 429 || status >= 500) return new CommandError(`${at} answered ${reason}: try again later`);
  return new CommandError(`${at} answered ${reason}: set --url to where the embeddings service is`);
}

/** What is wrong where something answers that is not the embeddings service, or another version of it. */
export function strangeAnswer({ url }: Pick<ApiAnswer, "url">): CommandError {
  return new CommandError(`${url} did not answer as the embeddings service does: set --url to where this one is`);
}

/** A status and what the answer says of it: the service's own problem document, OpenAI's error, API Gateway's message, or its text. */
function describeProblem({ status, headers }: Response, text: string): string {
  const body = parsedJson(text);
  const problem = isObject(body) && isObject(body["error"]) ? body["error"] : body;
  const { code, detail, message } = isObject(problem) ? problem : {};
  const plain = headers.get("content-type")?.startsWith("text/plain") ? firstOf(text) : undefined;
  const says = detail ?? message ?? plain;
  return [`${status}${code ? ` ${code}` : ""}`, typeof says === "object" ? JSON.stringify(says) : says]
    .filter(Boolean)
    .join(": ")
    .replace(/\.$/, "");
}

/** The beginning of a text, on one line. */
function firstOf(text: string): string {
  return text.slice(0, 200).replace(/\s+/g, " ").trim();
}

function connectionReason(error: unknown): string {
  const { name, message, cause } = isObject(error) ? error : { message: error };
  if (name === "TimeoutError") return "no time left";
  const { code, message: why } = isObject(cause) ? cause : {};
  if (code === "ERR_SSL_WRONG_VERSION_NUMBER") return "there is no TLS: is it http:// rather than https://?";
  return String(code || why || message);
}

/** The longest pause that an answer can ask for, in milliseconds. */
const maxRetryAfterMs = 120_000;

/** How long `Retry-After` says to wait, in milliseconds: seconds, or a date. */
function parseRetryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  const waitMs = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Math.min(Math.max(waitMs || 0, 0), maxRetryAfterMs);
}
