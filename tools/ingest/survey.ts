import type { LeaveOut } from "../../documents/left-out";
import { throwIfInterrupted } from "../command/interrupted";
import type { FileMemory } from "./file-memory";
import type { Input } from "./input";
import { type Journal, passageHash } from "./journal";
import type { ReadingLine } from "./reading-line";

/** How much there is to send. */
export interface Survey {
  /** How many passages there are. */
  readonly total: number;
  /** How many of them are not stored yet. */
  readonly toSend: number;
  /** About how many tokens those have. */
  readonly tokens: number;
  /** The ids that the store has, and no passage. */
  readonly unread: ReadonlySet<string>;
}

/** Arguments of {@link survey}. */
export interface SurveyArgs {
  /** @default nothing is stored yet */
  readonly journal: Pick<Journal, "holds" | "adopt"> | undefined;
  /** @default all files are read */
  readonly memory: FileMemory | undefined;
  /** The ids that the store has. */
  readonly stored: ReadonlySet<string>;
  readonly estimate: (text: string) => number;
  readonly leaveOut: LeaveOut;
  /** Shows each of them as it is read. */
  readonly readingLine: Pick<ReadingLine, "show">;
  readonly signal: AbortSignal;
}

/** Reads passages without keeping them. Throws `Interrupted`. */
export async function survey(
  input: Pick<Input, "passages">,
  { journal, memory, stored, estimate, leaveOut, readingLine, signal }: SurveyArgs,
): Promise<Survey> {
  let [total, toSend, tokens] = [0, 0, 0];
  const unread = new Set(stored);
  const hold = (id: string) => {
    total += 1;
    unread.delete(id);
    journal?.adopt(id);
  };
  const passages = input.passages({
    leaveOut: (leftOut) => {
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
  return { total, toSend, tokens, unread };
}
