import { base64Floats } from "../../../embedding/base64-floats";
import { EmbeddingError } from "../../../embedding/errors";
import type { Expiring } from "../../../embedding/expiry";
import { isObject } from "../../../embedding/is-object";
import type { Vector } from "../../../embedding/vector";
import { toProblem } from "../../http/error-answer";
import type { RequestContext } from "../../http/request-context";
import type { ListQuery } from "./request";
import type { ListedEmbedding } from "./response";

/** What is known of a listed embedding. */
export interface Contents extends Expiring {
  readonly id: string;
  readonly text: string | undefined;
  /** As it is stored, also where it is no object. */
  readonly metadata: unknown;
  readonly embedding: Vector | undefined;
  /** Why something is not known. */
  readonly error: EmbeddingError | undefined;
}

/** What a request asks for of it, as an answer has it. */
export function includedContents(
  { id, text, metadata, expires_at, embedding, error }: Contents,
  { include, encoding }: Pick<ListQuery, "include" | "encoding">,
  context: RequestContext,
): Pick<ListedEmbedding, "text" | "metadata" | "expires_at" | "embedding" | "problem"> {
  const isBase64 = encoding === "base64";
  const vector = include.includes("embedding") ? embedding : undefined;
  // Others may have stored numbers of 64 bits.
  const isTooLarge = isBase64 && vector?.some((value) => !Number.isFinite(Math.fround(value)));
  const problem = isTooLarge ? tooLargeNumber(id) : error;
  if (isTooLarge && problem) context.itemErrors.push(problem);
  return {
    ...(include.includes("text") ? { text } : {}),
    ...(include.includes("metadata") && isObject(metadata) ? { metadata } : {}),
    ...(include.includes("expires_at") ? { expires_at } : {}),
    ...(vector && !isTooLarge ? { embedding: isBase64 ? base64Floats(vector) : vector } : {}),
    ...(problem ? { problem: toProblem(problem, context.requestId) } : {}),
  };
}

function tooLargeNumber(id: string): EmbeddingError {
  return new EmbeddingError(
    "stored_document_invalid",
    `The vector of "${id}" has a number that a 32-bit float cannot hold: ask for it with the encoding "float".`,
  );
}
