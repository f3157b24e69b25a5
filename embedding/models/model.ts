import type { Vector } from "../vector";

/** What a vector is for: to be stored and found, or to find by. */
export const purposes = ["document", "query"] as const;

/** One of {@link purposes}. */
export type Purpose = (typeof purposes)[number];

/** What becomes of a text that is too long for a model: it is refused, or embedded without its end. */
export const truncations = ["none", "end"] as const;

/** One of {@link truncations}. */
export type Truncation = (typeof truncations)[number];

/** A group of AWS regions that an inference profile routes to, as its id begins. */
export type ProfileGroup = "us" | "eu" | "global";

/** How a model is to embed texts. */
export interface EmbedOptions {
  /** The vectors' length, one of the model's. */
  readonly dimension: number;
  readonly purpose: Purpose;
  /** Whether the vectors have unit length. */
  readonly normalize: boolean;
  /** Whether the model cuts off what is too long for it, in place of refusing it. */
  readonly truncate: boolean;
}

/** What a model answered. */
export interface ModelOutput {
  /** In the texts' order. */
  readonly vectors: readonly Vector[];
  /** The length of all texts in the model's tokens; undefined where the answer does not say. */
  readonly inputTokens: number | undefined;
  /**
   * Whether the end of a text was left out, asked for or not.
   * @default false
   */
  readonly truncated?: boolean;
}

/** A text embedding model on Amazon Bedrock: facts, and the bodies of InvokeModel. */
export interface EmbeddingModel {
  /** As AWS calls it. */
  readonly name: string;
  /** The lengths of vector that the model offers, its default first. */
  readonly dimensions: readonly [number, ...number[]];
  /** How many texts one call takes. */
  readonly textsPerCall: number;
  /** The longest text in characters (code points); undefined where only tokens count. */
  readonly maxCharacters: number | undefined;
  /** The longest text in the model's tokens. */
  readonly maxTokens: number;
  /** About how many characters (code points) of English one token has. */
  readonly charactersPerToken: number;
  /** US dollars for a million input tokens, on demand in us-east-1: https://aws.amazon.com/bedrock/pricing/ */
  readonly pricePerMillionTokens: number;
  /** The inference profiles that route to it. */
  readonly profiles: readonly ProfileGroup[];
  /** Whether an account subscribes to it in AWS Marketplace first. */
  readonly needsSubscription: boolean;
  /** Whether the model itself follows `normalize`. */
  readonly normalizes: boolean;
  /** Whether the model itself follows `truncate`. */
  readonly truncates: boolean;
  /** The body of a request for up to {@link textsPerCall} texts. */
  readonly request: (texts: readonly string[], options: EmbedOptions) => object;
  /**
   * What the body and the headers of an answer say, and of a vector that comes alone the digits that it came with. Throws
   * an `EmbeddingError` for anything but embeddings.
   */
  readonly response: (body: string, headers: Readonly<Record<string, string>>) => ModelOutput;
  /** Whether a refusal says that a text is too long. */
  readonly isTooLong: (message: string) => boolean;
  /**
   * How much of a text that is too long fits, as far as the refusal says: a share between 0 and 1.
   * @default not known
   */
  readonly fittingShare?: (message: string) => number | undefined;
}
