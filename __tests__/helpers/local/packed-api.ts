import { once } from "node:events";
import { type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";
import type { Gateway } from "../../../local/gateway/gateway";
import type { LocalFunction } from "../../../local/lambda/lambda-function";

/** An answer of the API. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The parsed JSON body; empty where it is none. */
  readonly body: Record<string, unknown>;
}

/** How a request, or an item of a batch, came out. */
export interface Outcome {
  readonly status: number;
  readonly code?: string | undefined;
}

/** The outcome of a request, or those of a batch's items. Expects what holds for every answer. */
export function outcomesOf({ status, headers, text, body }: Answer): Outcome[] {
  expect(text).not.toContain("upstream secret");
  // A search has results too, which have no outcomes of their own.
  const results = ("succeeded" in body ? body["results"] : undefined) as
    | { status: number; problem?: { code: string } }[]
    | undefined;
  const unavailable = [{ status }, ...(results ?? [])].some((outcome) => outcome.status === 503);
  expect(headers["retry-after"]).toBe(unavailable ? "5" : undefined);
  if (!results) return [{ status, code: ((body["error"] ?? body) as { code?: string }).code }];
  expect(status).toBe(results.some(({ problem }) => problem) ? 207 : 200);
  return results.map((result) => ({ status: result.status, code: result.problem?.code }));
}

/** The HTTP API in front of the packed functions. */
export class PackedApi {
  /** The ids of the requests that a function has answered. */
  readonly requestIds: string[] = [];

  constructor(
    readonly url: string,
    private readonly gateway: Gateway,
    private readonly functions: readonly LocalFunction[],
  ) {}

  /** Sends a request as it is given: unlike `fetch`, which would normalize its path. */
  async send(
    method: string,
    path: string,
    headers: Record<string, string> = {},
    requestBody?: string | Buffer,
  ): Promise<Answer> {
    const outgoing = request(this.url, { method, path, headers });
    outgoing.end(requestBody);
    const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
    const text = Buffer.concat(await incoming.toArray()).toString();
    const requestId = incoming.headers["x-request-id"];
    if (requestId) this.requestIds.push(String(requestId));
    return {
      status: incoming.statusCode ?? 0,
      headers: incoming.headers,
      text,
      body: text && /json$/.test(incoming.headers["content-type"] ?? "") ? JSON.parse(text) : {},
    };
  }

  post(path: string, value: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send("POST", path, { "content-type": "application/json", ...headers }, JSON.stringify(value));
  }

  get(path: string): Promise<Answer> {
    return this.send("GET", path);
  }

  /** Ends the functions, whatever they are doing. */
  async kill(): Promise<void> {
    await Promise.all(this.functions.map((lambda) => lambda.close()));
  }

  async close(): Promise<void> {
    await this.gateway.close();
    await this.kill();
  }
}
