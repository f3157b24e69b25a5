import type { Context } from "aws-lambda";
import { withRequestContext } from "../http/request-context";
import { store } from "../settings/store";
import { logSweep } from "./log-sweep";
import { type Swept, sweep } from "./sweep";

/**
 * Sweeps what has expired, by a schedule. Throws where not all of it could be deleted, once it has been logged: then Lambda
 * repeats the run, and at last hands its event to the queue of failures.
 */
export async function handler(
  _event: unknown,
  { awsRequestId, getRemainingTimeInMillis }: Pick<Context, "awsRequestId" | "getRemainingTimeInMillis">,
): Promise<Omit<Swept, "errors">> {
  return withRequestContext(awsRequestId, getRemainingTimeInMillis(), async (context) => {
    const { errors, ...swept } = await sweep(store, context);
    logSweep({ ...swept, errors }, context);
    // Without the causes, whose messages may quote requests: Lambda logs what is thrown.
    const codes = [...new Set(errors.map(({ code }) => code))];
    if (codes.length > 0) throw new Error(`Not all that has expired could be deleted: ${codes.join(", ")}`);
    return swept;
  });
}
