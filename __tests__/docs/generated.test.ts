import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { blockNames, replaceBlocks } from "../../scripts/docs/generated-blocks";
import { pagePaths, readPage, repositoryDirectory } from "../../scripts/docs/pages";
import { describeKey, describeKeys } from "../../scripts/docs/pulumi-yaml";
import { refreshedOnly, tables } from "../../scripts/docs/tables";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

const blocks = pagePaths.flatMap((path) => blockNames(readPage(path)).map((name) => ({ path, name })));

test("every table is in a page, once", () => {
  expect(blocks.map(({ name }) => name).sort()).toEqual(Object.keys(tables).sort());
});

test.each(blocks.filter(({ name }) => !refreshedOnly.includes(name)))(
  "$path has the table $name that npm run docs writes",
  async ({ path, name }) => {
    const page = readPage(path);
    // Where this fails: npm run docs
    expect(page).toBe(replaceBlocks(page, { [name]: (await tables[name]?.()) ?? "" }));
  },
);

test("a value that a field has in several forms of a request is told once", async () => {
  const told = await tables["route-reference"]?.();
  expect(told).toContain('| `truncate` | `none`, `end` | `"none"` |');
  expect(told).not.toMatch(/(`[^`]+`)(?:, `[^`]+`)* or (?:`[^`]+`, )*\1/);
});

describe("Pulumi.yaml", () => {
  const text = readFileSync(join(repositoryDirectory, "Pulumi.yaml"), "utf8");
  const { name, config = {} } = parse(text) as {
    name: string;
    config?: Record<string, { description?: string } | null>;
  };

  test("says of each key what npm run docs writes", () => {
    // A key may have a value alone, of whoever has this repository.
    for (const [key, declaration] of Object.entries(config)) {
      const wording = describeKey(key, name);
      if (typeof declaration === "object" && declaration && wording)
        expect([key, declaration.description]).toEqual([key, wording]);
    }
  });

  test("keeps all else, comments too, when npm run docs writes it", () => {
    const file = `# A comment\nname: a\nconfig:\n  # Another\n  layer:\n    type: string\n  a:bucketSuffixes:\n    default: [a, b]\n    description: "old"\n  other:\n    description: kept\n`;
    expect(describeKeys(file)).toBe(
      file
        .replace("type: string", `type: string\n    description: ${JSON.stringify(describeKey("layer", "a"))}`)
        .replace('description: "old"', `description: ${JSON.stringify(describeKey("bucketSuffixes", "a"))}`),
    );
  });
});
