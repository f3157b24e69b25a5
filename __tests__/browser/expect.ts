import { expect as playwrightExpect } from "playwright/test";

/**
 * Asserts of a locator, or by `poll`, until that holds: a page shows what a test does some time after, on a busy machine many
 * seconds. What holds at once, or must never be, is read once in place of that.
 */
export const expect = playwrightExpect.configure({ timeout: 60_000 });
