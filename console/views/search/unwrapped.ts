/** From so many characters on, a line has been broken for its length. */
const wrappedCharacters = 60;

/** What begins a line of its own: a list, a heading, a table, a quotation, a fence, or an indent. */
const ownLine = /^(?:[-*+|>#`~\s]|\d+[.)])/;

/** What begins an item of a list, up to its text. */
const itemStart = /^\s*(?:[-*+]|\d+[.)])\s+/;

/** A text whose paragraphs are one line each, where somebody has broken them at a width; what stands between fences stays. */
export function unwrapped(text: string): string {
  const lines: string[] = [];
  let [isCode, isOpen] = [false, false];
  /** How far the text of the item is indented that one is in; 0 outside lists. */
  let itemIndent = 0;
  for (const line of text.split(/\r?\n/)) {
    const isFence = /^\s*(?:```|~~~)/.test(line);
    const content = line.trimStart();
    const indent = line.length - content.length;
    const isOwn = indent > itemIndent || ownLine.test(content);
    if (isOpen && content !== "" && !isFence && !isOwn) lines.push(`${lines.pop()} ${content}`);
    else {
      lines.push(line);
      if (content !== "" && !isCode) itemIndent = itemStart.exec(line)?.[0].length ?? Math.min(indent, itemIndent);
    }
    if (isFence) isCode = !isCode;
    isOpen = !isCode && !isFence && line.length >= wrappedCharacters && !/^[|#]/.test(line);
  }
  return lines.join("\n");
}
