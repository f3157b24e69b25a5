import { EmbeddingError, invalidRequest } from "../../../embedding/errors";
import type { Outcome } from "../../../embedding/outcome";
import { awsFailure } from "../../aws/aws-error";
import type { Embedded } from "../../aws/embed-texts";
import type { OpenaiInput } from "./inputs";

/** What became of inputs, with errors that say of which input they are, where that is the reason. */
export function namingInputs(outcomes: readonly Outcome<Embedded>[], inputs: readonly OpenaiInput[]) {
  return outcomes.map(
    (outcome, index): Outcome<Embedded> =>
      outcome.error ? { error: ofInput(inputs[index] as OpenaiInput, outcome.error) } : outcome,
  );
}

/** The embeddings of all inputs. Throws the error that kept one from having one, or where time ran out, how many there was time for. */
export function requireAll(outcomes: readonly Outcome<Embedded>[], isTimeUp: boolean): Embedded[] {
  const embedded = outcomes.flatMap(({ value }) => value ?? []);
  if (embedded.length === outcomes.length) return embedded;
  const errors = outcomes.flatMap(({ error }) => error ?? []);
  const isTooMany = isTimeUp && embedded.length > 0 && errors.some(({ code }) => code === "not_started");
  // The model does answer: what was under way when the time was up is as those that wait.
  const unfinished = isTooMany ? ["not_started", "model_timeout"] : ["not_started"];
  throw errors.find(({ code }) => !unfinished.includes(code)) ?? tooManyInputs(outcomes.length, embedded.length);
}

/** An error that says of which input it is, where that is the reason. */
function ofInput({ field, text }: OpenaiInput, error: EmbeddingError): EmbeddingError {
  const { code, detail: message, cause } = error;
  const isRefused = code === "internal_error" && awsFailure(cause).name === "ValidationException";
  if (isRefused && text.trim() === "") {
    return invalidRequest([{ field, message: "is blank, which the model refuses: leave it out" }], { cause });
  }
  if (!isRefused && code !== "text_too_long") return error;
  return new EmbeddingError(code, `${field}: ${message}`, { cause, errors: [{ field, message }] });
}

/** Repeating the request would take as long again. */
function tooManyInputs(inputs: number, embedded: number): EmbeddingError {
  const detail =
    `Of ${inputs} inputs, ${embedded} were embedded in the time that a request has: send at most ` +
    `${Math.max(1, embedded)} in one, or raise the service's batchConcurrency.`;
  return new EmbeddingError("too_many_inputs", detail, { errors: [{ field: "input", message: detail }] });
}
