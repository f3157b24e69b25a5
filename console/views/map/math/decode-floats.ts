const bytesPerFloat = 4;

/** How many 32-bit floats a text in base64 holds; not whole where it holds something else. */
export function floatsIn(base64: string): number {
  const padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
  return ((base64.length / 4) * 3 - padding) / bytesPerFloat;
}

/** Writes the floats that a text in base64 holds, little-endian as browsers' machines are, into their place. */
export function decodeFloats(base64: string, into: Float32Array): void {
  const binary = atob(base64);
  const bytes = new Uint8Array(into.buffer, into.byteOffset, into.byteLength);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
}
