import type { Page } from "playwright";
import { ConsoleSite } from "../../local/console/console-site";
import { RequestRecorder } from "../../local/console/request-recorder";
import { Gateway } from "../../local/gateway/gateway";
import type { HttpEvent } from "../../local/gateway/http-event";
import { ConsolePages, hostile } from "./console-pages";
import { expect } from "./expect";
import { expectAccessible } from "./expect-accessible";

/** The gateway of `npm start`, before functions that answer at once. */
const recorder = new RequestRecorder();
const gateway = new Gateway({ report: () => {}, record: recorder.record });
let url: string;
/** The bodies that the functions were given. */
const invoked: string[] = [];
const vector = Array.from({ length: 1024 }, (_, index) => index / 10_000);
const routes = [
  "POST /embeddings/search",
  "GET /embeddings",
  "GET /embeddings/{embedding_id}",
  "POST /embeddings/batch",
];

/** What a function logs of a request. */
function logOf(route: string, status: number, code?: string): string {
  const calls = { latency_ms: 4, calls: 1, attempts: 1 };
  const model = { id: "amazon.titan-embed-text-v2:0", ...calls, throttles: 0, input_tokens: 1234 };
  return `${JSON.stringify({ level: "info", message: "request", route, status, code, latency_ms: 9, model, index: calls, note: hostile })}\n`;
}

function answerOf(route: string, { pathParameters, body = "{}" }: HttpEvent) {
  const id = pathParameters?.["embedding_id"];
  if (id === "none") return { status: 404, body: { detail: "There is none", code: "embedding_not_found" } };
  if (route === "POST /embeddings/batch") return { status: 200, body: { results: JSON.parse(body).items } };
  if (route === "GET /embeddings") return { status: 200, body: { embeddings: [] } };
  return { status: 200, body: { id, text: hostile, embedding: vector, results: [], input_token_count: 1234 } };
}

beforeAll(async () => {
  for (const routeKey of routes) {
    gateway.addRoute({
      apiId: "a",
      routeKey,
      timeoutMs: 10_000,
      lambda: {
        invoke: async (event, takeLog) => {
          const { body = "" } = event as HttpEvent;
          invoked.push(body);
          const { status, body: answer } = answerOf(routeKey, event as HttpEvent);
          takeLog?.(logOf(routeKey, status, "code" in answer ? answer.code : undefined));
          return { statusCode: status, headers: { "content-type": "application/json" }, body: JSON.stringify(answer) };
        },
      },
    });
  }
  gateway.serve(
    new ConsoleSite({
      host: "localhost",
      session: async () => ({
        project: "embeddings",
        stack: "dev",
        region: "us-east-1",
        model: { name: "words", description: "Words.", pricePerMillionTokens: 0.02 },
        reranker: null,
        dimension: 1024,
        routes,
        auth: "none",
        authorization: { type: "none" },
      }),
      sample: async () => ({ passages: [], questions: [] }),
      requests: recorder,
      deployment: async () => {
        throw new Error("not here");
      },
    }),
  );
  url = await gateway.listen(0);
});
const pages = new ConsolePages(() => url);
afterAll(async () => {
  recorder.close();
  await gateway.close();
});

