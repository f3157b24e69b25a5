import type { ClientAnswer, ClientProblem } from "./client-program";

/** How a case went: whether it passed, and what there is to say of it; undefined where there is nothing to try. */
export type CaseOutcome = { readonly passed: boolean; readonly says: string } | undefined;

/** Whether what a client says of an error is what the service answered, as far as it says it. */
export function refusal({ error, ...answer }: ClientAnswer, expected: ExpectedProblem): CaseOutcome {
  if (!error) return failed(answer);
  const { message, ...fields } = expected;
  const differs = entries(fields).filter(([name, value]) => (error[name] ?? value) !== value);
  const isTold = error.status !== undefined || message.test(error.message);
  if (differs.length > 0 || !isTold) return failed({ error });
  const told = entries(fields).flatMap(([name, value]) => (error[name] === value ? String(value) : []));
  return passed(told.join(" ") || "message");
}

/** What the service answers; the message is a part of it. */
interface ExpectedProblem extends Omit<ClientProblem, "message"> {
  readonly message: RegExp;
}

const entries = <Fields extends object>(fields: Fields) =>
  Object.entries(fields) as [Exclude<keyof Fields, "message">, unknown][];

/** A case that passed. */
export function passed(says: string): NonNullable<CaseOutcome> {
  return { passed: true, says };
}

/** A case that failed by what the client answered. */
export function failed(answer: ClientAnswer): NonNullable<CaseOutcome> {
  return { passed: false, says: `it answers ${JSON.stringify(answer).slice(0, 500)}` };
}
