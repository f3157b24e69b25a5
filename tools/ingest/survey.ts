import type { Passage } from "../../documents/passage";
import { throwIfInterrupted } from "../command/interrupted";
import type { Journal } from "./journal";

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
  /** The ids that the store has. */
  readonly stored: ReadonlySet<string>;
  readonly estimate: (text: string) => number;
  readonly signal: AbortSignal;
}

/** Reads passages without keeping them. Throws `Interrupted`. */
export async function survey(
  passages: AsyncIterable<Passage>,
  { journal, stored, estimate, signal }: SurveyArgs,
): Promise<Survey> {
  let [total, toSend, tokens] = [0, 0, 0];
  const unread = new Set(stored);
  for await (const passage of passages) {
    throwIfInterrupted(signal);
    total += 1;
    unread.delete(passage.id);
    if (journal?.holds(passage)) {
      journal.adopt(passage);
      continue;
    }
    toSend += 1;
    tokens += estimate(passage.text);
  }
  return { total, toSend, tokens, unread };
}
