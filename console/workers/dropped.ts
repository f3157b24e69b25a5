/** A file or a folder that was dropped, and where it was: `docs/guide/intro.md`, with slashes. */
export interface DroppedEntry {
  readonly path: string;
  readonly isFile: boolean;
  /** Undefined for a folder, and for a file that the browser could not open. */
  readonly file?: File | undefined;
}

/** What was dropped, or chosen. */
export interface Dropped {
  /** What the person has named: files and folders, in their order. */
  readonly roots: readonly string[];
  readonly entries: readonly DroppedEntry[];
}
