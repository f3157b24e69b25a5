import { metadataBytes } from "../../embedding/index/metadata-size";
import { isObject } from "../../embedding/is-object";
import { vectorLimits as limits } from "./vector-limits";

/** The metadata of a vector. */
export type MetadataDocument = Readonly<Record<string, MetadataValue>>;
/** A value of it; a list has strings or numbers. */
export type MetadataValue = string | number | boolean | readonly (string | number)[];

/**
 * What is wrong with the metadata of a vector, in the service's words; undefined for nothing. `nonFilterableKeys` are
 * those that the index was made with. https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-metadata-filtering.html
 */
export function metadataFault(metadata: unknown, nonFilterableKeys: readonly string[]): string | undefined {
  if (!isObject(metadata)) return "Metadata must be an object";
  const held = metadata as MetadataDocument;
  const entries = Object.entries(held);
  for (const [, value] of entries) {
    const problem = valueProblem(value);
    if (problem) return problem;
  }
  if (entries.length > limits.metadataKeys) return `Metadata object must have at most ${limits.metadataKeys} keys`;
  if (metadataBytes(held) > limits.metadataBytes) {
    return `Metadata object must have at most ${limits.metadataBytes} bytes`;
  }
  const filterable = entries.filter(([key]) => !nonFilterableKeys.includes(key));
  if (metadataBytes(Object.fromEntries(filterable)) > limits.filterableMetadataBytes) {
    return `Filterable metadata must have at most ${limits.filterableMetadataBytes} bytes`;
  }
  return undefined;
}

function valueProblem(value: unknown): string | undefined {
  if (!Array.isArray(value)) {
    return ["string", "number", "boolean"].includes(typeof value)
      ? undefined
      : "Metadata values must be strings, numbers, booleans, or arrays";
  }
  if (value.length === 0) return "Empty arrays are not allowed in metadata";
  const types = new Set(value.map((item) => typeof item));
  return types.size === 1 && (types.has("string") || types.has("number"))
    ? undefined
    : "Metadata array values must be strings or numbers";
}
