import type { Encoder } from "../model/encoder";

/** What a model makes of a request. */
export interface LocalAnswer {
  readonly body: object;
  /** Of all texts of the request. */
  readonly inputTokens: number;
}

/** A model of the local deployment. */
export interface LocalModel {
  /**
   * Answers the body of an InvokeModel, with vectors of the encoder. Throws the `BedrockError` that Bedrock answers where it
   * refuses it.
   */
  readonly invoke: (body: unknown, encoder: Encoder) => Promise<LocalAnswer>;
  /** The cross-Region inference profiles that lead to the model, by the prefix of their ids. */
  readonly profiles: readonly string[];
}