const ask = (path: string, options: RequestInit = {}) => fetch(url + path, options);
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  ask(path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
const rows = (page: Page) => page.locator(".request-row");
const firstRow = (page: Page) => rows(page).first();
const detail = (page: Page) => page.locator(".request-detail");
/** As many as are listed, once they are so many. */
const listed = (page: Page, count: number) =>
  page.waitForFunction((most) => document.querySelectorAll(".request-row").length === most, count);

test("lists what anybody asks as it is answered, with time, tokens and price", async () => {
  const page = await pages.open("#/requests");
  await page.getByText("Nobody has asked the API anything yet").waitFor();
  await post("/embeddings/search", { text: "rivers" });
  await firstRow(page).waitFor();
  const text = await firstRow(page).innerText();
  expect(text).toMatch(/\d\d:\d\d:\d\d\s+200\s+POST \/embeddings\/search/);
  expect(text).toMatch(/\d ms\s+1234[^$]*\$0\.0000\d+/);
  await ask("/embeddings/none");
  await listed(page, 2);
  await expect.poll(() => firstRow(page).innerText()).toContain("embedding_not_found");
  await expect.poll(() => page.getByRole("status").first().innerText()).toContain("2 requests");
});

test("tells why the gateway refused one, and filters by route and status", async () => {
  await post("/embedings/search", {});
  const page = await pages.open("#/requests");
  await listed(page, 3);
  await expect
    .poll(() => firstRow(page).innerText())
    .toContain("no route POST /embedings/search: did you mean /embeddings/search");
  await page.getByLabel("Status").selectOption("4xx");
  await listed(page, 2);
  await page.getByLabel("Status").selectOption("refused");
  await listed(page, 1);
  expect(new URL(page.url()).hash).toBe("#/requests?kind=refused");
  await page.getByLabel("Route").selectOption("POST /embeddings/search");
  await page.getByText("No request is as the filters say").waitFor();
  await page.getByLabel("Status").selectOption("");
  await listed(page, 1);
  await page.reload();
  await listed(page, 1);
  await expect(page.getByLabel("Route")).toHaveValue("POST /embeddings/search");
});

test("opens one: what was sent and answered, with vectors folded, and the line of log, of which nothing is markup", async () => {
  await post(
    `/embeddings/search?q=${encodeURIComponent(hostile)}`,
    { text: hostile, "<b>": 1 },
    { authorization: "Bearer hunter2", "user-agent": hostile },
  );
  const page = await pages.open("#/requests");
  await firstRow(page).click();
  await detail(page).getByRole("heading", { name: "Answer" }).waitFor();
  const text = await detail(page).innerText();
  expect(text).toContain(JSON.stringify(hostile));
  expect(text).toContain('"<b>": 1');
  expect(text).not.toContain("hunter2");
  expect(text).toContain("[0, 0.0001, 0.0002, … 1,024 numbers]");
  expect(text).not.toContain(String(vector[100]));
  await detail(page).getByRole("button", { name: "1,024 numbers" }).click();
  await expect.poll(() => detail(page).innerText()).toContain(vector.join(", "));
  const log = detail(page).getByRole("region", { name: "Line of log" });
  await expect.poll(() => log.innerText()).toContain('"route": "POST /embeddings/search"');
  await detail(page).getByRole("region", { name: "Request" }).locator("summary").click();
  await expect
    .poll(() => detail(page).getByRole("region", { name: "Request" }).innerText())
    .toMatch(/authorization\s+…/);
  expect(await page.locator(".requests img, .requests script, .requests b").count()).toBe(0);
  const table = await detail(page).getByRole("table").innerText();
  expect(table).toMatch(/Model\s+4\.0 ms\s+\$0\.000025/);
  expect(table).toMatch(/Index\s+4\.0 ms\s+\$0\.0000025/);
});

test("sends one again, as it was, and copies it", async () => {
  await post("/embeddings/search", { text: "again", top_k: 3 });
  const page = await pages.open("#/requests", { permissions: ["clipboard-read", "clipboard-write"] });
  await firstRow(page).click();
  const count = await rows(page).count();
  await detail(page).getByRole("button", { name: "Repeat" }).click();
  await detail(page).getByText("Sent again: the answer is in the list.").waitFor();
  expect(invoked.slice(-2)).toEqual(Array(2).fill('{"text":"again","top_k":3}'));
  await listed(page, count + 1);
  await detail(page).getByRole("button", { name: "curl" }).click();
  await detail(page).getByText("Copied").waitFor();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toBe(
      `curl -X POST '${url}/embeddings/search' \\\n  -H 'Content-Type: application/json' \\\n  -d '{"text":"again","top_k":3}'`,
    );
});

test("sends one again whose answer is no JSON", async () => {
  await fetch(`${url}/embeddings/a`, { method: "HEAD" });
  const page = await pages.open("#/requests");
  await firstRow(page).click();
  await detail(page).getByRole("button", { name: "Repeat" }).click();
  await detail(page)
    .getByText(/^Sent again: The API answered 404/)
    .waitFor();
});

test("says that a large body is cut, and folds the vectors of what is left", async () => {
  const items = Array.from({ length: 300 }, () => ({ embedding: vector }));
  await post("/embeddings/batch", { items });
  const page = await pages.open("#/requests");
  await firstRow(page).click();
  const answer = detail(page).getByRole("region", { name: "Answer" });
  await answer.getByText("Only the beginning is kept: 1.0 MB").waitFor();
  await expect.poll(() => answer.innerText()).toContain("1,024 numbers");
  await detail(page).getByText("It cannot be sent again. Only the beginning of its body was kept.").waitFor();
});

test("shows what is nested deep or has many names little by little", async () => {
  const send = async (body: string) => {
    await ask("/embeddings/generate", { method: "POST", body });
    const page = await pages.open("#/requests");
    await firstRow(page).click();
    return detail(page).getByRole("region", { name: "Request", exact: true });
  };
  const deep = await send("[".repeat(20_000) + "]".repeat(20_000));
  await deep.getByRole("button", { name: "nested deeper" }).click();
  await deep.getByRole("button", { name: "nested deeper" }).waitFor();
  const lists = await deep.getByRole("list").count();
  expect(lists).toBeGreaterThan(20);
  expect(lists).toBeLessThan(100);
  const names = Array.from({ length: 60_000 }, (_, index) => [`k${index}`, index]);
  const wide = await send(JSON.stringify(Object.fromEntries(names)));
  await wide.getByRole("button", { name: "59,900 more" }).click();
  await wide.getByRole("button", { name: "58,900 more" }).waitFor();
});

test("lets the console's own requests drown no others", async () => {
  const before = await pages.open("#/requests");
  await firstRow(before).waitFor();
  const count = await rows(before).count();
  for (let time = 0; time < 60; time++) await ask("/embeddings?limit=1", { headers: { "x-console-background": "1" } });
  const page = await pages.open("#/search");
  await page.getByRole("heading", { name: "Nothing is stored yet" }).waitFor();
  await page.getByRole("link", { name: "Requests" }).click();
  await listed(page, count);
  const own = page.getByLabel("The console’s own (50)");
  await own.check();
  await listed(page, count + 50);
});

test("stands still while it is paused, and says how many came", async () => {
  const page = await pages.open("#/requests");
  await firstRow(page).waitFor();
  const count = await rows(page).count();
  await page.getByRole("button", { name: "Pause" }).click();
  await ask("/embeddings/a");
  await ask("/embeddings/b");
  await page.getByRole("button", { name: "Continue (2 new)" }).click();
  await listed(page, count + 2);
});

test("is used by the keyboard alone", async () => {
  const page = await pages.open("#/requests");
  await firstRow(page).focus();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("data-request"));
  const ids = await rows(page).evaluateAll((all) => all.map((row) => row.getAttribute("data-request")));
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await expect.poll(focused).toBe(ids[1]);
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: `Request ${ids[1]}` }).waitFor();
  await page.keyboard.press("Escape");
  await detail(page).waitFor({ state: "detached" });
  await expect.poll(focused).toBe(ids[1]);
});

