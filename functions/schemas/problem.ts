import * as z from "zod";
import { type ProblemCode, statuses } from "../errors";

/** A problem document: https://www.rfc-editor.org/rfc/rfc9457 */
export const problem = z
  .object({
    type: z.literal("about:blank"),
    title: z.string().meta({ description: "The status in words" }),
    status: z.int(),
    detail: z.string().meta({ description: "What is wrong and how to correct it" }),
    code: z.enum(Object.keys(statuses) as ProblemCode[]).meta({ description: "A stable code to rely on" }),
    request_id: z.string().meta({ description: "Names the request in the function's log" }),
    errors: z
      .array(
        z.object({
          field: z.string().meta({ description: "The field's path, such as embedding.3; empty for the body itself" }),
          message: z.string(),
        }),
      )
      .optional()
      .meta({ description: "The invalid fields" }),
  })
  .meta({ id: "Problem" });

export type Problem = z.infer<typeof problem>;
