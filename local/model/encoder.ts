/** What a vector is to be like. */
export interface EncodeArgs {
  /** Its length in numbers. */
  readonly dimension: number;
  /** Vectors of two spaces have nothing in common, as those of two models. */
  readonly space: string;
}

/** What makes the numbers of the local models, whatever their wire formats. */
export interface Encoder {
  /**
   * A vector other than zero: whoever needs unit length scales it. Throws an {@link EncoderError} where what makes it
   * cannot.
   */
  encode(text: string, args: EncodeArgs): Promise<number[]>;
}

/** Why there is no vector, for whoever started the local deployment. */
export class EncoderError extends Error {
  override readonly name = "EncoderError";
}
