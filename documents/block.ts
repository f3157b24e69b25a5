/** A part of a document that passages are made of, in the document's order. */
export interface Block {
  /** A `table` has a row on each line; a `row` is a passage of its own. */
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
  /** What the text of a table begins with, and what is repeated where it is cut. */
  readonly header?: string;
  /** What it is made of, in whose place it is cut where it is too long: the items of a list. */
  readonly parts?: readonly Block[];
  /**
   * What is between it and the block before.
   * @default a blank line
   */
  readonly gap?: string;
  /** Where it begins, from 1, in a format that has lines. */
  readonly line?: number;
  /**
   * Whether the lines of its text are none of its file's, as of HTML or the fields of a row: parts of it are where it begins.
   * @default false
   */
  readonly isRendered?: boolean;
  /** Where it begins, from 1, in a format that has pages. */
  readonly page?: number;
}
