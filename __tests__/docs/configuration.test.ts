import { parse } from "yaml";
import { bootstrapConfig } from "../../bootstrap/config";
import { githubConfig } from "../../bootstrap/github/github-config";
import { configDefaults } from "../../scripts/config-defaults";
import { serviceConfig } from "../../service/config";
import { codeBlocks, Page, shownConfigurations, tableColumn } from "../helpers/docs/page";
import { runLayer } from "../helpers/stacks/run-layer";

const page = new Page("docs/configuration.md");

test("names every key with its default, and no other", () => {
  const keys = ["both", "bootstrap", "service"].flatMap((layer) =>
    tableColumn(page.generated(`configuration-${layer}`), 0),
  );
  const layers = [bootstrapConfig, serviceConfig];
  const known = new Set(["layer", ...layers.flatMap(({ shape }) => Object.keys(shape))]);
  expect(keys.sort()).toEqual([...known].sort());
  for (const [key, value] of layers.flatMap((layer) => Object.entries(configDefaults(layer)))) {
    const text = typeof value === "string" ? value : JSON.stringify(value).replaceAll(",", ", ");
    expect(page.text).toContain(`| \`${key}\` | \`${text}\` |`);
  }
});

test("lists and objects are set by paths to what the program takes", async () => {
  const blocks = codeBlocks(page.text);
  const at = blocks.findIndex(({ code }) => code.startsWith("npx pulumi config set --path "));
  const [commands = "", text = ""] = blocks.slice(at, at + 2).map(({ code }) => code);
  const { config } = parse(text) as { config: Record<string, unknown> };
  const set = [...commands.matchAll(/--path '?([\w.[\]]+)'? (\S+)/g)];
  expect(set.length).toBeGreaterThan(3);
  for (const [, path = "", value] of set) {
    const keys = `embeddings-service:${path}`.split(/[.[\]]+/).filter(Boolean);
    expect([path, keys.reduce<unknown>((found, key) => (found as Record<string, unknown>)?.[key], config)]).toEqual([
      path,
      value,
    ]);
  }
  const { outputs } = await runLayer("bootstrap", { config });
  expect(Object.keys(outputs["s3VectorBucketIds"] as object)).toEqual(["documents", "images"]);
  expect(outputs["githubActionsRoleArns"]).toHaveLength(1);
});

describe("for GitHub Actions", () => {
  const github = new Page("docs/github-actions.md");

  test("makes a role for each environment", async () => {
    const [{ stack, config } = { stack: "", config: {} as Record<string, unknown> }] = shownConfigurations(github.text);
    expect(stack).toBe("bootstrap");
    const { outputs } = await runLayer("bootstrap", { config: { github: config["github"] } });
    expect(outputs["githubActionsRoleArns"]).toEqual(
      ["deploy-dev", "deploy-prod", "preview"].map(
        (name) => `arn:aws:iam::000000000000:role/embeddings-service-${name}`,
      ),
    );
  });

  test("has the keys that there are", () => {
    expect(tableColumn(github.generated("configuration-github"), 0).sort()).toEqual(
      Object.keys(githubConfig.shape).sort(),
    );
  });
});
