/** A vector of 1,024 different 32-bit floats. */
export const sampleVector = Array.from({ length: 1_024 }, (_, index) => Math.fround(Math.sin(index) / 32));
