/** One of two that are compared: a point of the map, or a text that is stored nowhere. */
export type ComparedEnd = { readonly index: number } | { readonly text: string };

/** How many positions there are from one to the other, with these. */
export const positionCount = 21;
