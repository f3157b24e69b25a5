import type { BrowserContextOptions, Page } from "playwright";
import { LocalDeployment } from "../helpers/local/local-deployment";
import { configureStack, copyStackFiles } from "../helpers/stacks/stack-file";
import { temporaryDirectory } from "../helpers/temporary-directory";
import { ConsolePages } from "./console-pages";
import { expect } from "./expect";
import { expectAccessible } from "./expect-accessible";

/** A text that would change the page, if it were markup. */
const hostile = `<img src=x onerror="window.hacked = 1"><script>window.hacked = 1</script> & "rivers" of zebras`;
const dataDirectory = temporaryDirectory();
const stacks = temporaryDirectory();
const reranker = "amazon.rerank-v1:0";
let deployment: LocalDeployment | undefined;
let url: string;
const pages = new ConsolePages(() => url);

beforeAll(async () => {
  configureStack(copyStackFiles(stacks), "bootstrap", { rerankModels: [reranker] });
  deployment = new LocalDeployment({ directory: stacks, env: { LOCAL_DATA_DIR: dataDirectory } });
  url = await deployment.url();
});
afterAll(() => deployment?.stop());

const open = (hash = "", options: BrowserContextOptions = {}) => pages.open(hash, options);

function card(page: Page, id: string) {
  return page.getByRole("article", { name: id, exact: true });
}

/** The ids of what is found, the best first. */
function ids(page: Page) {
  return page.getByRole("article").evaluateAll((cards) => cards.map((one) => one.getAttribute("aria-label")));
}

async function store(id: string, text: string, metadata: object, more: object = {}): Promise<void> {
  const item = { text, store_in_s3: true, embedding_id: id, metadata, ...more };
  const headers = { "content-type": "application/json" };
  const stored = await fetch(`${url}/embeddings/generate`, { method: "POST", headers, body: JSON.stringify(item) });
  expect(stored.status).toBe(200);
}

test("begins with a sample where nothing is stored, and then with a question", async () => {
  const page = await open();
  await page.getByRole("heading", { name: "Nothing is stored yet" }).waitFor();
  await expect(page.getByRole("main").getByRole("link", { name: "Browse" })).toHaveAttribute("href", "#/browse");
  let read = () => {};
  const isAsked = new Promise<void>((resolve) => {
    page.route("**/console/sample.json", async (route) => {
      resolve();
      await new Promise<void>((goOn) => {
        read = goOn;
      });
      await route.continue();
    });
  });
  await page.getByRole("button", { name: "Load the sample" }).click();
  await isAsked;
  // Until it is known how many there are.
  await page.getByText("Reading the pages …").waitFor();
  const isSeen = page.getByText(/^\d+ of \d\d+ passages/).waitFor();
  await page.route("**/embeddings/batch", async (route) => {
    await isSeen;
    await route.continue();
  });
  read();
  await isSeen;
  await page.getByRole("heading", { name: "Ask it something" }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("type"))).toBe("search");
  await page.getByRole("link", { name: "What does it cost while nobody uses it?" }).click();
  await page.getByRole("article").first().waitFor();
  await expect(page.getByRole("searchbox")).toHaveValue("What does it cost while nobody uses it?");
  await expect(page.getByRole("article")).toHaveCount(10);
  await expect
    .poll(() => page.locator("mark").allInnerTexts())
    .toEqual(expect.arrayContaining([expect.stringMatching(/^cost$/i)]));
});

test("finds as one types, from the first key on, and keeps what is searched in the address", async () => {
  const page = await open();
  await expect(page.getByRole("searchbox")).toBeFocused();
  // As slowly as it takes for searches to come between.
  await page.keyboard.type("replace a key of somebody who has left", { delay: 80 });
  await page.waitForURL(`${url}/#/search?q=replace+a+key+of+somebody+who+has+left`);
  await card(page, "sample:keys.md:4").waitFor();
  const other = await open(new URL(page.url()).hash);
  await card(other, "sample:keys.md:4").waitFor();
  await expect(other.getByRole("searchbox")).toHaveValue("replace a key of somebody who has left");
});

