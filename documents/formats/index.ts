import type { Format } from "./format";

/** The formats that are read as passages. */
export const formats: readonly Format[] = [];
