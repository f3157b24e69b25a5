import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { withoutApiKeys } from "./api-key";
import { bucketNameLabel } from "./is-bucket-name";
import { parsedJson } from "./parsed-json";

/**
 * A config value that Pulumi hands over as JSON text, such as a boolean or a list. `expected` completes "must be …"
 * where the text is something else.
 */
export function json<T extends z.ZodType>(schema: T, expected: string) {
  return z.string().transform((text, context): z.output<T> => {
    const result = schema.safeParse(parsedJson(text));
    if (result.success) return result.data;
    for (const issue of result.error.issues) {
      const { path, message } = issue;
      context.addIssue({ code: "custom", path, message: typeProblem(issue, expected) ?? message });
    }
    return z.NEVER;
  });
}

/** What a value of the wrong type, or with a name that nothing has, must be instead; undefined where the schema says so. */
function typeProblem(issue: z.core.$ZodIssue, expected: string): string | undefined {
  if (issue.code === "unrecognized_keys" && issue.message.startsWith("Unrecognized key")) {
    return `has ${issue.keys.join(", ")}, which nothing reads: remove or rename it; must be ${expected}`;
  }
  if (issue.code !== "invalid_type" || !issue.message.startsWith("Invalid input")) return undefined;
  if (issue.path.length === 0) return `must be ${expected}`;
  if (issue.message.endsWith("received undefined")) return `is missing, as in ${expected}`;
  return issue.expected === "boolean"
    ? "must be true or false"
    : `must be of the type ${issue.expected}, as in ${expected}`;
}

/** An optional text: `Pulumi.yaml` can only declare one by the default `""`, which therefore means "not set". */
export const optionalText = z
  .string()
  .transform((text) => (text === "" ? undefined : text))
  .optional();

/** {@link json} of a key that may be left out. */
export function optionalJson<T extends z.ZodType>(schema: T, expected: string) {
  return optionalText.pipe(json(schema, expected).optional());
}

/** A whole number in a range, both ends included. */
export function wholeNumber(min: number, max: number) {
  const expected = `a whole number from ${min} to ${max}`;
  const error = `must be ${expected}`;
  return json(z.int().min(min, { error }).max(max, { error }), expected);
}

/** A list that names nothing twice. */
export function unique<T extends z.ZodArray<z.ZodType<string>>>(list: T) {
  return list.refine((items) => new Set(items).size === items.length, { error: "must not name anything twice" });
}

/** A list of AWS accounts. */
export const accountIds = json(
  unique(z.array(z.coerce.string().regex(/^\d{12}$/, { error: "must be 12 digits in quotes" }))),
  'a list such as ["123456789012"]',
).default([]);

/** The AWS accounts that a stack may be deployed into. */
export const allowedAccountIds = accountIds.describe("The AWS accounts that may be deployed into; empty for any");

/** Which of the two programs a stack is of. */
export const layerConfig = z.object({
  layer: z
    .enum(["bootstrap", "service"], { error: 'must be "bootstrap" or "service"' })
    .describe("Which layer the stack is: `bootstrap` or `service`; required"),
});

/** `{project}`: the start of every physical name, so it keeps to what S3 allows in a bucket name. */
export const projectName = optionalText
  .transform((project) => project ?? pulumi.getProject())
  .pipe(
    z.string().regex(bucketNameLabel, {
      error: "must consist of lowercase letters, digits and inner hyphens, because every bucket name starts with it",
    }),
  )
  .describe(
    "The `{project}` that all names on AWS begin with; empty for the Pulumi project's name. A region has one of its own: a " +
      "bootstrap stack in another region refuses it",
  );

/**
 * The stack's configuration in a namespace, this project's by default, parsed through `schema`.
 * Throws one `RunError` that names each invalid key with its value, unless that is a secret, and what it must be instead.
 */
export function readConfig<T extends z.ZodObject>(schema: T, namespace?: string): z.infer<T> {
  const config = new pulumi.Config(namespace);
  const values = Object.fromEntries(
    Object.keys(schema.shape).flatMap((key) => {
      const value = config.get(key);
      return value === undefined ? [] : [[key, value]];
    }),
  );
  const result = schema.safeParse(values);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path: [first, ...rest], message }) => {
    const key = `${config.name}:${String(first)}`;
    const value = values[String(first)];
    const shown = value === undefined ? "not set" : isSecret(key) ? "a secret" : value === "" ? "empty" : value;
    // Of what has names these tell the place: all of it may be long, and what is there not for everyone to read.
    const told = rest.length > 0 ? shown.replace(/^\{.*\}$/s, "{…}") : shown;
    const place = rest.map((part) => (typeof part === "number" ? `[${part}]` : part));
    return withoutApiKeys(`${key} is ${told}: ${[...place, message].join(" ")}`);
  });
  throw new pulumi.RunError(
    `The configuration of stack "${pulumi.getStack()}" is invalid: ${[...new Set(problems)].join("; ")}. ` +
      `Correct it in Pulumi.${pulumi.getStack()}.yaml or with "pulumi config set".`,
  );
}

/**
 * Refuses keys of a namespace that are not among those that it has, which would otherwise be ignored. Throws one
 * `RunError` that names them and the keys that there are.
 */
export function refuseUnknownKeys(known: readonly string[], namespace = pulumi.getProject()): void {
  const prefix = `${namespace}:`;
  const unknown = Object.keys(pulumi.runtime.allConfig()).filter(
    (key) => key.startsWith(prefix) && !known.includes(key.slice(prefix.length)),
  );
  if (unknown.length === 0) return;
  throw new pulumi.RunError(
    `The configuration of stack "${pulumi.getStack()}" has unknown keys: ${unknown.join(", ")}. ` +
      `Remove or rename them in Pulumi.${pulumi.getStack()}.yaml; the keys are ${[...new Set(known)].join(", ")}.`,
  );
}

/** Whether a value of the configuration is encrypted, by its key with the namespace: Pulumi's runtime knows, and does not declare it. */
export function isSecret(key: string): boolean {
  return (pulumi.runtime as unknown as { isConfigSecret(key: string): boolean }).isConfigSecret(key);
}
