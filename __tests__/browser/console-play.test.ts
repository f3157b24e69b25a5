import type { BrowserContextOptions, Page } from "playwright";
import description from "../../openapi.json";
import { LocalDeployment } from "../helpers/local/local-deployment";
import { temporaryDirectory } from "../helpers/temporary-directory";
import { ConsolePages } from "./console-pages";
import { expect } from "./expect";
import { expectAccessible } from "./expect-accessible";

/** A text that would change the page, if it were markup. */
const hostile = `<img src=x onerror="window.hacked = 1"><script>window.hacked = 1</script>`;
const dataDirectory = temporaryDirectory();
let deployment: LocalDeployment | undefined;
let url: string;
const pages = new ConsolePages(() => url);

beforeAll(async () => {
  deployment = new LocalDeployment({ env: { LOCAL_DATA_DIR: dataDirectory } });
  url = await deployment.url();
});
afterAll(() => deployment?.stop());

const open = (hash = "#/play", options: BrowserContextOptions = {}) => pages.open(hash, options);

const answer = (page: Page) => page.getByRole("region", { name: "Answer" });
const send = (page: Page) => page.getByRole("button", { name: "Send", exact: true }).click();

test("has a form for each route, with an example that succeeds", async () => {
  const page = await open();
  const links = page.getByRole("navigation", { name: "Routes" }).getByRole("link");
  await links.first().waitFor();
  const all = Object.values(description.paths).flatMap((methods) => Object.values(methods));
  await expect(links).toHaveCount(all.length);
  // The one that deletes the example, last.
  const hrefs = await links.evaluateAll((found) => found.map((link) => link.getAttribute("href") ?? ""));
  for (const href of hrefs.toSorted((a, b) => Number(a.includes("delete")) - Number(b.includes("delete")))) {
    await page.goto(`${url}/${href}`);
    await page.locator(`.play-list a[aria-current][href="${href}"]`).waitFor();
    await send(page);
    const status = answer(page).locator(".play-status strong");
    await status.waitFor();
    expect([href, (await status.innerText()).split(" ")[0]]).toEqual([href, "200"]);
  }
});

test("shows an answer with its vector folded, its time and its size", async () => {
  const page = await open("#/play?op=generate");
  await send(page);
  await answer(page)
    .getByText(/^200 OK in [\d.]+ m?s · [\d.]+ KB/)
    .waitFor();
  const vector = answer(page).getByRole("button", { name: "1,024 numbers" });
  const folded = (await answer(page).innerText()).length;
  await vector.click();
  expect((await answer(page).innerText()).length).toBeGreaterThan(folded + 1_024);
  await answer(page)
    .getByText(/^\d+ headers$/)
    .click();
  await answer(page).getByText("x-request-id").waitFor();
});

test("sends what is filled in, which its address has, for others too", async () => {
  const page = await open("#/play?op=generate", { permissions: ["clipboard-read", "clipboard-write"] });
  await page.getByLabel("text required").fill("Rivers & zebras");
  await page.getByText(/more: /).click();
  await page.getByLabel("dimensions").selectOption("256");
  await page.getByLabel("store_in_s3").selectOption("default: false");
  await page.getByLabel("embedding_id", { exact: true }).fill("");
  const asked = page.waitForRequest("**/embeddings/generate");
  await page.keyboard.press("Control+Enter");
  expect((await asked).postDataJSON()).toEqual({ text: "Rivers & zebras", dimensions: 256 });
  await answer(page).getByRole("button", { name: "256 numbers" }).waitFor();
  await page.getByRole("button", { name: "Copy link" }).click();
  await page.waitForFunction(async () => (await navigator.clipboard.readText()).startsWith("http"));
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.waitForURL(link);
  const other = await open(new URL(link).hash);
  await expect(other.getByLabel("text required")).toHaveValue("Rivers & zebras");
  await expect(other.getByLabel("dimensions")).toHaveValue(await page.getByLabel("dimensions").inputValue());
});

test.each(["0.05", "-0.5", "0.001", "1e-3"])("leaves %s as it is typed", async (typed) => {
  const page = await open("#/play?op=search");
  await page.getByText(/more: /).click();
  await page.getByLabel("min_score").pressSequentially(typed);
  await expect(page.getByLabel("min_score")).toHaveValue(typed);
  const asked = page.waitForRequest("**/embeddings/search");
  await send(page);
  expect((await asked).postDataJSON()).toMatchObject({ min_score: Number(typed) });
  // As from a link, or by going back.
  await page.goto(`${url}/#/play?op=search&body=${encodeURIComponent('{"text":"a","min_score":0.25}')}`);
  await page.waitForFunction(() => [...document.querySelectorAll("input")].some(({ value }) => value === "0.25"));
});

test("shows what a link says, also where it is followed just before the address follows what was typed", async () => {
  const page = await open("#/play?op=search");
  await page.getByText(/more: /).click();
  const input = page.getByLabel("min_score");
  await input.evaluate(
    (element: HTMLInputElement, link) => {
      element.value = "0.5";
      element.dispatchEvent(new Event("input", { bubbles: true }));
      const follow = () => {
        location.hash = link;
      };
      setTimeout(follow, 298);
    },
    `#/play?op=search&body=${encodeURIComponent('{"text":"a","min_score":0.25}')}`,
  );
  await expect(input).toHaveValue("0.25");
  // Longer than the address would take to follow.
  await page.waitForTimeout(1_000);
  expect(await input.inputValue()).toBe("0.25");
  expect(decodeURIComponent(page.url())).toContain('"min_score":0.25');
});

