import { existsSync, readFileSync } from "node:fs";
import { RunError } from "@pulumi/pulumi/errors";
import { type ParseOptions, parse, type ScalarTag, type SchemaOptions, type Tags } from "yaml";
import type * as z from "zod";
import { errorMessage } from "../../common/caught-error";

/**
 * YAML as the Pulumi CLI's parser reads it: that of version 1.1, so that `1_000` is a number, but `yes` and `1:30` are texts.
 * https://pkg.go.dev/gopkg.in/yaml.v3#readme-compatibility
 */
const yaml: ParseOptions & SchemaOptions & { version: "1.1" } = {
  version: "1.1",
  customTags: (tags: Tags): Tags => [
    "bool",
    ...tags.flatMap((tag) => {
      if (typeof tag === "string") return tag;
      if (tag.tag === "tag:yaml.org,2002:bool" || ("format" in tag && tag.format === "TIME")) return [];
      return tag.tag === "tag:yaml.org,2002:timestamp" ? asText(tag as ScalarTag) : tag;
    }),
  ],
};

/** A time as the text that the CLI makes of it. */
function asText(timestamp: ScalarTag): ScalarTag {
  return {
    ...timestamp,
    resolve: (text, ...rest) =>
      (timestamp.resolve(text, ...rest) as Date).toISOString().replace(/T(.+?)(\.?0*)Z$/, " $1 +0000 UTC"),
  };
}

/** Reads a file of Pulumi's. Throws a `RunError` of one line that names the file and what is wrong with it. */
export function readYaml<T extends z.ZodType>(file: string, schema: T): z.output<T> {
  if (!existsSync(file)) throw new RunError(`${file} does not exist`);
  const result = schema.safeParse(parseYaml(file) ?? {});
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`.trim());
  throw new RunError(`${file} is not a Pulumi configuration file: ${problems.join("; ")}`);
}

function parseYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, "utf8"), yaml);
  } catch (error) {
    // The first line, before the ones of the file.
    const [problem] = errorMessage(error).split(/:?\n/, 1);
    throw new RunError(`${file} is not valid YAML: ${problem}`);
  }
}
