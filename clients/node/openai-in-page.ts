import { join } from "node:path";
import { build } from "esbuild";
import { chromium } from "playwright";
import { chromiumOptions } from "../chromium.ts";
import { apiKey, baseURL, type EmbedRequest, type Problem, serve, variable } from "./serve.ts";

/** What the page's bundle has in `globalThis.client`. */
type PageClient = typeof import("./openai-page.ts");

const { outputFiles } = await build({
  entryPoints: [join(import.meta.dirname, "openai-page.ts")],
  bundle: true,
  write: false,
  format: "iife",
  globalName: "client",
  define: { baseURL: JSON.stringify(baseURL), apiKey: JSON.stringify(apiKey) },
});

const browser = await chromium.launch(chromiumOptions());
// Which Chromium asks for, since it takes the page for one of the internet.
const context = await browser.newContext({ permissions: ["local-network-access"] });
const page = await context.newPage();
const origin = variable("CLIENT_PAGE_ORIGIN");
await page.route(`${origin}/`, (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html>" }));
await page.goto(`${origin}/`);
await page.addScriptTag({ content: outputFiles[0]?.text ?? "" });

/** Calls the client in the page; of an error, only its message would get out by itself. */
async function call(name: keyof PageClient, ...args: readonly EmbedRequest[]): Promise<unknown> {
  const { value, error } = await page.evaluate(
    async ([name, args]) => {
      try {
        const { client } = globalThis as unknown as { client: Record<string, (...args: unknown[]) => unknown> };
        return { value: await client[name]?.(...args) };
      } catch (error) {
        const { status, code, param, message } = error as Problem;
        return { error: { status, code, param, message } };
      }
    },
    [name, args] as const,
  );
  if (error) throw error;
  return value;
}

process.once("SIGTERM", () => browser.close().finally(() => process.exit()));
await serve({
  embed: async (request) => (await call("embed", request)) as number[][],
  models: async () => (await call("models")) as string[],
});
await browser.close();
