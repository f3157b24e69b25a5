import type { Rows } from "./math/rows";
import type { UmapMessage, UmapProgress } from "./workers/map-neighbours";

/** A map by UMAP. */
export interface UmapLayout {
  readonly positions: Float32Array;
  /** How many of the vectors it was made of; the others were placed among these. */
  readonly sampled: number;
}

/** Lays vectors out by UMAP, in a worker of its own, which a signal ends at once. Throws its reason, or what the worker throws. */
export async function umap(
  rows: Rows,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: (progress: UmapProgress) => void },
): Promise<UmapLayout> {
  const worker = new Worker("/console/map-neighbours.js", { type: "module" });
  try {
    return await new Promise<UmapLayout>((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
      worker.onerror = ({ message }) => reject(new Error(message || "The browser cannot run map-neighbours.js."));
      worker.onmessage = ({ data }: MessageEvent<UmapMessage>) => {
        if ("positions" in data) resolve(data);
        else onProgress(data);
      };
      worker.postMessage(rows);
    });
  } finally {
    worker.terminate();
  }
}
