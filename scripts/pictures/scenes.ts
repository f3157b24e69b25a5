import type { Page } from "playwright";

/** What a view shows in its picture. */
export interface Scene {
  /** Of the view's address. */
  readonly query?: string;
  /** Makes it show something; it ends once that is there. */
  readonly prepare: (page: Page) => Promise<unknown>;
}

/** What each view shows, by its name; one without a scene is shown as it opens. */
export const scenes: Readonly<Record<string, Scene>> = {
  search: {
    query: "q=Does+it+run+on+my+laptop+without+AWS%3F",
    prepare: (page) => page.getByRole("article").first().waitFor(),
  },
  map: {
    query: "q=How+do+I+take+a+customer%27s+key+away%3F&colour=source",
    prepare: async (page) => {
      await page.getByText(/UMAP in/).waitFor();
      await page.getByRole("heading", { name: "Results" }).waitFor();
    },
  },
  browse: {
    query: "prefix=sample%3A&id=sample%3Akeys.md%3A4",
    prepare: async (page) => {
      await page.getByText(/^1,024 numbers/).waitFor();
      await page.locator(".ids-text:not(:empty)").first().waitFor({ state: "attached" });
    },
  },
  requests: {
    prepare: async (page) => {
      await page.locator(".request-row", { hasText: "/embeddings/batch" }).first().click();
      await page.getByRole("heading", { name: "Answer" }).waitFor();
    },
  },
  deployment: {
    // A diagram, or where there is no room for one a list.
    prepare: (page) =>
      page.locator("a:visible, summary:visible").filter({ hasText: "POST /embeddings/search" }).first().click(),
  },
  play: {
    query: "op=generate",
    prepare: async (page) => {
      await page.getByRole("button", { name: "Send", exact: true }).click();
      await page.getByText("200 OK").waitFor();
    },
  },
};

/** What a view shows. */
export function sceneOf(view: string): Scene {
  return scenes[view] ?? { prepare: (page) => page.waitForLoadState("networkidle") };
}
