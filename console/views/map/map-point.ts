/** What is stored with a vector of the map. */
export interface MapPoint {
  readonly id: string;
  readonly text: string | undefined;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** The value of a key of the metadata; also a key that objects have from elsewhere is one. */
export function metadataValue({ metadata }: MapPoint, key: string): unknown {
  return Object.hasOwn(metadata, key) ? metadata[key] : undefined;
}
