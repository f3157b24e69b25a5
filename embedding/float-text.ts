import { type Vector, writtenAs } from "./vector";

/** The most bytes of a number and what follows it, as in `-1.23456789e-38,`. */
export const maxFloatBytes = 16;

/** A vector with the shortest numbers that read back as the same 32-bit floats. */
export function shortFloats(vector: Vector): Vector {
  return writtenAs([...vector], `[${vector.map(floatText).join(",")}]`);
}

/** The shortest JSON number that reads back as the same 32-bit float as this one does. */
export function floatText(value: number): string {
  const float = Math.fround(value);
  if (Object.is(float, -0)) return "-0";
  const number = shortestNumber(float);
  const plain = String(number);
  // Between these no exponent makes it shorter.
  const size = Math.abs(number);
  if (size >= 0.01 && size < 1_000) return plain;
  const exponential = number.toExponential().replace("e+", "e");
  return exponential.length < plain.length ? exponential : plain;
}

/** Of the numbers that read back as a 32-bit float, one with the fewest digits. */
function shortestNumber(float: number): number {
  const size = Math.abs(float);
  if (size < leastScaled || size > mostScaled) return shortestByText(float);
  // With so many decimals there are eight digits, which seldom do not suffice.
  let decimals = 7 - Math.floor(Math.log10(size));
  let number = rounded(float, decimals);
  if (Math.fround(number) !== float) {
    do number = rounded(float, ++decimals);
    while (Math.fround(number) !== float);
    return number;
  }
  for (;;) {
    const shorter = rounded(float, --decimals);
    if (Math.fround(shorter) !== float) return number;
    number = shorter;
  }
}

/** Between these, 64-bit floats hold the power of ten and the digits, and so what one divided by the other is closest to. */
const leastScaled = 1e-12;
const mostScaled = 1e6;
const powersOfTen = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

function rounded(float: number, decimals: number): number {
  const power = powersOfTen[decimals] as number;
  return Math.round(float * power) / power;
}

/** By their digits, one more at a time. */
function shortestByText(float: number): number {
  for (let decimals = 0; ; decimals++) {
    const [digits = "", exponent] = float.toExponential(decimals).split("e");
    const whole = Number(digits.replace(".", ""));
    // Below a power of two are twice as many floats as above: the closest may be too far, and the next one not.
    for (const next of [whole, whole + Math.sign(float)]) {
      const number = Number(`${next}e${Number(exponent) - decimals}`);
      if (Math.fround(number) === float) return number;
    }
  }
}
