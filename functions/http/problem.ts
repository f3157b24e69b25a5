import * as z from "zod/mini";
import { described } from "../../embedding/described";
import { errorCodes } from "../../embedding/errors";

/** A problem document: https://www.rfc-editor.org/rfc/rfc9457 */
export const problem = described(
  z.object({
    type: z.literal("about:blank"),
    title: described(z.string(), "The status in words"),
    status: z.int(),
    detail: described(z.string(), "What is wrong and how to correct it"),
    code: described(z.enum(errorCodes), "A stable code to rely on"),
    request_id: described(z.string(), "Names the request in the function's log"),
    errors: described(
      z.optional(
        z.array(
          z.object({
            field: described(z.string(), "The field's path, such as embedding.3; empty for the body itself"),
            message: z.string(),
          }),
        ),
      ),
      "The invalid fields",
    ),
  }),
  { id: "Problem" },
);

export type Problem = z.infer<typeof problem>;
