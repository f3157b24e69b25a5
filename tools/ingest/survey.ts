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
}

/** Arguments of {@link survey}. */
export interface SurveyArgs {
  /** @default nothing is stored yet */
  readonly journal: Pick<Journal, "holds"> | undefined;
  readonly estimate: (text: string) => number;
  readonly signal: AbortSignal;
}

/** Reads passages without keeping them. Throws `Interrupted`. */
export async function survey(
  passages: AsyncIterable<Passage>,
  { journal, estimate, signal }: SurveyArgs,
): Promise<Survey> {
  let [total, toSend, tokens] = [0, 0, 0];
  for await (const passage of passages) {
    throwIfInterrupted(signal);
    total += 1;
    if (journal?.holds(passage)) continue;
    toSend += 1;
    tokens += estimate(passage.text);
  }
  return { total, toSend, tokens };
}
