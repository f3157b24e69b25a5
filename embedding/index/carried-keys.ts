/** What a vector in an index carries beside the metadata of its embedding: the text, and where the vector comes from. */
export const textKey = "text";
export const modelKey = "_model";
export const dimensionKey = "_dimension";
export const normalizedKey = "_normalized";

/** Carried only where the embedding expires, and filterable: when it does, in milliseconds since 1970. */
export const expiresAtKey = "_expires_at";

/** Filterable, and carried only where the text has rare terms and there is room for them. */
export const termsKey = "_terms";

/** The keys that no filter can ask for: an index is made with them, and they do not count as filterable metadata. */
export const nonFilterableKeys = [textKey, modelKey, dimensionKey, normalizedKey] as const;