test("says what fails, of the list and of one, and tries again", async () => {
  const page = await pages.open("#/requests", {}, (opened) =>
    opened.route("**/console/requests.json*", (route) => route.abort(), { times: 1 }),
  );
  await page.getByRole("alert").getByText("Nobody answers").waitFor();
  await page.getByRole("button", { name: "Try again" }).click();
  await firstRow(page).waitFor();
  expect(await page.getByRole("alert").count()).toBe(0);
  await page.route(
    "**/console/request.json*",
    (route) => route.fulfill({ status: 503, json: { message: "Service Unavailable" } }),
    { times: 1 },
  );
  await firstRow(page).click();
  await page.getByRole("alert").getByText("503").waitFor();
  await page.getByRole("button", { name: "Try again" }).click();
  await detail(page).getByRole("heading", { name: "Answer" }).waitFor();
  await page.goto(`${url}/#/requests?id=99999`);
  await detail(page).getByText("This request is kept no more").waitFor();
});

test("waits for a slow answer without a word of what was before", async () => {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const page = await pages.open("#/requests");
  await firstRow(page).click();
  await detail(page).getByRole("heading", { name: "Answer" }).waitFor();
  await page.route("**/console/request.json*", async (route) => {
    await released;
    await route.continue().catch(() => {});
  });
  await rows(page).nth(1).click();
  await detail(page).getByText("Loading …").waitFor();
  expect(await detail(page).getByRole("heading", { name: "Answer" }).count()).toBe(0);
  // Which the list goes on beside.
  const count = await rows(page).count();
  await ask("/embeddings/c");
  await listed(page, count + 1);
  release();
  await detail(page).getByRole("heading", { name: "Answer" }).waitFor();
});

test("lists the page's own where nobody else tells of others", async () => {
  const page = await pages.open("#/search", {}, (opened) =>
    opened.route("**/console/session.json", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), documents: ["sample.json"] } });
    }),
  );
  await page.getByRole("searchbox").fill("rivers");
  await page.waitForResponse("**/embeddings/search");
  expect(await page.getByRole("link", { name: "Deployment" }).count()).toBe(0);
  await page.getByRole("link", { name: "Requests" }).click();
  await page.getByText("the last 200 of this page are kept").waitFor();
  await listed(page, 1);
  await expect.poll(() => firstRow(page).innerText()).toMatch(/200\s+POST \/embeddings\/search[\s\S]*1234/);
  await firstRow(page).click();
  await detail(page).getByRole("heading", { name: "Answer" }).waitFor();
  await expect.poll(() => detail(page).innerText()).toContain('"text": "rivers"');
  await detail(page).getByRole("button", { name: "Repeat" }).click();
  await listed(page, 2);
});

describe.each(["light", "dark"] as const)("in %s", (colorScheme) => {
  test.each([360, 390, 1440, 2560])("is accessible at %i px, and as wide as the window", async (width) => {
    const page = await pages.open("#/requests?background=shown", { viewport: { width, height: 900 }, colorScheme });
    await firstRow(page).waitFor();
    await expectAccessible(page);
    await page.locator(".request-row", { hasText: "embedings" }).click();
    await detail(page).getByRole("heading", { name: "Answer" }).waitFor();
    await expectAccessible(page);
  });
});
