import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const directory = join(__dirname, "../../policy");

test("judges the layers without what they are made of: it imports nothing of them but the checks of names", () => {
  const files = readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  expect(files.length).toBeGreaterThan(20);
  const imported = files.flatMap((file) =>
    [...readFileSync(join(directory, file), "utf8").matchAll(/(?:from|require\()\s*"([^"]+)"/g)].map(
      ([, name]) => name,
    ),
  );
  const outside = imported.filter((name) => name && !/^\.\/|^\.\.\/(?!\.)/.test(name));
  expect([...new Set(outside)].sort()).toEqual([
    "../../bootstrap/bucket-name",
    "../../bootstrap/vector-name",
    "@pulumi/policy",
    "@pulumi/pulumi/output",
  ]);
});
