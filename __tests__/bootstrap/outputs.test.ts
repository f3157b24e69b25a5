import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020";
import * as z from "zod";
import { bootstrapOutputs } from "../../bootstrap/outputs";
import { incompatibilities, type JsonSchema } from "../helpers/stacks/contract-compatibility";
import { runLayer } from "../helpers/stacks/run-layer";

// What is between a stack and its readers, which is the side before the schema's transformations: absent or null is
// what a stack may return and a reader must take.
const current = z.toJSONSchema(bootstrapOutputs, { io: "input" }) as JsonSchema;
const version = bootstrapOutputs.shape.contractVersion.value;

/**
 * Every revision of this version that stacks were deployed with and readers were written by, the oldest first. What is
 * recorded is never edited.
 */
const revisions = readdirSync(join(__dirname, "contracts"))
  .filter((file) => file.startsWith(`${version}.`))
  .sort((a, b) => revisionOf(a) - revisionOf(b))
  .map((file) => ({
    file,
    recorded: JSON.parse(readFileSync(join(__dirname, "contracts", file), "utf8")) as JsonSchema,
  }));

function revisionOf(file: string): number {
  return Number(file.split(".")[1]);
}

// A new version has none yet, which describe.each does not take.
for (const { file, recorded } of revisions) {
  describe(`the revision ${file}`, () => {
    test("goes with the present contract", () => {
      expect(incompatibilities(recorded, current)).toEqual([]);
    });

    const read = new Ajv({ formats: { starts_with: true } }).compile(recorded);

    test.each([{}, { enableS3Vector: false }])(
      "is kept by what the bootstrap layer returns with %j",
      async (config) => {
        const { outputs } = await runLayer("bootstrap", { config });
        for (const stored of [outputs, withoutNulls(outputs)]) {
          read(stored);
          expect(read.errors).toBeNull();
        }
      },
    );

    test("is read by the present contract where a stack returns no more", async () => {
      const { outputs } = await runLayer("bootstrap");
      const known = Object.entries(outputs).filter(([key]) => recorded.properties?.[key]);
      expect(bootstrapOutputs.parse(Object.fromEntries(known))).toMatchObject(Object.fromEntries(known));
    });
  });
}

test("records every output of the present contract, so that it is kept from now on", () => {
  const latest = revisions.at(-1);
  const missing = Object.keys(current.properties ?? {}).filter((name) => !latest?.recorded.properties?.[name]);
  if (missing.length === 0) return;
  const next = latest ? revisionOf(latest.file) + 1 : 0;
  throw new Error(
    `No revision of version ${version} has ${missing.join(", ")}. Add contracts/${version}.${next}.json:\n` +
      JSON.stringify(current, null, 2),
  );
});

/** Outputs as Pulumi stores them: it drops those that are null. */
function withoutNulls(outputs: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(outputs).filter(([, value]) => value !== null));
}
