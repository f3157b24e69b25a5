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
