import type { InputFile } from "./files/file-finder";
import { IdsByHash } from "./ids-by-hash";
import { passageId } from "./passage-id";

/** The ids that passages of a run have: those that are made of a file's name and a number differ as the names do. */
export class PassageIds {
  private readonly own = new IdsByHash();
  private readonly made: ReadonlySet<string>;

  constructor(files: readonly InputFile[], prefix: string) {
    const documents = files.filter(({ format }) => !("records" in format));
    this.made = new Set(documents.map(({ source }) => withoutNumber(passageId(prefix, source.name, 1))));
  }

  /** Takes an id that a passage has of its own; false where another has it. */
  add(id: string): boolean {
    return !this.made.has(withoutNumber(id)) && this.own.add(id);
  }
}

/** An id without the number at its end; an empty text where it has none, as no made one is. */
function withoutNumber(id: string): string {
  return /^(.*):\d+$/.exec(id)?.[1] ?? "";
}
