import type { Vector } from "./vector";

/** A vector as 32-bit floats in base64, little-endian as the machines are that run this, as OpenAI's clients decode them. */
export function base64Floats(vector: Vector): string {
  return Buffer.from(Float32Array.from(vector).buffer).toString("base64");
}
