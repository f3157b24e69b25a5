import { type Browser, chromium, type Page } from "playwright-core";
import { chromiumOptions } from "../../clients/chromium";
import document from "../../openapi.json";
import { LocalDeployment } from "../helpers/local/local-deployment";
import { temporaryDirectory } from "../helpers/temporary-directory";

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
    Object.entries(document.paths)
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
  expect(await answer.locator(".response-col_status").innerText()).toBe("200");
  const body = JSON.parse(await answer.locator(".highlight-code code").innerText());
  expect(body).toMatchObject({ dimension: 1024, s3_key: "embeddings/doc1.json" });
  expect(body.embedding).toHaveLength(1024);
});

test("does so without an error, and without any other host", () => {
  expect(failures).toEqual([]);
  expect(requested.map((request) => request.replace(url, ""))).toEqual([
    "/docs",
    "/openapi.json",
    "/embeddings/generate",
  ]);
});
