/** A mark joins the blank before it in one character as people see it, which is none to leave out. */
const blankStart = /^\s+(?![\p{M}\p{Grapheme_Extend}\p{Emoji_Modifier}\u200d])/u;

/** The blanks that a text begins with. */
export function startBlanks(text: string): string {
  return blankStart.exec(text)?.[0] ?? "";
}

/** A text without the blanks around it. */
export function trimBlanks(text: string): string {
  return text.slice(startBlanks(text).length).trimEnd();
}

/** Whether nothing of a text is seen: it has blanks, and what Unicode gives no looks, such as a space without width. */
export function isBlank(text: string): boolean {
  return /^[\s\p{Default_Ignorable_Code_Point}]*$/u.test(text);
}
