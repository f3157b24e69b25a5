import type { ListResponse } from "../../../functions/routes/list/response";
import { ApiError } from "../../api/api-error";
import type { ConsoleClient } from "../../api/console-client";
import type { MapPoint } from "./map-point";
import type { Rows } from "./math/rows";
import { inUnitSquare } from "./math/unit-square";
import { umap } from "./umap";
import { maxListed, nextLimit, readVectorsPage, requestOfPage } from "./vectors-page";
import { CalledWorker } from "./workers/call-worker";
import type { UmapProgress } from "./workers/map-neighbours";
import type { MapVectors } from "./workers/map-vectors";

/** The most vectors that a map has. */
export const mostPoints = 20_000;
/** Of fewer there are no neighbours to speak of. */
export const fewestForUmap = 10;

/** A way to lay the vectors out. */
export interface MapLayout {
  /** The positions of the points, in the square from 0 to 1. */
  readonly positions: Float32Array;
  readonly tookMs: number;
}

/** How far the layout by neighbours is. */
export type UmapState =
  | { readonly step: "none" | "cancelled" }
  | { readonly step: "running"; readonly progress?: UmapProgress }
  | { readonly step: "done"; readonly layout: MapLayout; readonly sampled: number }
  | { readonly step: "failed"; readonly error: unknown };

/** What is known of the map. */
export interface MapState {
  readonly step: "loading" | "failed" | "projecting" | "shown";
  readonly points: readonly MapPoint[];
  /** Of vectors that have come. */
  readonly bytes: number;
  /** How many numbers a vector has. */
  readonly width: number | undefined;
  readonly unread: number;
  readonly otherWidth: number;
  /** Whether there are more than have been loaded, as far as is known. */
  readonly isCut: boolean;
  readonly error?: unknown;
  readonly pca?: MapLayout & { readonly shownVariance: number };
  readonly umap: UmapState;
}

const nothing: MapState = {
  step: "loading",
  points: [],
  bytes: 0,
  width: undefined,
  unread: 0,
  otherWidth: 0,
  isCut: true,
  umap: { step: "none" },
};

/** Loads the vectors and lays them out, and tells whoever listens how far it is. */
export class MapSession {
  state = nothing;
  private readonly listeners = new Set<() => void>();
  private vectorsWorker: CalledWorker<MapVectors> | undefined;
  private loading: AbortController | undefined;
  private laying: AbortController | undefined;
  private cursor: string | undefined;
  private limit = maxListed;
  private scores: Rows | undefined;

  constructor(private readonly api: Pick<ConsoleClient, "send">) {}

  /** Is told of each change, until what it returns is called. */
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** What the vectors are asked. */
  get vectors(): CalledWorker<MapVectors> {
    this.vectorsWorker ??= new CalledWorker<MapVectors>("map-vectors");
    return this.vectorsWorker;
  }

  /** Loads from where it is, which is the beginning at first, and lays out what has come. */
  load(): Promise<void> {
    return this.begin(async (signal) => {
      this.set({ step: "loading", error: undefined });
      while (this.state.isCut && this.state.points.length < mostPoints) await this.loadPage(signal);
      await this.project(signal);
    });
  }

  /** Lays out what has come, and loads no more. */
  showLoaded(): Promise<void> {
    return this.begin((signal) => this.project(signal));
  }

  /** Loads no more for now; {@link load} goes on. */
  pause(): void {
    if (this.state.step === "loading") this.loading?.abort();
  }

  /** Goes on after a failure, from the beginning where that cannot help. */
  retry(): Promise<void> {
    const { error, isCut } = this.state;
    // The list no longer knows where it was.
    const isRefused = error instanceof ApiError && error.status === 422;
    return isCut && !isRefused ? this.load() : this.reload();
  }

  /** Loads all anew. */
  reload(): Promise<void> {
    this.end();
    this.state = nothing;
    return this.load();
  }

  /** Ends what is under way, and forgets the vectors. */
  end(): void {
    this.loading?.abort();
    this.laying?.abort();
    this.vectorsWorker?.end();
    this.vectorsWorker = undefined;
    this.cursor = undefined;
    this.scores = undefined;
  }

  cancelUmap(): void {
    this.laying?.abort();
    this.set({ umap: { step: "cancelled" } });
  }

  /** Lays the vectors out by their neighbours, once they have been projected. */
  async runUmap(): Promise<void> {
    const { scores } = this;
    if (!scores || scores.count < fewestForUmap) return;
    const laying = new AbortController();
    this.laying = laying;
    const startMs = performance.now();
    this.set({ umap: { step: "running" } });
    const onProgress = (progress: UmapProgress) => this.set({ umap: { step: "running", progress } });
    try {
      const { positions, sampled } = await umap(scores, { signal: laying.signal, onProgress });
      const layout = {
        positions: inUnitSquare({ count: scores.count, width: 2, values: positions }),
        tookMs: performance.now() - startMs,
      };
      this.set({ umap: { step: "done", layout, sampled } });
    } catch (error) {
      if (!laying.signal.aborted) this.set({ umap: { step: "failed", error } });
    }
  }

  /** Does something in place of what was under way. */
  private async begin(act: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.loading?.abort();
    this.loading = new AbortController();
    const { signal } = this.loading;
    try {
      await act(signal);
    } catch (error) {
      if (!signal.aborted) this.set({ step: "failed", error });
    }
  }

  private async loadPage(signal: AbortSignal): Promise<void> {
    const limit = Math.min(this.limit, mostPoints - this.state.points.length);
    const answer = await this.api.send<ListResponse>(requestOfPage(this.cursor, limit), signal);
    signal.throwIfAborted();
    if (answer.embeddings.length > 0) this.limit = nextLimit(limit, answer.embeddings.length);
    const { points, vectors, width, unread, otherWidth } = readVectorsPage(answer, this.state.width);
    // From here on the points are told of, whatever is aborted: the worker has their vectors.
    if (width !== undefined && vectors.length > 0) await this.vectors.call("add", vectors, width);
    this.cursor = answer.next_cursor ?? undefined;
    this.set({
      points: [...this.state.points, ...points],
      bytes: this.state.bytes + vectors.reduce((sum, { length }) => sum + length, 0),
      width,
      unread: this.state.unread + unread,
      otherWidth: this.state.otherWidth + otherWidth,
      isCut: answer.next_cursor !== null,
    });
  }

  private async project(signal: AbortSignal): Promise<void> {
    if (this.state.points.length === 0) return this.set({ step: "shown" });
    this.laying?.abort();
    this.set({ step: "projecting", umap: { step: "none" } });
    const startMs = performance.now();
    const { scores, shownVariance } = await this.vectors.call("components");
    signal.throwIfAborted();
    this.scores = scores;
    const pca = { positions: inUnitSquare(scores), shownVariance, tookMs: performance.now() - startMs };
    this.set({ step: "shown", pca });
    void this.runUmap();
  }

  private set(change: Partial<MapState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}
