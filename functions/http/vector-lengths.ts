import { offeredDimensions } from "../../embedding/models";

/** What JSON Schema can say of the length of a vector in a request: some model offers it. */
export const vectorLengths = { minItems: Math.min(...offeredDimensions), maxItems: Math.max(...offeredDimensions) };
