import type { Browser } from "playwright-core";

/** Closes what a test has opened: pages go on drawing, also where nobody looks at them any more. */
export async function closePages(browser: Browser | undefined): Promise<void> {
  await Promise.all((browser?.contexts() ?? []).map((context) => context.close()));
}
