import { type Expiring, expiryOf } from "./expiry";
import { isObject } from "./is-object";
import type { Vector } from "./vector";
import { isVectorText, splitVector } from "./vector-json";

/**
 * A stored object as far as this service can use it. Others write to the bucket too, so a field that is absent, null or
 * of a form that this service does not know is undefined.
 */
export interface StoredDocument extends Expiring {
  readonly id: string;
  readonly text: string | undefined;
  readonly embedding: Vector | undefined;
  /**
   * Null for a vector that was computed elsewhere and stored through `POST /embeddings/store`; undefined where nothing
   * says whose the vector is.
   */
  readonly model: string | null | undefined;
  readonly input_token_count: number | undefined;
  readonly truncated: boolean | undefined;
  readonly normalized: boolean | undefined;
  readonly content_hash: string | undefined;
  /** As it is stored, also where it is no object. */
  readonly metadata: unknown;
}

/** What makes an object one of another embedding. */
export const otherId = "has the id of another embedding";

/** The fields of a JSON text; undefined where it is not that of an object. */
export function parseFields(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What keeps fields from being an embedding with this id, without quoting them: the end of a sentence. */
export function documentProblem(fields: Record<string, unknown>, id: string): string | undefined {
  if (typeof fields["id"] !== "string")
    return (fields["id"] ?? null) === null ? "has no id" : "has an id that is not a string";
  if (fields["id"] !== id) return otherId;
  return isText(fields["text"]) || isVector(fields["embedding"])
    ? undefined
    : "has neither a vector of finite numbers nor a text";
}

/** The document that fields are, which have no {@link documentProblem}. */
export function toStoredDocument(fields: Record<string, unknown>): StoredDocument {
  const { id, text, embedding, input_token_count, truncated, normalized, content_hash, metadata, expires_at } = fields;
  return {
    id: id as string,
    text: isText(text) ? text : undefined,
    embedding: isVector(embedding) ? embedding : undefined,
    model: isText(fields["model"]) ? fields["model"] : isComputedElsewhere(fields) ? null : undefined,
    input_token_count: typeof input_token_count === "number" ? input_token_count : undefined,
    truncated: typeof truncated === "boolean" ? truncated : undefined,
    normalized: typeof normalized === "boolean" ? normalized : undefined,
    content_hash: isText(content_hash) ? content_hash : undefined,
    metadata: metadata ?? undefined,
    ...expiryOf({ expires_at }),
  };
}

/**
 * The fields of a JSON text that is plainly an embedding with this id, but for its vector: without that in memory it is half
 * of the work. Undefined where that cannot be told: an object in another form than this service's may be one.
 */
export function plainFields(json: string, id: string): Record<string, unknown> | undefined {
  const split = splitVector(json);
  const head = split && parseFields(split.rest);
  if (!head || head["id"] !== id) return undefined;
  const { embedding, dimension } = head;
  // A vector in a field of another object is none.
  const isPlain = Array.isArray(embedding) && typeof dimension === "number" && isVectorText(split.vector, dimension);
  return isPlain ? head : undefined;
}

/** Whether null for the model is this service's, which writes it beside these fields. Another tool's null says nothing. */
function isComputedElsewhere({ model, input_token_count, created_at }: Record<string, unknown>): boolean {
  return (
    model === null && input_token_count !== undefined && typeof created_at === "string" && created_at.endsWith("Z")
  );
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function isVector(value: unknown): value is Vector {
  return Array.isArray(value) && value.length > 0 && value.every(Number.isFinite);
}
