import type { Passage } from "../../documents/passage";

/** A passage that is to be sent. */
export interface Outgoing {
  readonly passage: Passage;
  /** How often it has failed while others were stored. */
  readonly failures: number;
  /** How many passages had been stored when it last failed; undefined where it has not. */
  readonly storedBefore: number | undefined;
}

/** The most bytes of one request, as JSON: well below the 6 MB of a Lambda event, in which the body is JSON once more. */
const maxBytes = 2 * 1024 * 1024;

/** With so many passages waiting to be sent again, no others are read: that is 20 MB. */
const maxWaiting = 10_000;

/** What is still to be sent: the passages of a source, and those that are to be sent again. Times are in milliseconds. */
export class Outbox {
  private readonly source: AsyncIterator<Passage>;
  private next: Passage | undefined;
  private isRead = false;
  private waiting: { readonly outgoing: Outgoing; readonly notBefore: number }[] = [];
  /** One of each is the reason that a request was refused, and is found by halves. */
  private readonly suspects: Outgoing[][] = [];

  constructor(passages: AsyncIterable<Passage>) {
    this.source = passages[Symbol.asyncIterator]();
  }

  /** Whether there is nothing left, as far as nothing comes back. */
  get isEmpty(): boolean {
    return this.isRead && this.waiting.length === 0 && this.suspects.length === 0;
  }

  /** When the first that waits may be sent. */
  get dueAt(): number {
    return this.waiting.reduce((least, { notBefore }) => Math.min(least, notBefore), Number.POSITIVE_INFINITY);
  }

  /** Up to so many passages that one request can hold; a larger passage is alone. None where all that there are wait. */
  async take(maxItems: number, now: number): Promise<Outgoing[]> {
    const suspects = this.suspects.pop();
    if (suspects) {
      if (suspects.length > maxItems) this.suspects.push(suspects.splice(maxItems));
      return suspects;
    }
    const batch: Outgoing[] = [];
    let bytes = 0;
    const fits = (passage: Passage) => {
      if (batch.length === maxItems) return false;
      const size = Buffer.byteLength(JSON.stringify(passage));
      if (batch.length > 0 && bytes + size > maxBytes) return false;
      bytes += size;
      return true;
    };
    this.waiting = this.waiting.filter(({ outgoing, notBefore }) => {
      if (notBefore > now || !fits(outgoing.passage)) return true;
      batch.push(outgoing);
      return false;
    });
    while (batch.length < maxItems && this.waiting.length < maxWaiting) {
      this.next ??= await this.read();
      if (!this.next || !fits(this.next)) break;
      batch.push({ passage: this.next, failures: 0, storedBefore: undefined });
      this.next = undefined;
    }
    // So that the end is known with the last passage.
    this.next ??= await this.read();
    return batch;
  }

  /** These are to be sent again, not before a time. */
  putBack(batch: readonly Outgoing[], notBefore: number): void {
    for (const outgoing of batch) this.waiting.push({ outgoing, notBefore });
  }

  /** One of these had a request refused. */
  putBackHalves(batch: readonly Outgoing[]): void {
    const middle = Math.ceil(batch.length / 2);
    this.suspects.push(batch.slice(middle), batch.slice(0, middle));
  }

  private async read(): Promise<Passage | undefined> {
    if (this.isRead) return undefined;
    const { done, value } = await this.source.next();
    if (!done) return value;
    this.isRead = true;
    return undefined;
  }
}