test("shows what is stored as it is, and never as markup", async () => {
  await store("markup:1", hostile, { "<b>key</b>": hostile.slice(0, 80), heading: "<h1>Guide</h1> > <i>x</i>" });
  const page = await open("#/search?q=zebras");
  const found = card(page, "markup:1");
  await found.waitFor();
  await expect.poll(() => found.innerText()).toContain(hostile);
  await expect.poll(() => found.locator("mark").allInnerTexts()).toEqual(["zebras"]);
  expect(await found.locator("img, script, b, i, h1").count()).toBe(0);
  await found.getByRole("button", { name: "<b>key</b>" }).click();
  await page.getByRole("list", { name: "Filters" }).getByRole("button").waitFor();
  await page.getByText(/^1 result /).waitFor();
  await page.goto(`${url}/#/search?q=${encodeURIComponent(hostile)}`);
  await found.waitFor();
  expect(await page.evaluate(() => "hacked" in window)).toBe(false);
});

test("filters by a chip, and takes the filter away", async () => {
  const page = await open("#/search?q=key");
  const chip = page.getByRole("article").getByRole("button", { name: "source keys.md" }).first();
  await chip.click();
  await page.getByRole("list", { name: "Filters" }).waitFor();
  await expect.poll(async () => (await ids(page)).filter((id) => !id?.startsWith("sample:keys.md"))).toEqual([]);
  await expect(page.locator(".cards")).toHaveAttribute("aria-busy", "false");
  expect((await ids(page)).length).toBeGreaterThan(2);
  await expect(chip).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("list", { name: "Filters" }).getByRole("button").click();
  await page.getByText(/^10 results /).waitFor();
  expect(new URL(page.url()).hash).toBe("#/search?q=key");
});

test("filters by what one asks of a key, which the address keeps", async () => {
  const page = await open("#/search?q=key");
  await page.getByRole("button", { name: "+ Filter" }).click();
  const form = page.getByRole("form", { name: "Filter by metadata" });
  await form.getByLabel("Key").fill("source");
  await form.getByLabel("Condition").selectOption("is one of");
  await form.getByLabel("Value").fill("keys.md, errors.md");
  await page.keyboard.press("Enter");
  const filter = page.getByRole("button", { name: /^source is one of keys\.md, errors\.md/ });
  await filter.waitFor();
  const isOther = (id: string | null) => !/^sample:(keys|errors)\.md/.test(String(id));
  await expect.poll(async () => (await ids(page)).filter(isOther)).toEqual([]);
  await expect(page.locator(".cards")).toHaveAttribute("aria-busy", "false");
  expect(new URL(page.url()).searchParams.size).toBe(0);
  const other = await open(new URL(page.url()).hash);
  await other.getByRole("article").first().waitFor();
  const found = await ids(other);
  expect(found.length).toBeGreaterThan(2);
  expect(found.filter(isOther)).toEqual([]);
  await filter.click();
  await page.getByText(/^10 results /).waitFor();
});

test("orders by meaning alone, and leaves out what is not similar enough", async () => {
  const page = await open("#/search?q=replace+a+key");
  const [sent, mode] = [() => page.waitForRequest("**/embeddings/search"), page.getByLabel("Order by")];
  await page.getByRole("article").first().getByText("words").waitFor();
  await expect(mode).toHaveValue("hybrid");
  const alone = sent();
  await mode.selectOption("Meaning alone");
  expect((await alone).postDataJSON()).toMatchObject({ mode: "vector" });
  await page.waitForFunction(() => !document.querySelector(".score-parts"));
  const similar = sent();
  await page.getByLabel("Least similarity").pressSequentially("0.99");
  await page.keyboard.press("Enter");
  expect((await similar).postDataJSON()).toMatchObject({ min_score: 0.99 });
  await page.getByText("Nothing was found. Take a filter away.").waitFor();
  // What is none is not kept.
  await page.getByLabel("Least similarity").fill("5");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Least similarity")).toHaveValue("0.99");
});

