/** The gateway itself answers a request, in place of the function. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  /** The message is the answer's, in API Gateway's words. */
  constructor(
    readonly status: number,
    message: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }
}
