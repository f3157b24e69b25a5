import { type Vector, writtenAs } from "./vector";
import { splitVector } from "./vector-json";

/**
 * The vector in the field `embedding` of a JSON text, with the digits that it came with where it is beyond doubt which
 * these are: to find them anew, once to store and once to answer, would take a third of the time that the handler of
 * `generate` spends beside its calls.
 */
export function withDigits(numbers: number[], json: string): Vector {
  const split = splitVector(json);
  return split ? writtenAs(numbers, split.vector) : numbers;
}
