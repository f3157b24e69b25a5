import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { optionalJson } from "./config";
import { stackTags } from "./stack-names";

/** Tags by name. */
export type Tags = Readonly<Record<string, string>>;

/** Of 50 that a resource may have, what the program's own and those of a subnet (Name, SubnetType) leave. */
const maxTags = 45;

/** The tags that the program itself gives to all resources of a stack. */
function ownTags(project: string, stack: string): Tags {
  return { ...stackTags(project, stack), ManagedBy: "pulumi" };
}

const ownNames = Object.keys(ownTags("", ""));

/**
 * What a tag may be of, by IAM's rules, which are the strictest:
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_Tag.html
 */
const allowedText = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

const quoted = { error: "must be text: put it in quotes" };

/** `pulumi config set --path` makes a number of digits, and a boolean of `true`. */
const tagValue = z.union([z.string(), z.int(quoted), z.boolean()], quoted).transform(String);

/** Tags that a stack's configuration gives. */
export const tagMap = z.record(z.string(), tagValue).superRefine((tags, context) => {
  for (const [name, value] of Object.entries(tags)) {
    const problem = tagProblem(name, value);
    if (problem) context.addIssue({ code: "custom", path: [name], message: problem });
  }
});

/** {@link tagMap} as a key of a stack's configuration that may be left out. */
export const configuredTags = optionalJson(tagMap, 'an object such as {"CostCenter": "1234"}')
  .transform((tags) => tags ?? {})
  .describe("Tags of all resources, beside `Project`, `Stack` and `ManagedBy`, which are the program's");

/** Why AWS, or this program, has no such tag. */
function tagProblem(name: string, value: string): string | undefined {
  const own = ownNames.find((ownName) => ownName.toLowerCase() === name.toLowerCase());
  if (own) return `is reserved: the program sets the tag ${own} itself`;
  if (name.length === 0 || name.length > 128) return "must be a name of 1 to 128 characters";
  if (value.length > 256) return "must have at most 256 characters";
  if (!allowedText.test(name + value)) return "must consist of letters, digits, spaces and _ . : / = + - @";
  if (/^aws:/i.test(name) || /^aws:/i.test(value)) return "must not start with aws:, which is AWS's";
  return undefined;
}

/**
 * The tags of all resources of a stack: the program's own, those of the key `tags` and those of `aws:defaultTags`. Throws
 * a `RunError` where the two say different things, or more than a resource can have.
 */
export function mergeTags(project: string, tags: Tags, defaultTags: Tags): Tags {
  const given = [...Object.entries(tags), ...Object.entries(defaultTags)];
  for (const [name, value] of given) {
    // A role has no two tags that differ in case alone: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
    const same = given.find(([other]) => other.toLowerCase() === name.toLowerCase()) ?? [name, value];
    if (same[0] === name && same[1] === value) continue;
    throw new pulumi.RunError(
      `The tag ${same[0]} is "${same[1]}", and the tag ${name} is "${value}", in tags or aws:defaultTags of stack ` +
        `"${pulumi.getStack()}": give it one value, by one name, for AWS's roles do not tell names apart by case.`,
    );
  }
  const merged = { ...tags, ...defaultTags };
  const count = Object.keys(merged).length;
  if (count > maxTags) {
    throw new pulumi.RunError(
      `tags and aws:defaultTags of stack "${pulumi.getStack()}" are ${count}: AWS has room for ${maxTags} beside the program's own.`,
    );
  }
  return { ...ownTags(project, pulumi.getStack()), ...merged };
}