test("copies the request that it would send", async () => {
  const page = await open("#/play?op=retrieve&path.embedding_id=a%20b&header.If-None-Match=%22e%22", {
    permissions: ["clipboard-read", "clipboard-write"],
  });
  await page.getByRole("button", { name: "curl" }).click();
  await page.getByText("Copied").waitFor();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toBe([`curl '${url}/embeddings/a%20b'`, `-H 'If-None-Match: "e"'`].join(" \\\n  "));
});

test("takes the body as JSON too, and says where it is none", async () => {
  const page = await open("#/play?op=generate");
  await page.getByRole("button", { name: "JSON" }).click();
  const body = page.getByLabel("body required");
  expect(JSON.parse(await body.inputValue())).toMatchObject({ text: "Hello world" });
  await body.fill('{"text": "Hel');
  await page.getByRole("alert").waitFor();
  await send(page);
  expect(await answer(page).getByText("200").count()).toBe(0);
  await body.fill('{"text": "Hello", "unknown": 1}');
  await send(page);
  await answer(page).getByText("422 Unprocessable Entity").waitFor();
  await page.getByRole("button", { name: "Back to the example" }).click();
  await page.waitForFunction(() => document.querySelector("textarea")?.value.includes("Hello world"));
  expect(JSON.parse(await body.inputValue())).toMatchObject({ text: "Hello world", embedding_id: "doc1" });
});

test("says what is wrong with a request, and where its error is explained", async () => {
  const page = await open("#/play?op=retrieve&path.embedding_id=nothing");
  await send(page);
  const alert = answer(page).getByRole("alert");
  await alert.getByText("Embedding not found: nothing").waitFor();
  const link = alert.getByRole("link", { name: "What embedding_not_found means" });
  const [errors, place = ""] = (await link.getAttribute("href"))?.split("#:~:text=") ?? [];
  // Its row of the table.
  expect(decodeURIComponent(place)).toContain("embedding_not_found");
  expect(await (await fetch(url + errors)).text()).toContain(`\n${decodeURIComponent(place)} 404 `);
  await page.goto(`${url}/#/play?op=getModel&path.model_id=nothing`);
  await page.getByRole("heading", { name: "/v1/models/{model_id}" }).waitFor();
  await send(page);
  await answer(page).getByRole("link", { name: "What model_not_found means" }).waitFor();
});

test("shows what it is answered as it is, and never as markup", async () => {
  const page = await open(
    `#/play?op=openaiEmbeddings&body=${encodeURIComponent(JSON.stringify({ input: hostile, model: hostile }))}`,
  );
  await send(page);
  await answer(page).getByRole("alert").waitFor();
  await expect.poll(() => answer(page).innerText()).toContain("<img src=x onerror=");
  await page.route("**/v1/embeddings", (route) => route.fulfill({ contentType: "text/html", body: hostile }));
  await send(page);
  await answer(page).getByText("200 OK").waitFor();
  await expect.poll(() => answer(page).locator("pre").innerText()).toBe(hostile);
  expect(await page.evaluate(() => "hacked" in window)).toBe(false);
  expect(await page.locator("main img").count()).toBe(0);
});

test("cancels a request that takes long, and says that nobody answers", async () => {
  const page = await open("#/play?op=health");
  const cancelled = page.waitForEvent("requestfailed");
  await page.route("**/health", () => {});
  await send(page);
  await answer(page).getByText("Waiting for the answer").waitFor();
  await page.getByRole("button", { name: "Cancel" }).click();
  await cancelled;
  await page.unrouteAll();
  await page.route("**/health", (route) => route.abort());
  await send(page);
  await answer(page).getByRole("alert").getByText("Nobody answers").waitFor();
});

test("says that the description cannot be read, and tries again", async () => {
  const page = await open("#/search");
  await page.route("**/openapi.json", (route) => route.fulfill({ status: 500, json: { message: "No" } }), { times: 1 });
  await page.getByRole("link", { name: "Play" }).click();
  await page.getByRole("alert").getByText("The API answered 500 No.").waitFor();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("navigation", { name: "Routes" }).waitFor();
});

describe.each(["light", "dark"] as const)("in %s", (colorScheme) => {
  test.each([360, 390, 1440, 2560])("is accessible at %i px, and as wide as the window", async (width) => {
    const page = await open("#/play?op=search", { viewport: { width, height: 900 }, colorScheme });
    await send(page);
    await answer(page).getByText("200 OK").waitFor();
    await page.getByText(/more: /).click();
    await answer(page)
      .getByText(/headers$/)
      .click();
    await expectAccessible(page);
    await page.goto(`${url}/#/play?op=retrieve&path.embedding_id=nothing`);
    await page.getByRole("heading", { name: "/embeddings/{embedding_id}" }).waitFor();
    await send(page);
    await answer(page).getByRole("alert").waitFor();
    await expectAccessible(page);
  });
});
