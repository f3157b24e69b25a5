import * as z from "zod/mini";
import { described } from "./described";

/** The vector lengths that the supported models offer on request. */
export const dimensions = described(
  z.literal([256, 512, 1024], { error: "must be 256, 512 or 1024" }),
  "The vector's length; by default the longest that the model offers",
);

/** Whether to keep what a request generates. */
export const storeInS3 = described(
  z._default(z.boolean({ error: "must be true or false" }), false),
  "Whether to keep the embedding",
);