test("shows one of each, by what the results have, and what differs first", async () => {
  const page = await open("#/search?q=replace+a+key");
  const sent = () => page.waitForRequest("**/embeddings/search");
  const one = page.getByLabel("One of each");
  await page.getByRole("article").first().waitFor();
  await one.selectOption("source");
  await page.waitForURL(/group=source/);
  const sources = () => page.locator(".chip", { hasText: /^source / }).allInnerTexts();
  await expect.poll(async () => (await sources()).filter((one, at, all) => all.indexOf(one) < at)).toEqual([]);
  await expect(page.locator(".cards")).toHaveAttribute("aria-busy", "false");
  expect((await sources()).length).toBeGreaterThan(5);
  const varied = sent();
  await page.getByRole("checkbox", { name: "Varied" }).check();
  expect((await varied).postDataJSON()).toMatchObject({ group_by: "source", diversity: 0.4 });
  await page.reload();
  await page.getByRole("article").first().waitFor();
  await expect(one).toHaveValue("source");
  await expect(page.getByRole("checkbox", { name: "Varied" })).toBeChecked();
});

test("reranks what is found where one asks for it at its price, and no longer as one types on", async () => {
  const page = await open("#/search?q=replace+a+key");
  const sent: { text: string; rerank?: boolean }[] = [];
  page.on("request", (request) => request.url().endsWith("/search") && sent.push(request.postDataJSON()));
  const box = page.getByRole("checkbox", { name: "Rerank for $0.0010" });
  await page.getByRole("article").first().getByText("words").waitFor();
  await box.check();
  await page.getByText(/ tokens · reranked$/).waitFor();
  expect(sent.at(-1)).toMatchObject({ text: "replace a key", rerank: true });
  const [score] = await page.getByRole("article").first().locator(".score").allInnerTexts();
  // By the stand-in, all of the text's words.
  expect(score).toMatch(/1\.000$/);
  await page.reload();
  await page.getByText(/ tokens · reranked$/).waitFor();
  await page.getByRole("searchbox").pressSequentially(" of somebody");
  await page.waitForURL(/of\+somebody$/);
  await page.getByText(/^10 results in \d+ ms · \d+ tokens$/).waitFor();
  await expect(box).not.toBeChecked();
  expect(sent.filter(({ text, rerank }) => rerank && text !== "replace a key")).toEqual([]);
  // There is no text to compare with.
  await page.getByRole("link", { name: "More like this" }).first().click();
  await page.getByRole("list", { name: "Filters" }).waitFor();
  expect(await box.count()).toBe(0);
});

test("says why results are not reranked", async () => {
  const page = await open("#/search?q=replace+a+key");
  await page.getByRole("article").first().waitFor();
  await page.route("**/embeddings/search", async (route) => {
    const response = await route.fetch({ postData: { ...route.request().postDataJSON(), rerank: undefined } });
    const rerank = { model: reranker, applied: false, problem: { detail: hostile } };
    await route.fulfill({ response, json: { ...(await response.json()), rerank } });
  });
  await page.getByRole("checkbox", { name: /^Rerank/ }).check();
  await page.getByText(`Not reranked: ${hostile}`).waitFor();
  expect(await page.getByText(/· reranked$/).count()).toBe(0);
  await expect(page.getByRole("article")).toHaveCount(10);
});

test("filters by each of a list that the metadata have", async () => {
  await store("listed:1", "Quokkas and wombats", { tags: ["animals", "small ones"] });
  const page = await open("#/search?q=quokkas");
  const chips = card(page, "listed:1").getByRole("list", { name: "Metadata" }).getByRole("button");
  await chips.first().waitFor();
  await expect.poll(() => chips.allInnerTexts()).toEqual(["tags animals", "tags small ones"]);
  await chips.last().click();
  await page.getByText(/^1 result /).waitFor();
  await expect(chips.last()).toHaveAttribute("aria-pressed", "true");
});

test("says of a result when it expires", async () => {
  await store("expiring:1", "Pangolins at night", {}, { expires_at: "2999-01-31T12:00:00Z" });
  const page = await open("#/search?q=pangolins");
  const chip = card(page, "expiring:1").getByRole("list", { name: "Metadata" }).getByRole("listitem");
  await chip.waitFor();
  await expect.poll(() => chip.innerText()).toMatch(/^expires 31 Jan 2999, \d\d:00:00$/);
});

