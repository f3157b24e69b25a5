import { parseArgs } from "node:util";
import { RunError } from "@pulumi/pulumi/errors";
import * as z from "zod";
import type { ReportFormat } from "./terminal/request-report";

const options = {
  auth: {
    schema: z.enum(["none", "iam", "jwt"]).default("none"),
    fix: "set it to none, iam or jwt, as in npm start -- --auth jwt",
  },
  stack: {
    schema: z
      .string()
      .regex(/^[\w.-]+$/)
      .optional(),
    fix: "set it to a stack that has a file Pulumi.<stack>.yaml, as in npm start -- --stack prod",
  },
};

/** Options without a value. */
const flags = ["json", "quiet", "resources"];

/** The options of `npm start`. */
export interface StartOptions {
  /** What the API authorizes by, whatever the stack's configuration says. */
  readonly auth: z.output<typeof options.auth.schema>;
  /** The service stack; undefined for the one that `defaultServiceStack` finds. */
  readonly stack: string | undefined;
  /** How requests are reported: a line of text each, lines of JSON, or not at all. */
  readonly format: ReportFormat;
  /** Whether to print what both stacks consist of. */
  readonly resources: boolean;
}

/** Parses the arguments of `npm start`. Throws a `RunError` that names what is wrong with them and the fix. */
export function parseStartOptions(args: readonly string[]): StartOptions {
  const { tokens } = parseArgs({
    args: [...args],
    options: {
      auth: { type: "string" },
      stack: { type: "string" },
      json: { type: "boolean" },
      quiet: { type: "boolean" },
      resources: { type: "boolean" },
    },
    // Which would end with messages of its own, of several lines.
    strict: false,
    tokens: true,
  });
  const values: Record<string, string | undefined> = {};
  for (const token of tokens) {
    const isFlag = token.kind === "option" && flags.includes(token.name) && token.value === undefined;
    if (token.kind !== "option" || !(isFlag || Object.hasOwn(options, token.name))) {
      throw new RunError(
        `${JSON.stringify(args[token.index])} is no option: there are --auth, --stack, --json, --quiet and --resources, ` +
          "after two hyphens, as in npm start -- --auth jwt --stack dev",
      );
    }
    values[token.name] = token.value ?? "";
  }
  const format = "quiet" in values ? "quiet" : "json" in values ? "json" : "text";
  return { auth: parse("auth", values), stack: parse("stack", values), format, resources: "resources" in values };
}

function parse<Name extends keyof typeof options>(name: Name, values: Record<string, string | undefined>) {
  const { schema, fix } = options[name];
  const { [name]: value } = values;
  const result = schema.safeParse(value);
  if (result.success) return result.data as z.output<(typeof options)[Name]["schema"]>;
  throw new RunError(`--${name} ${value ? `is ${JSON.stringify(value)}` : "has no value"}: ${fix}`);
}
