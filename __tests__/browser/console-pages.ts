import { setTimeout } from "node:timers/promises";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright";
import { chromiumOptions } from "../../clients/chromium";

/** A text that would change the page, if it were markup. */
export const hostile = `<img src=x onerror="window.hacked = 1"><script>window.hacked = 1</script> & "rivers"`;

/** How much later each answer comes that a test leaves to the server, in milliseconds: it shows what is asserted too early. */
const delayMs = Number(process.env["BROWSER_DELAY_MS"] ?? 0);

/** Pages of a console in Chromium, in which nothing goes wrong and which ask no other host: each test checks that after it. */
export class ConsolePages {
  private browser: Browser | undefined;
  /** Everything that went wrong, also what the policy of their content refused. */
  private readonly failures: string[] = [];
  /** What the pages asked for. */
  readonly requested: URL[] = [];
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
      expect([...new Set(this.requested.map(({ host }) => host))]).toEqual([new URL(this.url()).host]);
      // Which would draw on beside the next test.
      await Promise.all((this.browser?.contexts() ?? []).map((context) => context.close()));
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
    // As long as the test has: a busy machine takes its time.
    page.setDefaultTimeout(0);
    this.pages.push(page);
    page.on("pageerror", (error) => this.failures.push(String(error)));
    page.on("console", (message) => {
      // Of what a test makes fail, the browser tells too.
      if (message.type() === "error" && !/Failed to load resource/.test(message.text()))
        this.failures.push(message.text());
    });
    // Also what its workers ask for.
    context.on("request", (request) => this.requested.push(new URL(request.url())));
    if (delayMs > 0) {
      await context.route("**/*", async (route) => {
        await setTimeout(delayMs);
        await route.fallback();
      });
    }
    await prepare?.(page);
    await page.goto(`${this.url()}/${hash}`);
    return page;
  }
}
