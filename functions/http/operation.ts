import type * as z from "zod/mini";
import type { EmbeddingError, ErrorCode } from "../../embedding/errors";

/**
 * What the operations of one route are, by their names in its row of service/routes.ts: its operation.ts exports
 * `operations`. The description of the API, examples for benchmarks and tests come from them, and no function loads them.
 */
export type Operations = Readonly<Record<string, Operation>>;

/** What the API's description says of one method and path, beside what it says of all. */
export interface Operation {
  readonly tag: "Embeddings" | "OpenAI" | "Health" | "Description";
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: Parameters;
  readonly request?: RequestBody;
  /** What it answers where it does not fail, by status. */
  readonly responses: Readonly<Record<number, Answer>>;
  /** What it answers where it fails. */
  readonly errors: readonly ErrorCode[];
  /**
   * Those of them that a field of the request can be the reason of too, for which they have a status of its own.
   * @default none
   */
  readonly fieldErrors?: readonly ErrorCode[];
  /**
   * The form of these errors.
   * @default a problem document
   */
  readonly errorForm?: ErrorForm;
}

/** The parameters of a request by where they are; those of the path have examples, `{ param: { example } }`. */
export interface Parameters {
  readonly path?: z.ZodMiniObject;
  readonly query?: z.ZodMiniObject;
  readonly header?: z.ZodMiniObject;
}

/** A request body as JSON. */
export interface RequestBody {
  readonly schema: z.ZodMiniType;
  /** A body that succeeds as it is, where the example of `POST /embeddings/generate` is stored. */
  readonly example: object;
}

/** One answer. */
export interface Answer {
  readonly description: string;
  /** @default application/json */
  readonly contentType?: string;
  /** @default no body */
  readonly schema?: z.ZodMiniType;
  /**
   * A body; of a vector it has the first numbers.
   * @default none
   */
  readonly example?: object;
  /**
   * Beside those of every answer.
   * @default {}
   */
  readonly headers?: Readonly<Record<string, z.ZodMiniType>>;
}

/** How errors are answered. */
export interface ErrorForm {
  readonly contentType: string;
  /** What all of them are, with an id. */
  readonly schema: z.ZodMiniType;
  readonly status: (code: ErrorCode) => number;
  /** As JSON Schema, what is known of the fields of an error with this status and one of these codes. */
  readonly properties: (status: number, codes: readonly ErrorCode[]) => Readonly<Record<string, object>>;
  readonly example: (error: EmbeddingError, requestId: string) => object;
}
