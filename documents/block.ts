/** A part of a document that passages are made of, in the document's order. */
export interface Block {
  /** A `row` is a passage of its own; a `table` has a row a line, the header before a delimiter row (`| --- |`). */
  readonly kind: "heading" | "text" | "code" | "table" | "row";
  /** As it is embedded. */
  readonly text: string;
  /** Of a heading, 1 to 6. */
  readonly level?: number;
  /**
   * The words of a heading.
   * @default its text, where that has no marks
   */
  readonly title?: string;
  /** Where it begins, from 1, in a format that has lines. */
  readonly line?: number;
  /** Where it begins, from 1, in a format that has pages. */
  readonly page?: number;
}
