import { expect as playwrightExpect } from "playwright/test";

/** What is asserted of a page is looked at again until it holds: it shows what a test does when it comes to it. */
export const expect = playwrightExpect.configure({ timeout: 60_000 });
