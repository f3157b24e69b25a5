import { embeddingModels } from "../../../embedding/models";

const lengths = Object.values(embeddingModels).flatMap(({ dimensions }): readonly number[] => dimensions);

/** What JSON Schema can say of the length of a vector in a request: some model offers it. */
export const vectorLengths = { minItems: Math.min(...lengths), maxItems: Math.max(...lengths) };
