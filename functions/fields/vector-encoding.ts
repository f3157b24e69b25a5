import * as z from "zod/mini";
import { described } from "../../embedding/described";
import { vector } from "../../embedding/vector";

/** How an answer has vectors. */
const encodings = ["float", "base64"] as const;

/** How a request wants the vectors that it includes. */
export const vectorEncoding = described(
  z.optional(z.enum(encodings, { error: 'must be "float" or "base64"' })),
  // No default, which the documentation's page would send without an include.
  "How an included embedding is written: as numbers, by default, or as little-endian 32-bit floats in base64, in half the bytes",
);

/** A vector in one of the encodings. */
export const encodedVector = z.union([vector, z.base64()]);
