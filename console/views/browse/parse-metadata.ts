import { ApiError } from "../../api/api-error";

/** Metadata as it is typed; undefined where there is none. Throws an {@link ApiError} where it is no object of JSON. */
export function parseMetadata(text: string): Readonly<Record<string, unknown>> | undefined {
  if (text.trim() === "") return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ApiError(`The metadata is no JSON: ${error instanceof Error ? error.message : error}`, 0);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new ApiError(`The metadata is no object: write it as {"page": 7}`, 0);
  }
  return value as Readonly<Record<string, unknown>>;
}
