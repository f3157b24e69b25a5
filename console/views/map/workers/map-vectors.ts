import { between } from "../math/between";
import { decodeFloats } from "../math/decode-floats";
import { type NearRow, nearestRows } from "../math/nearest-rows";
import { principalComponents, scoresOf } from "../math/principal-components";
import { dot, normalizeRow, type Rows, rowOf } from "../math/rows";
import { serveCalls } from "./serve-calls";

/** One that is stored, by its place on the map, or the vector of another. */
export type Endpoint = number | readonly number[];

/** What the vectors of a map differ in most. */
export interface Components {
  /** Of each vector along the first components. */
  readonly scores: Rows;
  /** The part of all variance that the first two have, which a drawing of them shows. */
  readonly shownVariance: number;
}

/** What lies between two texts. */
export interface Between {
  /** Of the two. */
  readonly cosine: number;
  /** The stored ones that are nearest at each position that was asked for, without the two. */
  readonly nearest: readonly (readonly NearRow[])[];
}

/** As many as UMAP is given. */
const componentCount = 50;

/** The vectors of the map, of unit length. */
let vectors: Rows = { count: 0, width: 0, values: new Float32Array() };

/** What the page asks of the vectors, which stay here: they are by far the most of what it has. */
const functions = {
  /** Adds vectors of one length, in base64. */
  add(embeddings: readonly string[], width: number): void {
    const values = withRoom((vectors.count + embeddings.length) * width);
    embeddings.forEach((embedding, index) => {
      const row = rowOf({ count: 0, width, values }, vectors.count + index);
      decodeFloats(embedding, row);
      normalizeRow(row);
    });
    vectors = { count: vectors.count + embeddings.length, width, values };
  },
  components(): Components {
    const components = principalComponents(vectors, componentCount);
    const { variances, totalVariance } = components;
    const shown = (variances[0] ?? 0) + (variances[1] ?? 0);
    return { scores: scoresOf(vectors, components), shownVariance: totalVariance > 0 ? shown / totalVariance : 0 };
  },
  between(from: Endpoint, to: Endpoint, parts: readonly number[], count: number): Between {
    const [one, other] = [vectorOf(from), vectorOf(to)];
    const isEndpoint = (index: number) => index === from || index === to;
    const nearest = parts.map((part) => nearestRows(vectors, between(one, other, part), count, isEndpoint));
    return { cosine: dot(one, other), nearest };
  },
};

/** What {@link serveCalls} offers of it. */
export type MapVectors = typeof functions;

serveCalls(functions);

/** The values so far, in an array that has room for so many: each time for twice as many, so that few are copied. */
function withRoom(length: number): Float32Array {
  if (length <= vectors.values.length) return vectors.values;
  const values = new Float32Array(Math.max(length, 2 * vectors.values.length));
  values.set(vectors.values);
  return values;
}

function vectorOf(endpoint: Endpoint): Float32Array {
  if (typeof endpoint === "number") return rowOf(vectors, endpoint);
  if (endpoint.length !== vectors.width) {
    throw new Error(`The vector has ${endpoint.length} numbers, and those of the map have ${vectors.width}.`);
  }
  const vector = Float32Array.from(endpoint);
  normalizeRow(vector);
  return vector;
}
