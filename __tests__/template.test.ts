import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { bootstrapConfig } from "../bootstrap/config";
import { serviceConfig } from "../service/config";

const project = join(__dirname, "..");

/**
 * What Pulumi takes as `template:`, where each default is a text:
 * https://github.com/pulumi/pulumi/blob/master/sdk/go/common/workspace/project.json
 */
const templateOfPulumi = z.strictObject({
  displayName: z.string().optional(),
  description: z.string(),
  quickstart: z.string(),
  important: z.boolean().optional(),
  metadata: z.record(z.string(), z.string()).optional(),
  config: z.record(
    z.string(),
    z.strictObject({ description: z.string(), default: z.string().optional(), secret: z.boolean().optional() }),
  ),
});
/**
 * `pulumi new` leaves the template out of the project that it makes, and names there where it is from. Who has given the
 * project a name of their own need not be anybody's template.
 */
const projectFile = z.union([
  z.object({ template: templateOfPulumi }),
  z.object({ template: z.undefined().optional(), name: z.string().regex(/^(?!embeddings-service$)/) }),
  z.object({
    template: z.undefined().optional(),
    config: z.object({ "pulumi:tags": z.object({ value: z.object({ "pulumi:template": z.string() }) }) }),
  }),
]);
const { template } = projectFile.parse(parse(readFileSync(join(project, "Pulumi.yaml"), "utf8")));
const { config = {}, quickstart = "" } = template ?? {};
const commands = [...quickstart.matchAll(/^ {3}(npx .*|npm .*)$/gm)].map(([, command = ""]) => command);

test("asks for what every stack may have, since it is asked for the first one", () => {
  for (const key of Object.keys(config)) {
    const known = [bootstrapConfig, serviceConfig].every(({ shape }) => key in shape);
    expect({ key, known: known || key === "aws:region" }).toEqual({ key, known: true });
  }
});

test("says how bootstrap gets the same answers, before it and then the first stack is deployed", () => {
  if (template) expect(commands[0]).toBe("npm start");
  expect(commands.slice(1)).toEqual(
    template
      ? [
          "npx pulumi stack init bootstrap",
          ...Object.keys(config).map((key) => `npx pulumi config cp ${key} --stack dev --dest bootstrap`),
          "npx pulumi up --policy-pack policy --stack bootstrap",
          "npx pulumi up --policy-pack policy --stack dev",
        ]
      : [],
  );
});

test("names files that there are", () => {
  for (const [path] of quickstart.matchAll(/\b[\w/]+\.md\b/g))
    expect([path, existsSync(join(project, path))]).toEqual([path, true]);
});

// pulumi new replaces these in every file, and in every file's name.
test.each(["PROJECT", "DESCRIPTION"])("no file has what pulumi new takes for the place of the %s", (name) => {
  const left = new Set(["node_modules", ".git", "dist", "coverage", ".local", ".ingest", ".reindex"]);
  const files = readdirSync(project, { withFileTypes: true })
    .filter((entry) => !left.has(entry.name))
    .flatMap((entry) =>
      entry.isDirectory()
        ? readdirSync(join(project, entry.name), { recursive: true, withFileTypes: true }).filter((file) =>
            file.isFile(),
          )
        : [entry],
    )
    .map((file) => join(file.parentPath, file.name));
  expect(files.length).toBeGreaterThan(100);
  const place = `$\{${name}}`;
  expect(files.filter((file) => file.includes(place) || readFileSync(file, "utf8").includes(place))).toEqual([]);
});
