/** How much of a file is read at a time, and looked at for what it is, in bytes: even, for UTF-16. */
export const partBytes = 64 * 1024;

/** The bytes of a file, wherever it is kept. Each of these throws a `DocumentError` where it cannot be read. */
export interface FileBytes {
  /** How it is called where something is said of it. */
  readonly path: string;
  /** How many there are. */
  size(): Promise<number>;
  all(): Promise<Uint8Array>;
  /**
   * In parts of {@link partBytes}, each of which is there until the next one: a part of its own for each would be collected
   * later than it is read.
   */
  parts(): AsyncIterable<Uint8Array>;
}
