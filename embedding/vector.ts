import * as z from "zod/mini";
import { described } from "./described";

/** A vector of finite numbers. */
export const vector = described(
  z.array(z.number({ error: "must be a finite number" }), { error: "must be an array of numbers" }),
  "The vector",
);
