import { join } from "node:path";
import type { BrowserContextOptions, Page } from "playwright";
import { apiKeyHash, newApiKey } from "../../common/api-key";
import { mixedFolder } from "../helpers/documents/mixed-folder";
import { LocalDeployment } from "../helpers/local/local-deployment";
import { configureDev, copyStackFiles } from "../helpers/stacks/stack-file";
import { temporaryDirectory } from "../helpers/temporary-directory";
import { ConsolePages } from "./console-pages";
import { expect } from "./expect";
import { expectAccessible } from "./expect-accessible";

const directory = temporaryDirectory();
const searcher = newApiKey();
let deployment: LocalDeployment | undefined;
let url: string;
let key: string;
const pages = new ConsolePages(() => url);

beforeAll(async () => {
  const stacks = copyStackFiles(join(directory, "stacks"));
  const apiKeys = { searcher: { sha256: [apiKeyHash(searcher)], routes: ["search"] } };
  configureDev(stacks, { publicConsole: true, apiKeys });
  const env = { LOCAL_DATA_DIR: join(directory, "data") };
  deployment = new LocalDeployment({ args: ["--auth", "keys", "--json"], directory: stacks, env });
  ({ url, key } = JSON.parse(await deployment.printed(/^(\{.*"serving".*\})$/m)));
  const stored = await fetch(`${url}/embeddings/generate`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ text: "Rivers of zebras", store_in_s3: true, embedding_id: "zebras" }),
  });
  expect(stored.status).toBe(200);
});
afterAll(() => deployment?.stop());

const open = (hash = "", options: BrowserContextOptions = {}) => pages.open(hash, options);

async function paste(page: Page, text: string): Promise<void> {
  await page.getByLabel("Key", { exact: true }).fill(text);
  await page.keyboard.press("Enter");
}

test("asks for a key, and then finds what is stored", async () => {
  const page = await open("#/search?q=zebras");
  await page.getByLabel("Key", { exact: true }).waitFor();
  expect(await page.getByRole("navigation", { name: "Views" }).getByRole("link").count()).toBe(0);
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("credential");
  await paste(page, ` Bearer ${key} `);
  await page.getByRole("article", { name: "zebras" }).waitFor();
  expect(await page.getByRole("heading", { name: "Open with a key" }).count()).toBe(0);
});

test("says that a key is wrong, and takes another", async () => {
  const page = await open("#/search?q=zebras");
  await paste(page, newApiKey());
  await page.getByRole("alert").getByText("The API does not take this key").waitFor();
  expect(await page.getByRole("article").count()).toBe(0);
  await paste(page, "   ");
  await page.getByRole("alert").getByText("Paste a key first.").waitFor();
  await paste(page, "schlüssel");
  await page.getByRole("alert").getByText("none but ASCII characters").waitFor();
  await paste(page, key);
  await page.getByRole("article", { name: "zebras" }).waitFor();
});

test("keeps the key nowhere, and forgets it on request", async () => {
  const page = await open("#/search?q=zebras");
  await paste(page, key);
  await page.getByRole("article", { name: "zebras" }).waitFor();
  const { cookies, origins } = await page.context().storageState({ indexedDB: true });
  expect([cookies, origins]).toEqual([[], []]);
  expect(
    await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, location.href, history.state])),
  ).not.toContain(key);
  await page.getByRole("button", { name: "Forget the key" }).click();
  await page.getByLabel("Key", { exact: true }).waitFor();
  await expect(page.getByLabel("Key", { exact: true })).toHaveValue("");
});

test("says of a key that is for some routes what it is not for, and goes on with it", async () => {
  const page = await open();
  await paste(page, searcher);
  await page.getByRole("alert").getByText("403 Forbidden").waitFor();
  await page.getByRole("searchbox").fill("zebras");
  await page.getByRole("article", { name: "zebras" }).waitFor();
});

test("asks again once the key is no longer taken, and then goes on where it was", async () => {
  const page = await open("#/search?q=zebras");
  await paste(page, key);
  await page.getByRole("article", { name: "zebras" }).waitFor();
  const refuse = { status: 403, contentType: "application/json", body: '{"message":"Forbidden"}' };
  await page.route(/\/(v1|embeddings)\b/, (route) => route.fulfill(refuse));
  await page.getByRole("searchbox").fill("rivers");
  await page.getByText("The API no longer takes the key that was pasted.").waitFor();
  await page.unrouteAll();
  const isFound = page.waitForResponse(
    (answer) =>
      answer.ok() && answer.url().endsWith("/embeddings/search") && answer.request().postDataJSON().text === "rivers",
  );
  await paste(page, key);
  await isFound;
  await page.getByText(/^1 result in/).waitFor();
  await expect(page.getByRole("searchbox")).toHaveValue("rivers");
});

test("stores files that are dropped on it, and tells what this page asked alone", async () => {
  const page = await open("#/browse");
  await paste(page, key);
  // A PDF whose characters only a table of the parser tells.
  const pdf = Buffer.from(mixedFolder["cjk.pdf"] ?? "");
  await page.getByLabel("Add files").setInputFiles([
    { name: "a.md", mimeType: "text/markdown", buffer: Buffer.from("# Herons\n\nThey stand in the rivers.") },
    { name: "b.pdf", mimeType: "application/pdf", buffer: pdf },
  ]);
  await page.getByRole("button", { name: "Embed and store" }).click();
  await page.getByText("2 passages", { exact: true }).waitFor();
  const { text } = (await (
    await fetch(`${url}/embeddings/b.pdf:1`, { headers: { authorization: `Bearer ${key}` } })
  ).json()) as { text: string };
  expect(text).toBe("电子");
  await page.getByRole("link", { name: "Requests", exact: true }).click();
  await page.locator(".request-row", { hasText: "/embeddings" }).first().waitFor();
  expect(await page.getByRole("link", { name: "Deployment", exact: true }).count()).toBe(0);
});

test("says that nobody answers", async () => {
  const page = await open();
  await page.route(/\/(v1|embeddings)\b/, (route) => route.abort());
  await paste(page, key);
  await page.getByRole("alert").getByText("Nobody answers").waitFor();
});

test("offers nothing that only the local deployment has, and tells everyone no secret", async () => {
  const page = await open();
  await paste(page, key);
  await page.getByRole("searchbox").waitFor();
  expect((await fetch(`${url}/console/sample.json`)).status).toBe(404);
  const session = await fetch(`${url}/console/session.json`);
  const told = await session.json();
  expect(told).toMatchObject({ auth: "keys", authorization: null, documents: [], dimension: 1024 });
  expect(JSON.stringify(told)).not.toMatch(/arn:|\d{12}|sha256/);
});

describe.each(["light", "dark"] as const)("in %s", (colorScheme) => {
  test.each([360, 1440])("is accessible at %i px, and as wide as the window", async (width) => {
    const page = await open("", { viewport: { width, height: 900 }, colorScheme });
    await page.getByLabel("Key", { exact: true }).waitFor();
    await expectAccessible(page);
    await paste(page, newApiKey());
    await page.getByRole("alert").getByText("does not take").waitFor();
    await expectAccessible(page);
    await paste(page, key);
    await page.getByRole("searchbox").waitFor();
    await expectAccessible(page);
  });
});
