import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { declaredDefaults } from "../../scripts/config-defaults";
import { blockNames, replaceBlocks } from "../../scripts/docs/generated-blocks";
import { pagePaths, readPage, repositoryDirectory } from "../../scripts/docs/pages";
import { declareKeys, describeKey } from "../../scripts/docs/pulumi-yaml";
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
  test("says of each key what npm run docs writes", () => {
    const text = readFileSync(join(repositoryDirectory, "Pulumi.yaml"), "utf8");
    const keysOf = (yaml: string) =>
      (parse(yaml) as { config: Record<string, { description?: string } | null> }).config;
    const written = keysOf(declareKeys(text));
    // Where this fails: npm run docs. Who has this repository may give a key a value alone, or declare it without words.
    const described = Object.entries(keysOf(text)).filter(([, declaration]) => declaration?.description);
    expect(described).toEqual(described.map(([key]) => [key, written[key]]));
  });

  test("gets the keys that it lacks, each with its type, its default and its wording", () => {
    const before = "name: a\nconfig:\n  layer:\n    type: string\n  a:auth: keys\n  other:\n    default: 1\n";
    const { config } = parse(declareKeys(before)) as { config: Record<string, unknown> };
    const keys = ["layer", ...Object.keys(declaredDefaults())].map((key) => (key === "auth" ? "a:auth" : key));
    expect(Object.keys(config).sort()).toEqual([...keys, "other"].sort());
    expect(config).toMatchObject({
      layer: { type: "string", description: describeKey("layer") },
      enableS3Vector: { type: "boolean", default: true, description: describeKey("enableS3Vector") },
      batchConcurrency: { type: "integer", default: 8 },
      bedrockModelId: { type: "string", default: "amazon.titan-embed-text-v2:0" },
      bucketSuffixes: { type: "array", items: { type: "string" }, default: ["vector-embeddings"] },
      apiKeys: { default: "" },
      "a:auth": "keys",
      other: { default: 1 },
    });
    expect(config["layer"]).not.toHaveProperty("default");
  });

  test("keeps all else, comments and values too, and gets another default, when npm run docs writes it", () => {
    const whole = declareKeys("# A comment\nname: a\nconfig:\n  # Another\n  layer:\n    type: string\n");
    const [eight, kept] = ["default: 8\n", "# Mine\n    value: 4\n"];
    const changes = [
      ["default: 200\n", "default: 100\n"],
      ["default: [vector-embeddings]\n", "default: [a, b]\n"],
      [JSON.stringify(describeKey("bucketSuffixes")), '"old"'],
      [`default: true\n    description: ${JSON.stringify(describeKey("mcp"))}\n`, "default: true\n"],
    ] as const;
    const texts = [eight, ...changes.map(([now]) => now)];
    expect(texts.filter((text) => !whole.includes(text))).toEqual([]);
    const expected = whole.replace(eight, kept);
    const outdated = changes.reduce((text, [now, before]) => text.replace(now, before), expected);
    expect(declareKeys(outdated)).toBe(expected);
    expect(expected).toMatch(/^# A comment\nname: a\nconfig:\n {2}# Another\n {2}layer:\n/);
  });
});
