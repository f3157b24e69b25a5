/** The longest text, in characters, that the sentence encoder takes whole: its time grows with the square of the length. */
const maxCharacters = 2_000;

/** So many are embedded of a longer text, which bounds its time. */
const maxPieces = 8;

/** A text in pieces that end between words, where it has any; of a very long one, some that lie evenly in it. */
export function piecesOf(text: string): string[] {
  const pieces = text.match(new RegExp(`\\S.{0,${maxCharacters - 1}}(?=\\s|$)|\\S{${maxCharacters}}`, "gsu")) ?? [];
  const step = Math.max(1, pieces.length / maxPieces);
  return Array.from(
    { length: Math.min(maxPieces, pieces.length) },
    (_, index) => pieces[Math.floor(index * step)] ?? "",
  );
}
