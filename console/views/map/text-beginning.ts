import { unwrapped } from "../search/unwrapped";

/** The beginning of a text, in paragraphs of one line each. */
export function textBeginning(text: string, characters: number): string {
  const whole = unwrapped(text.trim());
  return whole.length > characters ? `${whole.slice(0, characters).trimEnd()} …` : whole;
}
