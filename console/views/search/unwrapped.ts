/** From so many characters on, a line has been broken for its length. */
const wrappedCharacters = 60;

/** What begins a line of its own: a list, a heading, a table, a quotation, a fence, or an indent. */
const ownLine = /^(?:[-*+|>#`~\s]|\d+[.)])/;

/** A text whose paragraphs are one line each, where somebody has broken them at a width; what stands between fences stays. */
export function unwrapped(text: string): string {
  const lines: string[] = [];
  let [isCode, isOpen] = [false, false];
  for (const line of text.split(/\r?\n/)) {
    const isFence = /^\s*(?:```|~~~)/.test(line);
    if (isOpen && line !== "" && !isFence && !ownLine.test(line)) lines.push(`${lines.pop()} ${line}`);
    else lines.push(line);
    if (isFence) isCode = !isCode;
    isOpen = !isCode && !isFence && line.length >= wrappedCharacters && !/^[|#]/.test(line);
  }
  return lines.join("\n");
}
