import type { MetadataDocument } from "./metadata-document";
import type { VectorFilter } from "./vector-filter";

/** How far apart vectors are: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-indexes.html */
export type DistanceMetric = "cosine" | "euclidean";

/** A vector that a search found. */
export interface FoundVector {
  readonly key: string;
  /** 1 − similarity, from 0 to 2, for cosine; the length of the straight line for euclidean. */
  readonly distance: number;
}

interface Entry {
  readonly data: Float32Array;
  readonly norm: number;
  readonly metadata: MetadataDocument;
}

/** Vectors in memory, searched exactly: every one of them is compared, in 64-bit arithmetic. */
export class FlatIndex {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly metric: DistanceMetric) {}

  /** Puts a vector in place of the one with this key. Its metadata is what filters can ask for. */
  put(key: string, data: Float32Array, metadata: MetadataDocument): void {
    this.entries.set(key, { data, norm: norm(data), metadata });
  }

  delete(key: string): void {
    this.entries.delete(key);
  }

  /** The `topK` nearest of the vectors that the filter lets through, nearest first; equally near ones by key. */
  search(query: Float32Array, topK: number, matches: VectorFilter = () => true): FoundVector[] {
    const distanceTo = this.metric === "cosine" ? cosineDistance(query) : euclideanDistance(query);
    const found: FoundVector[] = [];
    for (const [key, entry] of this.entries) {
      if (matches(entry.metadata)) found.push({ key, distance: distanceTo(entry) });
    }
    return found.sort((a, b) => a.distance - b.distance || (a.key < b.key ? -1 : 1)).slice(0, topK);
  }
}

/** The length of a vector. */
export function norm(vector: Float32Array): number {
  return Math.sqrt(dot(vector, vector));
}

function cosineDistance(query: Float32Array): (entry: Entry) => number {
  const queryNorm = norm(query);
  return ({ data, norm }) => Math.min(2, Math.max(0, 1 - dot(query, data) / (queryNorm * norm)));
}

function euclideanDistance(query: Float32Array): (entry: Entry) => number {
  return ({ data }) => {
    let sum = 0;
    for (let i = 0; i < data.length; i++) {
      const difference = (data[i] as number) - (query[i] as number);
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  };
}

/** In four sums, which do not wait for each other. */
function dot(a: Float32Array, b: Float32Array): number {
  let [sum0, sum1, sum2, sum3] = [0, 0, 0, 0];
  const at = (vector: Float32Array, index: number) => vector[index] as number;
  const whole = a.length - (a.length % 4);
  for (let i = 0; i < whole; i += 4) {
    sum0 += at(a, i) * at(b, i);
    sum1 += at(a, i + 1) * at(b, i + 1);
    sum2 += at(a, i + 2) * at(b, i + 2);
    sum3 += at(a, i + 3) * at(b, i + 3);
  }
  for (let i = whole; i < a.length; i++) sum0 += at(a, i) * at(b, i);
  return sum0 + sum1 + sum2 + sum3;
}
