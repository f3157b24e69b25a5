import { AdaptiveLimit } from "../../../functions/aws/adaptive-limit";
import { type CallContext, newCalls } from "../../../functions/aws/call-context";
import { withRetries } from "../../run/retry";
import { AwsCallError, type AwsResource } from "./aws-error";
import { isThrottling, isTransient } from "./aws-failure";

/** Arguments of {@link AwsCalls}. */
export interface AwsCallsArgs {
  /** How many calls are under way at a time, at most. */
  readonly concurrency: number;
  /** How often a call that fails in passing is repeated. */
  readonly retries: number;
  /** Ends the waiting for another attempt. */
  readonly signal: AbortSignal;
}

/** Pauses before a call is repeated, in milliseconds. */
const pauses = { firstPauseMs: 200, maxPauseMs: 20_000 };

/** Calls of something of AWS: fewer at a time once it throttles, and again where one fails in passing. */
export class AwsCalls {
  private readonly limit: AdaptiveLimit;

  constructor(
    /** What is called. */
    readonly resource: AwsResource,
    private readonly args: AwsCallsArgs,
  ) {
    this.limit = new AdaptiveLimit(args.concurrency);
  }

  /** What `call` returns. Throws an {@link AwsCallError}, or `Interrupted` instead of waiting. */
  async run<Value>(call: (context: CallContext) => Promise<Value>): Promise<Value> {
    const { retries, signal } = this.args;
    const attempt = async () => {
      const [result] = await this.limit.run(() => Promise.allSettled([call(unhurried())]), isThrottled);
      if (result.status === "fulfilled") return result.value;
      throw new AwsCallError(result.reason, this.resource);
    };
    return withRetries(attempt, {
      policy: { attempts: retries + 1, ...pauses },
      isTransient: (error) => error instanceof AwsCallError && isTransient(error.cause),
      signal,
    });
  }
}

function isThrottled([result]: readonly [PromiseSettledResult<unknown>]): boolean {
  return result.status === "rejected" && isThrottling(result.reason);
}

/** The context of a call that has all the time it takes: what is under way is not ended. */
function unhurried(): CallContext {
  return {
    requestId: "reindex",
    signal: new AbortController().signal,
    remainingTimeMs: () => Number.POSITIVE_INFINITY,
    ...newCalls(),
  };
}
