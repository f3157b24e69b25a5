/** How much of a text's letters are Latin: from 0, also where it has none, to 1. */
export function latinShare(text: string): number {
  const letters = count(text, /\p{L}/gu);
  return letters === 0 ? 0 : count(text, /[\p{L}&&\p{Script=Latin}]/gv) / letters;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
