import { UMAP } from "umap-js";
import { placeAmong } from "../math/place-among";
import { seededRandom } from "../math/random";
import { type Rows, rowOf } from "../math/rows";
import { spreadSample } from "../math/spread-sample";

/** How far it is. */
export interface UmapProgress {
  readonly step: "neighbours" | "layout" | "placing";
  readonly done: number;
  readonly total: number;
}

/** What the worker tells its page. */
export type UmapMessage = UmapProgress | { readonly positions: Float32Array; readonly sampled: number };

/** Of more, the others are placed among so many. */
const sampleSize = 5_000;
/** UMAP's own default: https://umap-learn.readthedocs.io/en/latest/parameters.html */
const neighbours = 15;
/** Where the first positions lie, on each axis from the middle, as in umap-js. */
const extent = 10;
/** Between two messages about progress, in milliseconds. */
const tellMs = 100;

const scope = globalThis as unknown as {
  onmessage: ((event: MessageEvent<Rows>) => void) | null;
  postMessage(message: UmapMessage): void;
};

/** Lays vectors out so that neighbours stay neighbours. */
scope.onmessage = ({ data: rows }) => {
  const sample = spreadSample(rows.count, sampleSize);
  const random = seededRandom(1);
  const umap = new UMAP({ nNeighbors: Math.min(neighbours, sample.length - 1), random });
  scope.postMessage({ step: "neighbours", done: 0, total: 1 });
  const epochs = umap.initializeFit([...sample].map((index) => [...rowOf(rows, index)]));
  beginAt(umap.getEmbedding(), rows, sample);
  const tell = sometimes();
  for (let epoch = 0; epoch < epochs; epoch++) {
    umap.step();
    tell({ step: "layout", done: epoch + 1, total: epochs });
  }
  const positions = new Float32Array(2 * rows.count);
  umap.getEmbedding().forEach((position, index) => {
    positions.set(position, 2 * (sample[index] as number));
  });
  const total = rows.count - sample.length;
  placeAmong(rows, sample, positions, (done) => tell({ step: "placing", done, total }));
  scope.postMessage({ positions, sampled: sample.length });
};

/** Begins with the first two components in place of chance, so that what lies far apart does so on both maps. */
function beginAt(embedding: number[][], rows: Rows, sample: Int32Array): void {
  let most = 0;
  for (const index of sample)
    for (const score of rowOf(rows, index).subarray(0, 2)) most = Math.max(most, Math.abs(score));
  embedding.forEach((position, index) => {
    const scores = rowOf(rows, sample[index] as number);
    for (const axis of [0, 1]) position[axis] = most > 0 ? ((scores[axis] ?? 0) / most) * extent : 0;
  });
}

function sometimes(): (progress: UmapProgress) => void {
  let toldMs = 0;
  return (progress) => {
    if (performance.now() - toldMs < tellMs) return;
    toldMs = performance.now();
    scope.postMessage(progress);
  };
}
