import type { GatewayRequest } from "./http-event";

/** The headers of an answer, by their names in lower case. */
export type AnswerHeaders = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** What went over the line for a request: with all that is secret, so that it is not for everyone. */
export interface Exchange {
  /** Undefined where it could not be read. */
  readonly received: GatewayRequest | undefined;
  readonly answer: { readonly headers: AnswerHeaders; readonly body: Buffer | undefined };
}
