import type { Vector } from "./vector";

/** A vector as little-endian 32-bit floats in base64, as OpenAI's clients decode them. */
export function base64Floats(vector: Vector): string {
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, index * 4);
  return bytes.toString("base64");
}
