import type { DatabaseSync } from "node:sqlite";
import { crc32 } from "node:zlib";
import { FlatIndex } from "./flat-index";
import type { MetadataDocument } from "./metadata-document";
import { inTransaction } from "./vector-database";
import type { CataloguedIndex } from "./vector-resources";

/** A vector of an index. */
export interface StoredVector {
  readonly key: string;
  readonly data: Float32Array;
  readonly metadata: MetadataDocument;
}

/** Where a list of vectors begins, and which of them it has. */
export interface VectorRange {
  /** The key that it goes on after. */
  readonly after: string;
  /** One of `count` parts that have each vector once. */
  readonly segment: { readonly count: number; readonly index: number };
}

/** The vectors of all indexes: in a database, and in memory as soon as their index is searched. */
export class VectorStore {
  private readonly searched = new Map<number, FlatIndex>();

  constructor(private readonly database: DatabaseSync) {}

  /** Puts all of these vectors, or none of them, in place of those with their keys. */
  put(index: CataloguedIndex, vectors: readonly StoredVector[]): void {
    const statement = this.database.prepare(
      `INSERT INTO vectors VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET data = excluded.data, metadata = excluded.metadata`,
    );
    inTransaction(this.database, () => {
      for (const { key, data, metadata } of vectors) {
        statement.run(
          index.id,
          key,
          crc32(key),
          new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
          JSON.stringify(metadata),
        );
      }
    });
    const inMemory = this.searched.get(index.id);
    if (inMemory) for (const vector of vectors) load(inMemory, index, vector);
  }

  /** Those of the vectors that there are. */
  get({ id }: CataloguedIndex, keys: readonly string[]): StoredVector[] {
    const statement = this.database.prepare("SELECT key, data, metadata FROM vectors WHERE index_id = ? AND key = ?");
    return keys.flatMap((key) => {
      const row = statement.get(id, key);
      return row ? [vectorOf(row)] : [];
    });
  }

  /** Vectors by key, one after the other. */
  *list({ id }: CataloguedIndex, { after, segment }: VectorRange): Generator<StoredVector> {
    const statement = this.database.prepare(
      `SELECT key, data, metadata FROM vectors
       WHERE index_id = ? AND key > ? AND key_hash % ? = ? ORDER BY key`,
    );
    for (const row of statement.iterate(id, after, segment.count, segment.index)) yield vectorOf(row);
  }

  /** Deletes those of the vectors that there are. */
  delete({ id }: CataloguedIndex, keys: readonly string[]): void {
    const statement = this.database.prepare("DELETE FROM vectors WHERE index_id = ? AND key = ?");
    inTransaction(this.database, () => {
      for (const key of keys) statement.run(id, key);
    });
    for (const key of keys) this.searched.get(id)?.delete(key);
  }

  /** The vectors of an index, to search. */
  toSearch(index: CataloguedIndex): FlatIndex {
    const loaded = this.searched.get(index.id);
    if (loaded) return loaded;
    const inMemory = new FlatIndex(index.metric);
    for (const vector of this.list(index, everything)) load(inMemory, index, vector);
    this.searched.set(index.id, inMemory);
    return inMemory;
  }

  /** Forgets an index that was deleted, with its vectors. */
  forget({ id }: CataloguedIndex): void {
    this.searched.delete(id);
  }
}

const everything: VectorRange = { after: "", segment: { count: 1, index: 0 } };

/** Metadata that no filter can ask for stays out of the memory: it can be long. */
function load(inMemory: FlatIndex, { nonFilterableKeys }: CataloguedIndex, { key, data, metadata }: StoredVector) {
  const filterable = Object.entries(metadata).filter(([name]) => !nonFilterableKeys.includes(name));
  inMemory.put(key, data, Object.fromEntries(filterable));
}

function vectorOf(row: Record<string, unknown>): StoredVector {
  const bytes = row["data"] as Uint8Array<ArrayBuffer>;
  return {
    key: String(row["key"]),
    data: new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / Float32Array.BYTES_PER_ELEMENT),
    metadata: JSON.parse(String(row["metadata"])),
  };
}