test("shows more like a result, and goes back", async () => {
  const page = await open("#/search?q=replace+a+key");
  await card(page, "sample:keys.md:4").getByRole("link", { name: "More like this" }).click();
  await page.getByRole("button", { name: /^like sample:keys.md:4/ }).waitFor();
  await expect(page.getByRole("searchbox")).toHaveValue("");
  await page.goBack();
  await page.waitForFunction(() => document.querySelector("input")?.value === "replace a key");
});

test("keeps what copies a search in one row, however long what it is restricted to", async () => {
  const id = "fastify:Guides:Delay-Accepting-Requests.md:15";
  await store(id, "Okapis wait at the gate", { source: "delay-accepting-requests.md" });
  const page = await open(`#/search?like=${id}`, { viewport: { width: 1440, height: 800 } });
  await page.getByText("One of each").waitFor();
  const rows = await Promise.all(
    ["curl", "Copy link"].map((name) => page.getByRole("button", { name }).first().boundingBox()),
  );
  expect(rows[0]?.y).toBe(rows[1]?.y);
});

test("copies a request that finds the same", async () => {
  const page = await open("#/search?q=it's+a+key", { permissions: ["clipboard-read", "clipboard-write"] });
  await page.getByRole("article").first().waitFor();
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await page.locator(".toolbar").getByRole("button", { name: "curl" }).click();
  await page.locator(".toolbar").getByText("Copied").waitFor();
  await expect.poll(copied).toContain(`curl -X POST '${url}/embeddings/search'`);
  await page.locator(".toolbar").getByRole("button", { name: "Copy link" }).click();
  await page.waitForFunction(async () => (await navigator.clipboard.readText()).startsWith("http"));
  await expect.poll(copied).toBe(`${url}/#/search?q=it%27s+a+key`.replace("%27", "'"));
});

test("is used by the keyboard alone", async () => {
  const page = await open("#/search?q=key");
  await page.getByRole("article").first().waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
  const [first, second] = await ids(page);
  await expect.poll(focused).toBe("Search by meaning");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect.poll(focused).toBe(second);
  await page.keyboard.press("ArrowUp");
  await expect.poll(focused).toBe(first);
  await page.keyboard.press("ArrowUp");
  // Keys of an input method, as for Japanese, are its own.
  await page.getByRole("searchbox").evaluate((box) => {
    for (const key of ["ArrowDown", "Enter", "Escape"]) {
      box.dispatchEvent(new KeyboardEvent("keydown", { key, isComposing: true, bubbles: true }));
    }
  });
  await expect.poll(focused).toBe("Search by meaning");
  await expect(page.getByRole("searchbox")).toHaveValue("key");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keyboard" }).waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("/");
  await expect.poll(focused).toBe("Search by meaning");
  await expect(page.getByRole("searchbox")).toHaveValue("key");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: `like ${first}` }).waitFor();
});

test("cancels a search that another one follows, and shows what was found until then", async () => {
  const page = await open("#/search?q=key");
  await page.getByRole("article").first().waitFor();
  const before = await page.getByRole("article").first().getAttribute("aria-label");
  const cancelled: string[] = [];
  page.on("requestfailed", (request) => cancelled.push(request.postDataJSON().text));
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/embeddings/search", async (route) => {
    if (route.request().postDataJSON().text !== "slow") return route.continue();
    await released;
    return route.continue().catch(() => {});
  });
  const asked = page.waitForRequest((request) => request.postDataJSON()?.text === "slow");
  await page.getByRole("searchbox").fill("slow");
  await asked;
  await expect(page.locator("search")).toHaveAttribute("aria-busy", "true");
  expect(await page.getByRole("article").first().getAttribute("aria-label")).toBe(before);
  await page.getByRole("searchbox").fill("zebras");
  await card(page, "markup:1").waitFor();
  expect(cancelled).toEqual(["slow"]);
  release();
});

