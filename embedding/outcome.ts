import { type EmbeddingError, toEmbeddingError } from "./errors";

/** What became of one of several. */
export type Outcome<Value> =
  | { readonly value: Value; readonly error?: undefined }
  | { readonly value?: undefined; readonly error: EmbeddingError };

/** What becomes of a task. */
export async function settle<Value>(task: () => Promise<Value>): Promise<Outcome<Value>> {
  try {
    return { value: await task() };
  } catch (error) {
    return { error: toEmbeddingError(error) };
  }
}

/** What became of the only one. Throws the error that it has. */
export function onlyValue<Value>([outcome]: readonly Outcome<Value>[]): Value {
  if (!outcome) throw new Error("There is no outcome");
  if (outcome.error) throw outcome.error;
  return outcome.value;
}

/** Outcomes with the values that are missing made by `make`, which gets their positions and answers in their order. */
export async function completed<Value>(
  outcomes: readonly Outcome<Value | undefined>[],
  make: (positions: readonly number[]) => Promise<readonly Outcome<Value>[]>,
): Promise<Outcome<Value>[]> {
  const missing = [...outcomes.keys()].filter((position) => !(outcomes[position]?.value ?? outcomes[position]?.error));
  const made = await make(missing);
  const byPosition = new Map(missing.map((position, index) => [position, made[index]]));
  return outcomes.map((outcome, position) => byPosition.get(position) ?? (outcome as Outcome<Value>));
}
