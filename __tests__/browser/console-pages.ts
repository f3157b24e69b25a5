import { readFileSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { chromiumOptions } from "../../clients/chromium";

const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** A text that would change the page, if it were markup. */
export const hostile = `<img src=x onerror="window.hacked = 1"><script>window.hacked = 1</script> & "rivers"`;

/** Pages of a console in Chromium, in which nothing goes wrong and which ask no other host: each test checks that after it. */
export class ConsolePages {
  private browser: Browser | undefined;
  /** Everything that went wrong, also what the policy of their content refused. */
  private readonly failures: string[] = [];
  private readonly hosts = new Set<string>();
  private readonly pages: Page[] = [];

  /** The url is known once all are set up. */
  constructor(private readonly url: () => string) {
    beforeAll(async () => {
      this.browser = await chromium.launch(chromiumOptions());
    });
    afterEach(async () => {
      const hacked = await Promise.all(this.pages.splice(0).map((page) => page.evaluate(() => "hacked" in window)));
      expect(hacked).not.toContain(true);
      expect(this.failures.splice(0)).toEqual([]);
      expect([...this.hosts].filter((host) => host !== new URL(this.url()).host)).toEqual([]);
      await Promise.all(this.browser?.contexts().map((context) => context.close()) ?? []);
    });
    afterAll(() => this.browser?.close());
  }

  /** Opens a view by its hash, before which `prepare` may change what the page gets. */
  async open(
    hash: string,
    options: BrowserContextOptions = {},
    prepare?: (page: Page) => Promise<unknown>,
  ): Promise<Page> {
    const context = await (this.browser as Browser).newContext({ viewport: { width: 1440, height: 900 }, ...options });
    const page = await context.newPage();
    this.pages.push(page);
    page.on("pageerror", (error) => this.failures.push(String(error)));
    page.on("console", (message) => {
      // Of what a test makes fail, the browser tells too.
      if (message.type() === "error" && !/Failed to load resource/.test(message.text()))
        this.failures.push(message.text());
    });
    page.on("request", (request) => this.hosts.add(new URL(request.url()).host));
    await prepare?.(page);
    await page.goto(`${this.url()}/${hash}`);
    return page;
  }
}

/** Holds that axe finds nothing on the page, and that it is no wider than its window. */
export async function expectAccessible(page: Page): Promise<void> {
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
