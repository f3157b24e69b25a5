import * as z from "zod/mini";
import { type ProblemCode, statuses } from "../errors";

/** A problem document: https://www.rfc-editor.org/rfc/rfc9457 */
export const problem = z
  .object({
    type: z.literal("about:blank"),
    title: z.string().check(z.describe("The status in words")),
    status: z.int(),
    detail: z.string().check(z.describe("What is wrong and how to correct it")),
    code: z.enum(Object.keys(statuses) as ProblemCode[]).check(z.describe("A stable code to rely on")),
    request_id: z.string().check(z.describe("Names the request in the function's log")),
    errors: z
      .optional(
        z.array(
          z.object({
            field: z.string().check(z.describe("The field's path, such as embedding.3; empty for the body itself")),
            message: z.string(),
          }),
        ),
      )
      .check(z.describe("The invalid fields")),
  })
  .check(z.meta({ id: "Problem" }));

export type Problem = z.infer<typeof problem>;
