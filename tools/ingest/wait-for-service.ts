import { type ApiAnswer, type ApiClient, type ApiRequest, NoAnswer, requestFailure } from "../api/api-client";
import { throwIfInterrupted } from "../command/interrupted";
import { type Clock, systemClock } from "../run/clock";
import type { Outage } from "./outage";

/** Arguments of {@link waitForService}. */
export interface WaitForServiceArgs {
  readonly outage: Outage;
  /** Says what it waits for. */
  readonly say: (note: string) => void;
  readonly signal: AbortSignal;
  /** @default that of the machine */
  readonly clock?: Clock;
}

/** The longest time that it waits before it asks again, in milliseconds. */
const maxPauseMs = 5_000;

/**
 * The answer to a request that changes nothing, once the service is there and has room for it. Throws a `CommandError`
 * for any other answer and where that takes too long, or `Interrupted`.
 */
export async function waitForService(
  client: Pick<ApiClient, "send">,
  request: ApiRequest,
  { outage, say, signal, clock = systemClock }: WaitForServiceArgs,
): Promise<ApiAnswer> {
  let said = "";
  for (;;) {
    const answer = await client.send(request).catch((error: unknown) => {
      if (error instanceof NoAnswer) return error;
      throw error;
    });
    if (!(answer instanceof NoAnswer)) {
      if (answer.status === 200) {
        outage.end();
        return answer;
      }
      const isAway = answer.status === 404 && outage.hasAnswered;
      if (!isAway && answer.status !== 408 && answer.status !== 429 && answer.status < 500)
        throw requestFailure(answer);
    }
    const { reason, retryAfterMs } =
      answer instanceof NoAnswer ? { reason: answer.message, retryAfterMs: undefined } : answer;
    if (reason !== said) say(`${reason}, waiting for the service`);
    said = reason;
    const now = clock.now();
    // Whoever says when to come back is there, or will be.
    if (retryAfterMs === undefined) outage.fail(reason, 0, now);
    else outage.throttle(reason, answer instanceof NoAnswer ? false : answer.status === 429, now);
    await clock.sleep(Math.max(outage.opensAt - now, Math.min(retryAfterMs ?? 0, maxPauseMs)), signal);
    throwIfInterrupted(signal);
  }
}
