import { offeredDimensions } from "../../embedding/models";

/** What JSON Schema can say of the length of a vector in a request: some model offers it. */
export const vectorLengths = { minItems: Math.min(...offeredDimensions), maxItems: Math.max(...offeredDimensions) };

/** What JSON Schema can say of a vector for an index, which keeps 32-bit floats: a number that rounds to none is too large. */
export const indexedVector = {
  ...vectorLengths,
  items: { type: "number", exclusiveMinimum: 2 ** 103 - 2 ** 128, exclusiveMaximum: 2 ** 128 - 2 ** 103 },
} as const;
