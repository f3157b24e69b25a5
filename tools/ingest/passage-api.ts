import * as z from "zod/mini";
import type { Passage } from "../../documents/passage";
import type { Truncation } from "../../embedding/models/model";
import {
  type ApiAnswer,
  type ApiClient,
  NoAnswer,
  parseAnswer,
  requestFailure,
  strangeAnswer,
} from "../api/api-client";
import { CommandError } from "../command/command-error";

/** What became of a passage. */
export type PassageOutcome =
  | {
      readonly stored: true;
      /** Whether the end of its text was left out. */
      readonly truncated: boolean;
      /** Whether it was stored before as it is, so that nothing was done. */
      readonly unchanged: boolean;
    }
  | {
      readonly stored: false;
      readonly reason: string;
      /**
       * Whether it will never be taken, was too much at that time, has failed, or there was no time to begin with it: then
       * it may be stored when it is sent again.
       */
      readonly kind: "refused" | "throttled" | "failed" | "notStarted";
    };

/**
 * What became of a request: an outcome for each passage; or it was too much at that time; or the service is not there;
 * or something in it is not taken.
 */
export type BatchOutcome =
  | {
      readonly kind: "answered";
      readonly outcomes: readonly PassageOutcome[];
      readonly model: string;
      /** The length of the embedded texts in the model's tokens. */
      readonly inputTokens: number;
      readonly retryAfterMs: number;
    }
  | {
      readonly kind: "throttled";
      readonly reason: string;
      readonly retryAfterMs: number;
      /** Whether it was for nothing but a limit of requests. */
      readonly isLimit: boolean;
    }
  | { readonly kind: "unavailable"; readonly reason: string; readonly retryAfterMs: number }
  | { readonly kind: "refused"; readonly reason: string };

/** What is known of the API that passages are sent to. */
export interface StoreArgs {
  /** Whether it has answered as the service does, so that where it no longer does it is being restarted. */
  readonly isProven: boolean;
}

/** What is read of an answer. */
const batchAnswer = z.object({
  results: z.array(
    z.object({
      success: z.boolean(),
      status: z.int(),
      embedding_id: z.nullable(z.string()),
      s3_key: z.nullish(z.string()),
      truncated: z.optional(z.boolean()),
      unchanged: z.optional(z.boolean()),
      problem: z.optional(z.object({ code: z.string(), detail: z.string() })),
    }),
  ),
  model: z.string(),
  input_token_count: z.int(),
});

type ItemResult = z.infer<typeof batchAnswer>["results"][number];

/** How {@link PassageApi} stores. */
export interface PassageApiArgs {
  /** @default a text that is too long for the model is refused */
  readonly truncate?: Truncation;
  /**
   * Whether what is stored as it is stays as it is.
   * @default true
   */
  readonly ifChanged?: boolean;
}

/** The API as far as it embeds and stores batches of passages. */
export class PassageApi {
  constructor(
    private readonly client: Pick<ApiClient, "send">,
    private readonly args: PassageApiArgs = {},
  ) {}

  /** Embeds and stores up to 100 passages. Throws a {@link CommandError} where no request to this API will succeed. */
  async store(passages: readonly Passage[], { isProven }: StoreArgs): Promise<BatchOutcome> {
    const items = passages.map(({ id, text, metadata }) => ({ text, embedding_id: id, metadata }));
    const { truncate = "none", ifChanged = true } = this.args;
    const body = {
      store_in_s3: true,
      // Half a megabyte of a batch that nobody reads.
      return_embedding: false,
      ...(truncate === "none" ? {} : { truncate }),
      ...(ifChanged ? { if_changed: true } : {}),
      items,
    };
    try {
      return outcomeOf(await this.client.send({ method: "POST", path: "/embeddings/batch", body }), passages, isProven);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      return { kind: "unavailable", reason: error.message, retryAfterMs: 0 };
    }
  }
}

function outcomeOf(answer: ApiAnswer, passages: readonly Passage[], isProven: boolean): BatchOutcome {
  const { status, reason, retryAfterMs = 0 } = answer;
  if (status === 200 || status === 207) return { kind: "answered", ...answerFor(answer, passages), retryAfterMs };
  if (status === 429) return { kind: "throttled", reason, retryAfterMs, isLimit: true };
  // Whoever says when to come back is there.
  if (status === 503 && answer.retryAfterMs !== undefined) {
    return { kind: "throttled", reason, retryAfterMs, isLimit: false };
  }
  if (status === 408 || status >= 500 || (status === 404 && isProven)) {
    return { kind: "unavailable", reason, retryAfterMs };
  }
  if (status === 413 || status === 422) return { kind: "refused", reason };
  if ((status === 401 || status === 403) && isProven) {
    throw new CommandError(
      `${answer.url} answered ${reason}: the credentials have expired, or may not store; with others the same command goes on`,
    );
  }
  throw requestFailure(answer);
}

function answerFor(answer: ApiAnswer, passages: readonly Passage[]) {
  const { results, model, input_token_count: inputTokens } = parseAnswer(answer, batchAnswer);
  if (!passages.every(({ id }, index) => results[index]?.embedding_id === id)) throw strangeAnswer(answer);
  const outcomes = results.map((result) => outcomeOfItem(result, answer));
  return { outcomes, model, inputTokens };
}

/** What no passage can be stored with until somebody mends it. */
const hopeless = ["index_mismatch", "model_access_denied"];

function outcomeOfItem(
  { success, status, s3_key, truncated = false, unchanged = false, problem }: ItemResult,
  { url }: ApiAnswer,
): PassageOutcome {
  if (success && s3_key) return { stored: true, truncated, unchanged };
  if (problem && hopeless.includes(problem.code)) throw new CommandError(`${url} answered ${problem.detail}`);
  const reason = problem ? `${status} ${problem.code}: ${problem.detail}` : `${status}, and was not stored`;
  return { stored: false, reason, kind: kindOf(status, problem?.code) };
}

function kindOf(status: number, code: string | undefined): "refused" | "throttled" | "failed" | "notStarted" {
  if (code === "not_started") return "notStarted";
  if (status === 429 || status === 503) return "throttled";
  return status === 408 || status >= 500 ? "failed" : "refused";
}
