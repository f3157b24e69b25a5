import { BatchSize } from "./batch-size";
import { type PacedRequest, Pacer } from "./pacer";
import { Parallelism } from "./parallelism";

/** Arguments of {@link FlowControl}. */
export interface FlowControlArgs {
  /** The most items of a request. */
  readonly maxBatch: number;
  /** The most requests under way at a time. */
  readonly concurrency: number;
}

/** A request under the control of {@link FlowControl}. */
export interface ControlledRequest extends PacedRequest {
  /** Whether as many were under way as may be, itself included. */
  readonly isLast: boolean;
}

/** What a service has taken of a request. */
interface Taken {
  readonly taken: number;
  readonly retryAfterMs: number;
}

/** When to send how much to a service whose limits are found by trying. Times are in milliseconds. */
export class FlowControl {
  private readonly pacer = new Pacer();
  private readonly size: BatchSize;
  private readonly parallelism: Parallelism;

  constructor({ maxBatch, concurrency }: FlowControlArgs) {
    this.size = new BatchSize(maxBatch);
    this.parallelism = new Parallelism(concurrency);
  }

  /** How many items to put into the next request. */
  get batchSize(): number {
    return this.size.current;
  }

  /** How many requests may be under way. */
  get concurrency(): number {
    return this.parallelism.current;
  }

  /** When the next may be sent, as far as the rate is concerned. */
  get opensAt(): number {
    return this.pacer.opensAt;
  }

  /** A request for so many items is sent, with which so many are under way. */
  send(count: number, underWay: number, now: number): ControlledRequest {
    return { ...this.pacer.send(count, now), isLast: underWay >= this.parallelism.current };
  }

  /** The service has taken so many of a request's items; the others are to wait for `retryAfterMs`. */
  settle(request: ControlledRequest, { taken, retryAfterMs }: Taken, now: number): void {
    const { count, sentAt, isLast } = request;
    const isTrial = this.size.isTrial(count);
    this.pacer.settle(request, { taken, retryAfterMs, isTrial }, now);
    this.size.settle(request, taken, now);
    if (taken === count) this.parallelism.succeed(count, now - sentAt, isLast);
  }

  /** A request was not answered in time, or not at all. */
  fail(): void {
    this.parallelism.fail();
  }
}
