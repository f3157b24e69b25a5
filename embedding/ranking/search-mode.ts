/** How a search orders what it finds: by vectors alone, or also by the words of texts. */
export const searchModes = ["vector", "hybrid"] as const;
export type SearchMode = (typeof searchModes)[number];