test("sends one search for what is typed at a stretch", async () => {
  const page = await open();
  // Which is drawn by timers.
  await page.getByRole("searchbox").waitFor();
  await page.clock.install();
  // Else it goes on by itself.
  await page.clock.pauseAt(Date.now() + 60_000);
  const texts: string[] = [];
  page.on("request", (request) => request.url().endsWith("/search") && texts.push(request.postDataJSON().text));
  for (const key of "zebras") {
    await page.getByRole("searchbox").press(key);
    await page.clock.runFor(150);
  }
  expect(texts).toEqual([]);
  await page.clock.resume();
  await page.getByRole("article").first().waitFor();
  expect(texts).toEqual(["zebras"]);
});

test("says what failed and where to read about it, and tries again", async () => {
  const page = await open();
  const problem = {
    status: 503,
    code: "model_unavailable",
    detail: "The model is <b>throttled</b>: repeat the request",
  };
  await page.route(
    "**/embeddings/search",
    (route) => route.fulfill({ status: 503, contentType: "application/problem+json", json: problem }),
    { times: 1 },
  );
  await page.getByRole("searchbox").fill("zebras");
  const alert = page.getByRole("alert");
  await alert.waitFor();
  await expect.poll(() => alert.innerText()).toContain(problem.detail);
  await expect(alert.getByRole("link")).toHaveAttribute("href", /^\/console\/errors\.md#/);
  await alert.getByRole("button", { name: "Try again" }).click();
  await card(page, "markup:1").waitFor();
  expect(await alert.count()).toBe(0);
});

test("says that it cannot show an answer, which ends neither another search nor the other views", async () => {
  await store("shown:1", "Keys of zebras", {});
  const page = await open("#/search?q=zebras");
  await page.getByRole("article").first().waitFor();
  await page.route("**/embeddings/search", (route) => route.fulfill({ json: { results: [{}] } }), { times: 1 });
  await page.getByRole("searchbox").fill("keys");
  await page.getByRole("alert").getByText("This cannot be shown").waitFor();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("article").first().waitFor();
  await page.route("**/embeddings/search", (route) => route.fulfill({ json: { results: [{}] } }), { times: 1 });
  await page.getByRole("searchbox").fill("zebras");
  await page.getByRole("alert").getByText("This cannot be shown").waitFor();
  await page.getByRole("link", { name: "Browse" }).click();
  await page.getByRole("region", { name: "Ids" }).getByRole("link").first().waitFor();
});

test("takes a list whose first page is empty for one that has something", async () => {
  const page = await pages.open("", {}, (page) =>
    page.route("**/embeddings?limit=1", (route) => route.fulfill({ json: { embeddings: [], next_cursor: "more" } })),
  );
  await page.getByText("Results come as you type").waitFor();
});

test("says that nobody answers, also for the session", async () => {
  const page = await open();
  await page.route("**/embeddings/search", (route) => route.abort());
  await page.getByRole("searchbox").fill("zebras");
  await page.getByRole("alert").getByText("Nobody answers").waitFor();
  const other = await pages.open("", {}, (other) =>
    other.route("**/console/session.json", (route) => route.abort(), { times: 1 }),
  );
  await other.getByRole("alert").getByText("Nobody answers").waitFor();
  await other.getByRole("button", { name: "Try again" }).click();
  await other.getByRole("searchbox").waitFor();
});

test("shows a first view of at most 300 KB, compressed as well as not", async () => {
  const page = await open();
  await page.getByRole("searchbox").waitFor();
  const bytes = await page.evaluate(() =>
    performance
      .getEntries()
      .reduce((sum, entry) => sum + (entry instanceof PerformanceResourceTiming ? entry.decodedBodySize : 0), 0),
  );
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThan(300_000);
});

describe.each(["light", "dark"] as const)("in %s", (colorScheme) => {
  test.each([360, 390, 1440, 2560])("is accessible at %i px, and as wide as the window", async (width) => {
    const page = await open("#/search?q=replace+a+key", { viewport: { width, height: 900 }, colorScheme });
    await page.getByRole("article").first().waitFor();
    await page.getByRole("button", { name: "source keys.md" }).first().click();
    await page.getByRole("list", { name: "Filters" }).waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Keyboard shortcuts" }).click();
    await expectAccessible(page);
  });
});
