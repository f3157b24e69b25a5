import { errorStack } from "../../common/caught-error";
import type { Throttling } from "../../service/http-api";
import { FunctionError, PayloadTooLargeError, ThrottledError } from "../lambda/lambda-function";

/** The gateway itself answers a request, in place of the function. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  /** The message is the answer's, in API Gateway's words; the reason is for whoever runs the gateway. */
  constructor(
    readonly status: number,
    message: string,
    readonly reason: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }

  /** Where the function threw; undefined where it did not. */
  get functionStack(): string | undefined {
    return this.cause instanceof FunctionError ? this.cause.functionStack : undefined;
  }
}

/** What the gateway answers where a request failed so: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof ThrottledError) return new Refusal(500, "Internal Server Error", error.message);
  if (error instanceof PayloadTooLargeError) return payloadTooLarge(error.message);
  const refusal = new Refusal(502, "Bad Gateway", error instanceof FunctionError ? error.message : errorStack(error));
  refusal.cause = error;
  return refusal;
}

/** The refusal of a request with a body that is too large, in some way. */
export function payloadTooLarge(reason: string): Refusal {
  return new Refusal(413, "Request Entity Too Large", reason);
}

/** The refusal of a request beyond the stage's throttling. */
export function throttled({ requestsPerSecond, burst }: Throttling): Refusal {
  const reason = `throttled: the route takes ${requestsPerSecond} requests a second, and ${burst} at once`;
  return new Refusal(429, "Too Many Requests", reason);
}

/** The refusal of a request whose function takes longer than the integration waits. */
export function tookTooLong(timeoutMs: number): Refusal {
  const reason = `the function took longer than the ${timeoutMs / 1000} s that the API waits`;
  return new Refusal(503, "Service Unavailable", reason);
}

/** The refusal of a request that may well be answered if it is sent again shortly. */
export function unavailable(reason: string, headers: Readonly<Record<string, string>> = {}): Refusal {
  return new Refusal(503, "Service Unavailable", reason, { "retry-after": "1", ...headers });
}
