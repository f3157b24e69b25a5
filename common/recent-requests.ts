/** The header by which the console says that it sends a request for itself, and nobody asked for it. */
export const backgroundHeader = "x-console-background";

/** A request that is kept: what its list shows, and what takes more room, until that is needed for others. */
export interface KeptRequest<Listed, Bodies> {
  readonly listed: Listed;
  readonly bodies?: Bodies | undefined;
}

/** How much is kept. */
export interface RecentRequestsLimits {
  readonly requests: number;
  /** Of those that nobody asked for, beside the others. */
  readonly backgroundRequests: number;
  /** Of all bodies. */
  readonly bytes: number;
}

interface Entry<Listed, Bodies> {
  readonly listed: Listed;
  bodies: Bodies | undefined;
  bytes: number;
}

/**
 * The requests that came last. Those that nobody asked for take no room of the others, and where the bodies take more than they
 * may, the oldest go first.
 */
export class RecentRequests<Listed extends { readonly id: number; readonly isBackground: boolean }, Bodies> {
  private readonly entries: Entry<Listed, Bodies>[] = [];
  private readonly waiting = new Set<() => void>();
  private readonly counts = { asked: 0, background: 0 };
  private bytes = 0;
  private lastId = 0;
  private closed = false;

  constructor(private readonly limits: RecentRequestsLimits) {}

  /** The bytes are those of the bodies. */
  add(listed: Omit<Listed, "id">, bodies: Bodies, bytes: number): void {
    this.lastId += 1;
    this.entries.push({ listed: { ...listed, id: this.lastId } as Listed, bodies, bytes });
    this.bytes += bytes;
    const { requests, backgroundRequests } = this.limits;
    this.keepLast(listed.isBackground, listed.isBackground ? backgroundRequests : requests);
    for (const entry of this.entries) {
      if (this.bytes <= this.limits.bytes) break;
      this.release(entry);
    }
    for (const wake of [...this.waiting]) wake();
  }

  /** Those after an id, the oldest first. */
  after(id: number): Listed[] {
    return this.entries.flatMap(({ listed }) => (listed.id > id ? [listed] : []));
  }

  get(id: number): KeptRequest<Listed, Bodies> | undefined {
    return this.entries.find(({ listed }) => listed.id === id);
  }

  /** Until there is one after an id, the time is up or nobody waits any more. */
  async wait(id: number, timeoutMs: number, signal?: AbortSignal): Promise<void> {
    if (this.lastId > id || this.closed || signal?.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, timeoutMs);
    this.waiting.add(resolve);
    signal?.addEventListener("abort", () => resolve(), { once: true });
    await promise;
    clearTimeout(timer);
    this.waiting.delete(resolve);
  }

  /** Ends all waiting, also what comes later. */
  close(): void {
    this.closed = true;
    for (const wake of [...this.waiting]) wake();
  }

  private keepLast(isBackground: boolean, most: number): void {
    const kind = isBackground ? "background" : "asked";
    this.counts[kind] += 1;
    if (this.counts[kind] <= most) return;
    const oldest = this.entries.findIndex(({ listed }) => listed.isBackground === isBackground);
    for (const entry of this.entries.splice(oldest, 1)) this.release(entry);
    this.counts[kind] -= 1;
  }

  private release(entry: Entry<Listed, Bodies>): void {
    this.bytes -= entry.bytes;
    entry.bytes = 0;
    entry.bodies = undefined;
  }
}
