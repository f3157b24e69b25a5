import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright";
import { chromiumOptions } from "../../clients/chromium";
import description from "../../openapi.json";
import { LocalDeployment } from "../helpers/local/local-deployment";
import { temporaryDirectory } from "../helpers/temporary-directory";
import { expect } from "./expect";

const dataDirectory = temporaryDirectory();
let deployment: LocalDeployment | undefined;
let browser: Browser | undefined;
let url: string;
let page: Page;
/** The URLs that the page requested. */
const requested: string[] = [];
/** Everything that went wrong in the page. */
const failures: string[] = [];

beforeAll(async () => {
  const options = chromiumOptions();
  deployment = new LocalDeployment({ env: { LOCAL_DATA_DIR: dataDirectory } });
  browser = await chromium.launch(options);
  url = await deployment.url();

  page = await browser.newPage();
  // As long as the test has: a busy machine takes its time.
  page.setDefaultTimeout(0);
  page.on("request", (request) => requested.push(request.url()));
  page.on("requestfailed", (request) => failures.push(`${request.url()}: ${request.failure()?.errorText}`));
  page.on("response", (response) => {
    if (response.status() !== 200) failures.push(`${response.url()}: ${response.status()}`);
  });
  page.on("pageerror", (error) => failures.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") failures.push(message.text());
  });
  await page.goto(`${url}/docs`);
});
afterAll(async () => {
  await browser?.close();
  await deployment?.stop();
});

test("lists every operation", async () => {
  const listed = page.locator(".opblock-summary");
  await listed.first().waitFor();
  const texts = await listed.evaluateAll((summaries) =>
    summaries.map((summary) =>
      ["method", "path"].map((part) => summary.querySelector(`.opblock-summary-${part}`)?.textContent).join(" "),
    ),
  );
  expect(texts.sort()).toEqual(
    Object.entries(description.paths)
      .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`))
      .sort(),
  );
});

test("generates an embedding from the example", async () => {
  const generate = page.locator("#operations-Embeddings-generate");
  await generate.locator(".opblock-summary").click();
  await generate.getByRole("button", { name: "Try it out" }).click();
  await generate.getByRole("button", { name: "Execute" }).click();
  const answer = generate.locator(".live-responses-table .response");
  await expect.poll(() => answer.locator(".response-col_status").innerText()).toBe("200");
  const body = JSON.parse(await answer.locator(".highlight-code code").innerText());
  expect(body).toMatchObject({ dimension: 1024, s3_key: "embeddings/doc1.json" });
  expect(body.embedding).toHaveLength(1024);
});

test("shows an example of each answer", async () => {
  const search = page.locator("#operations-Embeddings-search");
  await search.locator(".opblock-summary").click();
  const example = search.locator('.response[data-code="200"] .highlight-code code');
  expect(JSON.parse(await example.innerText())).toMatchObject({ results: [{ id: "doc1", score: 1 }, { id: "doc2" }] });
});

test("does so without an error, and without any other host", () => {
  expect(failures).toEqual([]);
  expect(requested.map((request) => request.replace(url, ""))).toEqual([
    "/docs",
    "/openapi.json",
    "/embeddings/generate",
  ]);
});

/** The page at another width, in other colours, or of another deployment. */
async function open(options: BrowserContextOptions, auth?: string): Promise<Page> {
  const other = await (browser as Browser).newPage(options);
  other.setDefaultTimeout(0);
  if (auth) {
    await other.route("**/openapi.json", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), "x-auth": auth } });
    });
  }
  await other.goto(`${url}/docs`);
  await other.locator(".opblock-summary").first().waitFor();
  return other;
}

test.each([
  ["keys", /^key\s+\(http, Bearer\)$/],
  ["jwt", /^jwt\s+\(http, Bearer\)$/],
])("asks for what the API authorizes by with auth %s, and sends it", async (auth, asked) => {
  const other = await open({}, auth);
  await other.getByRole("button", { name: "Authorize" }).click();
  const dialog = other.locator(".modal-ux");
  await expect.poll(() => dialog.locator("h4").allInnerTexts()).toEqual([expect.stringMatching(asked)]);
  await dialog.locator("input").fill("a-secret");
  await dialog.getByRole("button", { name: "Apply credentials" }).click();
  await dialog.locator(".modal-ux-header button").click();
  const list = other.locator("#operations-OpenAI-listModels");
  await list.locator(".opblock-summary").click();
  await list.getByRole("button", { name: "Try it out" }).click();
  const sent = other.waitForRequest("**/v1/models");
  await list.getByRole("button", { name: "Execute" }).click();
  expect((await sent).headers()["authorization"]).toBe("Bearer a-secret");
  await other.close();
});

test.each([
  ["none", "takes requests of everyone"],
  ["iam", "takes signed requests (SigV4), which this page cannot send"],
])("asks for nothing with auth %s, and says why", async (auth, said) => {
  const other = await open({}, auth);
  await other.getByText(said).waitFor();
  expect(await other.locator(".authorize, .authorization__btn").count()).toBe(0);
  await other.close();
});

test("is light or dark as the system is, also when that changes", async () => {
  const other = await open({ colorScheme: "dark" });
  const brightness = () =>
    other.evaluate(() => {
      const [red = 0, green = 0, blue = 0] = (
        getComputedStyle(document.documentElement).backgroundColor.match(/[\d.]+/g) ?? []
      ).map(Number);
      return (red + green + blue) / 3;
    });
  await expect.poll(brightness).toBeLessThan(64);
  await other.emulateMedia({ colorScheme: "light" });
  await other.waitForFunction(() => !document.documentElement.classList.contains("dark-mode"));
  await other.close();
});

test.each([390, 1440])("is no wider than a window of %i px, whatever is open", async (width) => {
  const other = await open({ viewport: { width, height: 900 } });
  const fits = () => other.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
  expect(await fits()).toBe(true);
  for (const operation of ["Embeddings-list", "Embeddings-search"]) {
    const block = other.locator(`#operations-${operation}`);
    await block.locator(".opblock-summary").click();
    await block.getByRole("button", { name: "Try it out" }).click();
    await block.getByRole("button", { name: "Execute" }).click();
    await block.locator(".live-responses-table .response-col_status").first().waitFor();
    expect([operation, await fits()]).toEqual([operation, true]);
  }
  await other.close();
});
