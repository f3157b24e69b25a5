/** The longest start of a text with at most so many UTF-16 code units that ends between two characters as people see them. */
export function cutText(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const { index = 0 } = new Intl.Segmenter().segment(text).containing(maxLength) ?? {};
  if (index > 0) return text.slice(0, index);
  // One character that is longer than all there may be has no better place to cut; half of a surrogate pair is nothing.
  return text.slice(0, maxLength).replace(/[\ud800-\udbff]$/, "");
}
