import * as z from "zod/mini";
import { described } from "./described";

/** Finite numbers. `json` is how they were written, where they came as JSON: to find their digits anew takes long. */
export interface Vector extends ReadonlyArray<number> {
  readonly json?: string;
}

/** A vector whose JSON text is known. */
export function writtenAs(numbers: number[], json: string): Vector {
  return Object.assign(numbers, { json });
}

/** A vector of finite numbers. */
export const vector: z.ZodMiniType<Vector, Vector> = described(
  z.array(z.number({ error: "must be a finite number" }), { error: "must be an array of numbers" }),
  "The vector",
);
