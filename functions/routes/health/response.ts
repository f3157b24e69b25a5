import * as z from "zod/mini";
import { described } from "../../../embedding/described";

/** Response of `GET /health`. */
export const healthResponse = described(
  z.object({
    status: described(
      z.literal("healthy"),
      "The API answers; that the model and the storage do is for the alarms to tell",
    ),
  }),
  { id: "HealthResponse" },
);

export type HealthResponse = z.infer<typeof healthResponse>;
