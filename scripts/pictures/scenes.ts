import type { Page } from "playwright-core";

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
