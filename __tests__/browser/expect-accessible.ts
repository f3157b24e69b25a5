import { readFileSync } from "node:fs";
import type { Page } from "playwright";

const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** Holds that axe finds nothing on the page, and that it is no wider than its window. */
export async function expectAccessible(page: Page): Promise<void> {
  // What is still awaited may be laid out anew.
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
  // As a debugger would, for the page's own policy takes no script from elsewhere.
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  });
  expect(violations).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
}
