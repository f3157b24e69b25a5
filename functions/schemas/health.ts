import * as z from "zod/mini";

/** Response of `GET /health`. */
export const healthResponse = z.object({
  status: z
    .literal("healthy")
    .check(z.describe("The API answers; that the model and the storage do is for the alarms to tell")),
});

export type HealthResponse = z.infer<typeof healthResponse>;
