import { configDefaults } from "../../scripts/config-defaults";
import { serviceConfig } from "../../service/config";
import { logRetentionDays } from "../../service/lambda/runtime";
import { Page } from "../helpers/docs/page";
import { named, runLayer } from "../helpers/stacks/run-layer";

const page = new Page("docs/security.md");
const operations = new Page("docs/operations.md");

test("says how much the API lets through by default", () => {
  const { throttlingRateLimit, modelThrottlingRateLimit } = configDefaults(serviceConfig);
  expect(page.text).toContain(
    `by default ${throttlingRateLimit} requests a second, and ${modelThrottlingRateLimit} where it calls the model`,
  );
});

test("says how long old versions of objects and logs are kept", async () => {
  const { inputs } = named(await runLayer("bootstrap"), "vector-embeddings-lifecycle");
  const [{ noncurrentVersionExpiration } = { noncurrentVersionExpiration: { noncurrentDays: 0 } }] = inputs[
    "rules"
  ] as { noncurrentVersionExpiration: { noncurrentDays: number } }[];
  const days = `${noncurrentVersionExpiration.noncurrentDays} days`;
  expect(page.section("What is protected")).toMatch(new RegExp(`are kept for\\s+${days}`));
  expect(operations.section("Backup and restore")).toContain(`stays for ${days}`);
  expect(new Page("docs/protected-data.md").text).toContain(`stay with it for ${days}`);
  expect(logRetentionDays).toBe(365);
  expect(operations.section("Logs")).toContain("Logs are kept for a year.");
});
