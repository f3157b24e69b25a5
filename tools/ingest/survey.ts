import type { LeaveOut } from "../../documents/left-out";
import { throwIfInterrupted } from "../command/interrupted";
import type { Input } from "./input";
import type { KnownStore } from "./known-store";
import { passageHash } from "./passage-hash";
import type { ReadingLine } from "./reading-line";

/** How much there is to send. */
export interface Survey {
  /** How many passages there are. */
  readonly total: number;
  /** How many of them are not stored yet. */
  readonly toSend: number;
  /** About how many tokens those have. */
  readonly tokens: number;
  /** How much could not be read. */
  readonly unreadable: number;
  /** The ids that the store has, and no passage. */
  readonly unread: ReadonlySet<string>;
}

/** Arguments of {@link survey}. */
export interface SurveyArgs {
  /** @default all files are read, and nothing is stored yet */
  readonly store: Pick<KnownStore, "journal" | "memory" | "embeddingIds"> | undefined;
  readonly estimate: (text: string) => number;
  readonly leaveOut: LeaveOut;
  /** Shows each of them as it is read. */
  readonly readingLine: Pick<ReadingLine, "show">;
  readonly signal: AbortSignal;
}

/** Reads passages without keeping them. Throws `Interrupted`. */
export async function survey(
  input: Pick<Input, "passages">,
  { store, estimate, leaveOut, readingLine, signal }: SurveyArgs,
): Promise<Survey> {
  let [total, toSend, tokens, unreadable] = [0, 0, 0, 0];
  const { journal, memory } = store ?? {};
  const unread = new Set(store?.embeddingIds);
  const hold = (id: string) => {
    total += 1;
    unread.delete(id);
    journal?.adopt(id);
  };
  const passages = input.passages({
    leaveOut: (leftOut) => {
      unreadable += 1;
      memory?.leaveOut();
      leaveOut(leftOut);
    },
    isKnown: async (file) => {
      throwIfInterrupted(signal);
      return (await memory?.look(file, hold)) ?? false;
    },
    signal,
  });
  for await (const passage of passages) {
    throwIfInterrupted(signal);
    readingLine.show(passage, total);
    memory?.add(passageHash(passage));
    if (journal?.holds(passage)) {
      hold(passage.id);
      continue;
    }
    total += 1;
    unread.delete(passage.id);
    toSend += 1;
    tokens += estimate(passage.text);
  }
  memory?.end();
  return { total, toSend, tokens, unreadable, unread };
}
