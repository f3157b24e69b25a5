import fc from "fast-check";

/** How many halves of surrogate pairs there are, and where they begin: no text has one alone. */
const [halves, firstHalf] = [0x800, 0xd800];

const character = fc.integer({ min: 0, max: 0x10ffff - halves }).map(
  (place) => String.fromCodePoint(place < firstHalf ? place : place + halves),
  (value) => {
    const point = String(value).codePointAt(0);
    if (point === undefined || value !== String.fromCodePoint(point)) throw new Error(`no character: ${value}`);
    return point < firstHalf ? point : point - halves;
  },
);

/** A text of any characters. To `fc.string({ unit: "binary" })` it is the same, but for the second in which that lists them. */
export function anyText(length: Pick<fc.StringConstraints, "minLength" | "maxLength"> = {}): fc.Arbitrary<string> {
  return fc.string({ ...length, unit: character });
}
