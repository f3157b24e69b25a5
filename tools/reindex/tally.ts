import type { Step } from "./checkpoint";

/** What became of the embeddings of a bucket, by this run and those that it goes on from. */
export class Tally {
  /** Why which embeddings are not in the index, by id. */
  readonly problems = new Map<string, string>();
  /** What of those that are in the index is not, by id. */
  readonly leftOut = new Map<string, readonly string[]>();
  /** Which embeddings have expired, though their objects are there, by id. */
  readonly expired = new Set<string>();
  /** The keys beside those of embeddings: at the end. */
  otherKeys: readonly string[] = [];
  /** How many embeddings were looked at. */
  count = 0;
  /** How many of them the runs before have. */
  readonly countBefore: number;
  /** How many are in the index, as far as this is known: at the end. */
  indexed: number | undefined;
  reembedded = 0;
  /** How many vectors were taken for the index's because the caller says so. */
  trusted = 0;
  inputTokens = 0;
  deleted = 0;

  constructor(before: readonly Step[]) {
    for (const step of before) this.add(step);
    this.countBefore = this.count;
  }

  add({ count, reembedded, trusted, inputTokens, problems, leftOut, expired }: Step): void {
    this.count += count;
    this.reembedded += reembedded;
    this.trusted += trusted;
    this.inputTokens += inputTokens;
    for (const [id, problem] of problems) this.problems.set(id, problem);
    for (const [id, parts] of leftOut) this.leftOut.set(id, parts);
    for (const id of expired) this.expired.add(id);
  }

  /** Adds what became of embeddings that were looked at before, in place of what did then. */
  addAgain(ids: readonly string[], step: Step): void {
    this.forget((id) => ids.includes(id));
    this.add({ ...step, count: 0, trusted: 0 });
  }

  /** These are all embeddings that there are. */
  end(ids: ReadonlySet<string>): void {
    this.forget((id) => !ids.has(id));
    this.indexed = ids.size - this.problems.size - this.expired.size;
  }

  private forget(isForgotten: (id: string) => boolean): void {
    for (const notes of [this.problems, this.leftOut, this.expired]) {
      for (const id of notes.keys()) if (isForgotten(id)) notes.delete(id);
    }
  }
}
