import { abbreviate } from "../abbreviate";
import type { Expiring } from "../expiry";
import { isObject } from "../is-object";
import { rareTerms } from "../ranking/rare-terms";
import type { Vector } from "../vector";
import { carriedExpiry, expiryMetadata } from "./carried-expiry";
import {
  dimensionKey,
  expiresAtKey,
  modelKey,
  nonFilterableKeys,
  normalizedKey,
  termsKey,
  textKey,
} from "./carried-keys";
import { maxCarriedBytes, maxFilterableBytes, metadataBytes } from "./metadata-size";

/** What a vector in an index carries, by key. */
export type VectorMetadata = Record<string, VectorMetadataValue>;
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-metadata-filtering.html */
export type VectorMetadataValue = string | number | boolean | string[] | number[];

/** An embedding whose vector goes into an index. */
export interface IndexableDocument extends Expiring {
  readonly id: string;
  readonly text: string | undefined;
  readonly embedding: Vector;
  /** Null and undefined where it is not known. */
  readonly model: string | null | undefined;
  readonly normalized: boolean | undefined;
  /** Of any form. */
  readonly metadata: unknown;
}

/** What the vector of an embedding carries. */
export interface CarriedMetadata {
  readonly metadata: VectorMetadata;
  /** What of the embedding it does not carry, each with the reason, such as `metadata.author, which is an object`. */
  readonly leftOut: readonly string[];
}

/** The most keys of a vector's metadata: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-limitations.html */
const maxKeys = 50 - nonFilterableKeys.length;

/** How much metadata of its own an embedding can have in an index. */
export interface MetadataRoom {
  readonly keys: number;
  /** As {@link metadataBytes} counts them. */
  readonly bytes: number;
}

/** The room for the metadata of an embedding: one that expires has less, by what the index filters that by. */
export function metadataRoom(document: Expiring): MetadataRoom {
  const expiry = expiryMetadata(document);
  return {
    keys: maxKeys - Object.keys(expiry).length,
    bytes: maxFilterableBytes - (metadataBytes(expiry) - metadataBytes({})),
  };
}

/**
 * What the vector of an embedding carries: of its metadata what an index can hold, where it comes from and, where there is
 * room, its text and the rare terms of that.
 */
export function toVectorMetadata(document: IndexableDocument): CarriedMetadata {
  const { text, model, embedding, normalized } = document;
  const { metadata, leftOut } = indexableMetadata(document.metadata ?? {}, metadataRoom(document));
  const withoutText = {
    ...metadata,
    ...expiryMetadata(document),
    ...(model ? { [modelKey]: model } : {}),
    [dimensionKey]: embedding.length,
    ...(normalized === undefined ? {} : { [normalizedKey]: normalized }),
  };
  if (text === undefined) return { metadata: withoutText, leftOut };
  if (!text.isWellFormed()) {
    return { metadata: withoutText, leftOut: [`the text, ${notUnicode}`, ...leftOut] };
  }
  const withText = { ...withoutText, [textKey]: text };
  const carried = metadataBytes(withText) <= maxCarriedBytes ? withText : withoutText;
  return { metadata: { ...carried, ...carriedTerms(text, carried) }, leftOut };
}

/** The rare terms of a text, the first ones, as far as all else that its vector carries leaves room. */
function carriedTerms(text: string, carried: VectorMetadata): VectorMetadata {
  const own = new Set<string>(nonFilterableKeys);
  const filterable = Object.fromEntries(Object.entries(carried).filter(([key]) => !own.has(key)));
  if (Object.keys(filterable).length >= maxKeys) return {};
  const bytesOf = (terms: readonly string[]) => metadataBytes({ [termsKey]: terms });
  const none = bytesOf([]);
  const room = Math.min(maxFilterableBytes - metadataBytes(filterable), maxCarriedBytes - metadataBytes(carried));
  const terms: string[] = [];
  let bytes = none - metadataBytes({});
  for (const term of rareTerms(text)) {
    bytes += bytesOf([term]) - none;
    if (bytes > room) break;
    terms.push(term);
  }
  return terms.length > 0 ? { [termsKey]: terms } : {};
}

/** The keys of metadata that an index can hold, as long as there is room, with their values. */
function indexableMetadata(metadata: unknown, room: MetadataRoom): CarriedMetadata {
  if (!isObject(metadata)) return { metadata: {}, leftOut: ["metadata, which is not an object"] };
  const entries: [string, VectorMetadataValue][] = [];
  const leftOut: string[] = [];
  let bytes = metadataBytes({});
  for (const [key, value] of Object.entries(metadata)) {
    const reason = keyUnfitness(key) ?? unfitness(value);
    const held = value as VectorMetadataValue;
    const added = reason ? 0 : metadataBytes({ [key]: held }) - metadataBytes({});
    const lacksRoom = entries.length === room.keys || bytes + added > room.bytes;
    if (!reason && !lacksRoom) {
      entries.push([key, held]);
      bytes += added;
    } else leftOut.push(`metadata.${abbreviate(key)}, ${reason ?? "for which there is no room"}`);
  }
  return { metadata: Object.fromEntries(entries), leftOut };
}

/** Whether no embedding's own metadata can have a key in an index. */
export function isReservedKey(key: string): boolean {
  return key === textKey || /^([_$]|$)/.test(key);
}

/** Why an index cannot hold a value of this key, if it cannot: a relative clause. */
function keyUnfitness(key: string): string | undefined {
  if (!key.isWellFormed()) return notUnicode;
  return isReservedKey(key) ? "which is a key of the index's own" : undefined;
}

const notUnicode = "which is not valid Unicode";

/** Why an index cannot hold a value, if it cannot: a relative clause. */
function unfitness(value: unknown): string | undefined {
  switch (typeof value) {
    case "string":
      return value.isWellFormed() ? undefined : notUnicode;
    case "number":
      return Number.isFinite(value) ? undefined : "which is not a finite number";
    case "boolean":
      return undefined;
    default:
      if (!Array.isArray(value)) return value === null ? "which is null" : "which is an object";
      return isListOf("string", value) || isListOf("number", value)
        ? undefined
        : "which is a list of other values than strings or numbers";
  }
}

/** S3 Vectors takes lists of one type that are not empty. */
function isListOf(type: "string" | "number", list: readonly unknown[]): boolean {
  return list.length > 0 && list.every((item) => typeof item === type && unfitness(item) === undefined);
}

/** What a vector carries, taken apart. */
export interface CarriedContents extends Expiring {
  /** Undefined where it has none. */
  readonly text: string | undefined;
  /** The embedding's own. */
  readonly metadata: VectorMetadata;
}

/** Takes apart what a vector carries. */
export function fromVectorMetadata(carried: VectorMetadata): CarriedContents {
  const {
    [textKey]: text,
    [modelKey]: _model,
    [dimensionKey]: _dimension,
    [normalizedKey]: _normalized,
    [expiresAtKey]: _expiresAt,
    [termsKey]: _terms,
    ...metadata
  } = carried;
  // What other tools put may be of any form.
  return { text: typeof text === "string" ? text : undefined, metadata, ...carriedExpiry(carried) };
}
