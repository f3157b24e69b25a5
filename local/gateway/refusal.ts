import { errorStack } from "../../common/caught-error";
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
