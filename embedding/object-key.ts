import { embeddingId } from "./embedding-id";

/** What the key of every object that holds an embedding starts with. */
export const keyPrefix = "embeddings/";
const keySuffix = ".json";

/** The key of the object that says how far the sweep of expired embeddings has come: no id makes it. */
export const sweepKey = `${keyPrefix}.sweep`;

/** The key of the object that holds an embedding. */
export function objectKey(id: string): string {
  return `${keyPrefix}${id}${keySuffix}`;
}

/** The id in a key; undefined where the object is not one of this service. */
export function idOf(key: string): string | undefined {
  const id = key.slice(keyPrefix.length, -keySuffix.length);
  return key === objectKey(id) && embeddingId.safeParse(id).success ? id : undefined;
}
