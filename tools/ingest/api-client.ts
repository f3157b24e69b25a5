import * as z from "zod/mini";
import type { Passage } from "../../documents/passage";
import { isObject } from "../../embedding/is-object";
import type { Truncation } from "../../embedding/models/model";
import { CommandError } from "../command/command-error";
import type { Authorize } from "./sign-request";

/** What became of a passage. */
export type PassageOutcome =
  | {
      readonly stored: true;
      /** Whether the end of its text was left out. */
      readonly truncated: boolean;
    }
  | {
      readonly stored: false;
      readonly reason: string;
      /** Whether it may be stored when it is sent again. */
      readonly isTransient: boolean;
      /** Whether there was no time to begin with it. */
      readonly notStarted: boolean;
    };

/** What became of a request: an outcome for each passage; or it is to be repeated; or something in it is not taken. */
export type BatchOutcome =
  | {
      readonly kind: "answered";
      readonly outcomes: readonly PassageOutcome[];
      readonly model: string;
      /** The length of the embedded texts in the model's tokens. */
      readonly inputTokens: number;
    }
  | { readonly kind: "unavailable"; readonly reason: string; readonly retryAfterMs: number }
  | { readonly kind: "refused"; readonly reason: string };

/** Where and how the API is called. */
export interface ApiClientArgs {
  readonly url: string;
  /**
   * Whether a text that is too long for the model fails, or its end is left out.
   * @default it fails
   */
  readonly truncate?: Truncation;
  /** @default requests need no authorization */
  readonly authorize?: Authorize | undefined;
  /**
   * How long to wait for an answer; the API gives one within 30 seconds.
   * @default 40,000
   */
  readonly timeoutMs?: number;
}

/** What is read of an answer; the vectors are not. */
const batchAnswer = z.object({
  results: z.array(
    z.object({
      success: z.boolean(),
      status: z.int(),
      embedding_id: z.nullable(z.string()),
      s3_key: z.nullish(z.string()),
      truncated: z.optional(z.boolean()),
      problem: z.optional(z.object({ code: z.string(), detail: z.string() })),
    }),
  ),
  model: z.string(),
  input_token_count: z.int(),
});

/** The service's HTTP API, as far as it embeds and stores batches of passages. */
export class ApiClient {
  private readonly url: URL;

  constructor(private readonly args: ApiClientArgs) {
    this.url = new URL(`${args.url}/embeddings/batch`);
  }

  /** Embeds and stores up to 100 passages. Throws a {@link CommandError} where no request to this API will succeed. */
  async store(passages: readonly Passage[]): Promise<BatchOutcome> {
    const items = passages.map(({ id, text, metadata }) => ({ text, embedding_id: id, metadata }));
    const { authorize, truncate = "none", timeoutMs = 40_000 } = this.args;
    const body = JSON.stringify({ store_in_s3: true, ...(truncate === "none" ? {} : { truncate }), items });
    const contentType = { "content-type": "application/json" };
    const headers = authorize ? await authorize(this.url, body, contentType) : contentType;
    let response: Response;
    let text: string;
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      response = await fetch(this.url, { method: "POST", headers, body, redirect: "manual", signal });
      text = await response.text();
    } catch (error) {
      return { kind: "unavailable", reason: `the API did not answer (${connectionReason(error)})`, retryAfterMs: 0 };
    }
    return this.outcomeOf(response, text, passages);
  }

  private outcomeOf(response: Response, text: string, passages: readonly Passage[]): BatchOutcome {
    const { status } = response;
    const reason = describeProblem(status, text);
    if (status === 200 || status === 207) return { kind: "answered", ...this.parseAnswer(text, passages) };
    if (status === 429 || status === 408 || status >= 500) {
      return { kind: "unavailable", reason, retryAfterMs: parseRetryAfter(response.headers.get("retry-after")) };
    }
    if (status === 413 || status === 422) return { kind: "refused", reason };
    if (status === 401 || status === 403) {
      throw new CommandError(
        `${this.url} answered ${reason}: call it with the --auth that it serves, iam or jwt, and credentials that it knows`,
      );
    }
    throw new CommandError(`${this.url} answered ${reason}: set --url to where the embeddings service is`);
  }

  private parseAnswer(text: string, passages: readonly Passage[]) {
    const parsed = batchAnswer.safeParse(parseJson(text));
    const results = parsed.data?.results ?? [];
    if (!parsed.success || !passages.every(({ id }, index) => results[index]?.embedding_id === id)) {
      throw new CommandError(
        `${this.url} did not answer as the embeddings service does: set --url to where this one is`,
      );
    }
    const outcomes = results.map(({ success, status, s3_key, truncated = false, problem }): PassageOutcome => {
      if (success && s3_key) return { stored: true, truncated };
      if (problem?.code === "index_mismatch") throw new CommandError(`${this.url} answered ${problem.detail}`);
      return {
        stored: false,
        reason: problem ? `${status} ${problem.code}: ${problem.detail}` : `${status}, and was not stored`,
        isTransient: status === 429 || status === 408 || status >= 500,
        notStarted: problem?.code === "not_started",
      };
    });
    return { outcomes, model: parsed.data.model, inputTokens: parsed.data.input_token_count };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A status and what the answer says of it: the service's own problem document, or API Gateway's message. */
function describeProblem(status: number, text: string): string {
  const body = parseJson(text);
  const { code, detail, message } = isObject(body) ? body : {};
  return [`${status}${code ? ` ${code}` : ""}`, detail ?? message].filter(Boolean).join(": ").replace(/\.$/, "");
}

function connectionReason(error: unknown): string {
  const { name, message, cause } = isObject(error) ? error : { message: error };
  if (name === "TimeoutError") return "no time left";
  return String((isObject(cause) && cause["code"]) || message);
}

/** The longest pause that an answer can ask for, in milliseconds. */
const maxRetryAfterMs = 120_000;

/** How long `Retry-After` says to wait, in milliseconds: seconds, or a date. */
function parseRetryAfter(header: string | null): number {
  if (header === null) return 0;
  const waitMs = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Math.min(Math.max(waitMs || 0, 0), maxRetryAfterMs);
}
