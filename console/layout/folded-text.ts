/** Of as many numbers a list is taken for a vector. */
const leastNumbers = 9;

/** Whether a value is a list of so many numbers that nobody reads them. */
export function isVector(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length >= leastNumbers && value.every((item) => typeof item === "number");
}

/** The first numbers of a list of many, with the others behind them, to the end of the text where it is cut. */
const vectors = /\[((?:\s*-?\d[\d.eE+-]*\s*,){3})((?:\s*-?\d[\d.eE+-]*\s*,)*)\s*(-?[\d.eE+-]*)\s*(\]|$)/g;

/** A text, which may be JSON that is cut, with the vectors in it folded. */
export function foldedText(text: string): string {
  return text.replace(vectors, (all, first: string, others: string, _last: string, close: string) => {
    const count = first.split(",").length + others.split(",").length - 1;
    return count < leastNumbers ? all : `[${first.trim()} … ${count.toLocaleString("en")} numbers${close}`;
  });
}
