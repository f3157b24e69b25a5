import { nonFilterableKeys, termsKey } from "../../embedding/index/carried-keys";
import { toVectorMetadata } from "../../embedding/index/carried-metadata";
import { metadataBytes } from "../../embedding/index/metadata-size";
import { rareTerms } from "../../embedding/ranking/rare-terms";

/** A text of a collection. */
export interface CollectionText {
  readonly id: number;
  readonly text: string;
  /** The rare terms that its vector carries, and how many it has no room for. */
  readonly terms: ReadonlySet<string>;
  readonly termsLeftOut: number;
  /** What its vector carries to be filtered by, without those terms and with them. */
  readonly metadataBytes: number;
  readonly filterableBytes: number;
}

/** A text with what a vector of it carries. */
export function collectionText(id: number, text: string, metadata = {}): CollectionText {
  const document = {
    id: `${id}`,
    text,
    embedding: [],
    model: undefined,
    normalized: undefined,
    expires_at: undefined,
    metadata,
  };
  const { metadata: carried } = toVectorMetadata(document);
  const filterable = Object.entries(carried).filter(([key]) => !(nonFilterableKeys as readonly string[]).includes(key));
  const terms = new Set(carried[termsKey] as string[] | undefined);
  return {
    id,
    text,
    terms,
    termsLeftOut: rareTerms(text).length - terms.size,
    metadataBytes: metadataBytes(metadata),
    filterableBytes: metadataBytes(Object.fromEntries(filterable)),
  };
}
