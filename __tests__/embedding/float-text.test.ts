import fc from "fast-check";
import { floatText, maxFloatBytes } from "../../embedding/float-text";

const view = new DataView(new ArrayBuffer(4));

/** The float of these bits. */
function float(bits: number): number {
  view.setUint32(0, bits);
  return view.getFloat32(0);
}

/** The bits of the float closest to a number. */
function bitsOf(value: number): number {
  view.setFloat32(0, value);
  return view.getUint32(0);
}

/** How many digits a number's text has, from the first that is not 0 to the last. */
function digits(text: string): number {
  const [mantissa = ""] = text.split("e");
  return mantissa.replace(/[-.]/g, "").replace(/^0+|0+$/g, "").length;
}

/** Whether a decimal with fewer digits reads back as the same float: there is none at all between its neighbours' middles. */
function hasFewer(value: number, count: number): boolean {
  if (count <= 1) return false;
  const [closest = "", exponent] = Math.abs(value)
    .toExponential(count - 2)
    .split("e");
  const whole = Number(closest.replace(".", ""));
  return [whole - 1, whole, whole + 1].some(
    (near) => Math.fround(Number(`${near}e${Number(exponent) - (count - 2)}`)) === Math.abs(value),
  );
}

/** Floats whose neighbours are unevenly far, or hard to tell from them by few digits. */
const special = [
  ...Array.from({ length: 255 }, (_, exponent) =>
    [0, 1, 2, 0x400000, 0x7ffffe, 0x7fffff].map((m) => (exponent << 23) | m),
  ),
  Array.from({ length: 2_000 }, (_, subnormal) => subnormal),
  ...Array.from({ length: 84 }, (_, index) =>
    [-2, -1, 0, 1, 2].map((d) => Math.max(0, bitsOf(Number(`1e${index - 45}`)) + d)),
  ),
].flat();

const anyFloat = fc
  .oneof(
    fc.integer({ min: 0, max: 0xffffffff }).map(float),
    fc.constantFrom(...special).chain((bits) => fc.constantFrom(float(bits), -float(bits))),
    // As the numbers of vectors are.
    fc.double({ min: -1, max: 1, noNaN: true }).map(Math.fround),
  )
  .filter(Number.isFinite);

function expectShortest(value: number): void {
  const text = floatText(value);
  const read = Math.fround(JSON.parse(text));
  if (!Object.is(read, value)) throw new Error(`${value} is written as ${text}`);
  if (text.length + 1 > maxFloatBytes) throw new Error(`${text} is too long`);
  if (hasFewer(value, digits(text))) throw new Error(`${text} has more digits than ${value} needs`);
}

test("writes what reads back as the same float, with as few digits as possible, in 16 bytes with a comma", () => {
  for (const bits of special) for (const sign of [1, -1]) expectShortest(sign * float(bits));
  fc.assert(fc.property(anyFloat, expectShortest), { numRuns: 20_000 });
});

test.each<[number, string]>([
  [0, "0"],
  [-0, "-0"],
  [1, "1"],
  [-1, "-1"],
  [0.1, "0.1"],
  [1 / 3, "0.33333334"],
  [-0.17616607248783112, "-0.17616607"],
  [0.001, "1e-3"],
  [0.0012345678, "0.0012345678"],
  [-0.000012345679, "-1.2345679e-5"],
  [1e-45, "1e-45"],
  [-1.17549435e-38, "-1.1754944e-38"],
  [3.4028234663852886e38, "3.4028235e38"],
  [16777216, "16777216"],
  [1e20, "1e20"],
  // The closest decimal of so many digits is beyond the middle to the float below, which is half as far.
  [2 ** -96, "1.2621775e-29"],
  // What is no 32-bit float is the closest.
  [0.1 + 0.2, "0.3"],
])("writes %d as %s", (value, text) => {
  expect(floatText(value)).toBe(text);
});
