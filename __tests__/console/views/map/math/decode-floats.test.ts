import { decodeFloats, floatsIn } from "../../../../../console/views/map/math/decode-floats";
import { base64Floats } from "../../../../../embedding/base64-floats";

test("decodes what is known of the format: 1, -2 and the least there is", () => {
  const floats = new Float32Array(3);
  decodeFloats("AACAPwAAAMABAAAA", floats);
  expect([...floats]).toEqual([1, -2, 2 ** -149]);
});

test.each([1, 2, 3, 4, 256])("decodes %i numbers into their place, as the API encodes them", (count) => {
  const numbers = Array.from({ length: count }, (_, index) => Math.fround(Math.sin(index + 1) * 10 ** (index % 9)));
  const encoded = base64Floats(numbers);
  expect(floatsIn(encoded)).toBe(count);
  const all = new Float32Array(count + 2).fill(7);
  decodeFloats(encoded, all.subarray(1, count + 1));
  expect([...all]).toEqual([7, ...numbers, 7]);
});

test("tells that a text holds no whole numbers", () => {
  expect(Number.isInteger(floatsIn("AAAA"))).toBe(false);
  expect(floatsIn("")).toBe(0);
});
