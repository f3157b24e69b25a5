/** What fits into a batch. */
export interface BatchLimits<Item> {
  readonly maxItems: number;
  /** @default as many as there are */
  readonly maxBytes?: number;
  /**
   * The size of an item in bytes.
   * @default none
   */
  readonly bytesOf?: (item: Item) => number;
}

/** Items in batches that keep to limits, in the same order; an item that is too large is in a batch of its own. */
export async function* batches<Item>(
  source: Iterable<Item> | AsyncIterable<Item>,
  { maxItems, maxBytes = Number.POSITIVE_INFINITY, bytesOf = () => 0 }: BatchLimits<Item>,
): AsyncGenerator<Item[]> {
  let batch: Item[] = [];
  let bytes = 0;
  for await (const item of source) {
    const size = bytesOf(item);
    if (batch.length === maxItems || (batch.length > 0 && bytes + size > maxBytes)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(item);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
