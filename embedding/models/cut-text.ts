/** The longest start of a text with at most so many UTF-16 code units that ends between two characters as people see them. */
export function cutText(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const { index = 0 } = new Intl.Segmenter().segment(text).containing(maxLength) ?? {};
  // One character that is longer than all there may be has no better place to cut.
  return index > 0 ? text.slice(0, index) : text.slice(0, maxLength).toWellFormed();
}
