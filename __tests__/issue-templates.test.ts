import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { githubDirectory, githubFile } from "./helpers/workflow";

/** What GitHub takes as a form: https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-issue-forms */
const field = (type: string, attributes: z.ZodType) =>
  z.strictObject({
    type: z.literal(type),
    id: z.string().regex(/^[\w-]+$/),
    attributes,
    validations: z.strictObject({ required: z.boolean() }).optional(),
  });
const labelled = { label: z.string().min(1), description: z.string().optional() };
const form = z.strictObject({
  name: z.string().min(4),
  description: z.string().min(4),
  labels: z.array(z.string()).optional(),
  body: z
    .array(
      z.union([
        z.strictObject({ type: z.literal("markdown"), attributes: z.strictObject({ value: z.string() }) }),
        field("input", z.strictObject(labelled)),
        field("textarea", z.strictObject(labelled)),
        field("dropdown", z.strictObject({ ...labelled, options: z.array(z.string()).min(1) })),
      ]),
    )
    .refine((body) => body.some(({ type }) => type !== "markdown"), { error: "asks for nothing" }),
});

test.each(readdirSync(join(githubDirectory, "ISSUE_TEMPLATE")))("GitHub takes the form %s", (file) => {
  const parsed = form.parse(parse(githubFile(`ISSUE_TEMPLATE/${file}`)));
  const ids = parsed.body.flatMap((element) => ("id" in element ? [element.id] : []));
  expect(new Set(ids).size).toBe(ids.length);
});
