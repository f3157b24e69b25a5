import type { DeploymentDocument, Permission } from "../../console/deployment/deployment-document";
import { ConsoleSite } from "../../local/console/console-site";
import { RequestRecorder } from "../../local/console/request-recorder";
import { Gateway } from "../../local/gateway/gateway";
import { ConsolePages, hostile } from "./console-pages";
import { expect } from "./expect";
import { expectAccessible } from "./expect-accessible";

const allowed = (what: string, where: string[]): Permission => ({
  isAllowed: true,
  what,
  where,
  isElsewhere: false,
  conditions: [],
  policy: "team-read",
  actions: ["s3:GetObject"],
});
const bucket = "arn:aws:s3:::team-embeddings";
const index = "arn:aws:s3vectors:us-east-1:1:bucket/team-vectors/index/texts";
const reranker = "arn:aws:bedrock:us-east-1::foundation-model/amazon.rerank-v1:0";
const titles = ["search", "store", "health", ...Array.from({ length: 12 }, (_, number) => `other-${number}`)];
const deployment: DeploymentDocument = {
  region: "us-east-1",
  layers: [
    { layer: "bootstrap", stack: hostile, resources: 27 },
    { layer: "service", stack: "dev", resources: 1170 },
  ],
  routes: [
    ...["POST /embeddings/search", "POST /embeddings/store", "GET /health"].map((routeKey, place) => ({
      routeKey,
      function: `team-dev-${titles[place]}`,
      authorization: place === 2 ? "everyone" : "signed requests (IAM)",
      throttling: { requestsPerSecond: 50, burst: 100 },
    })),
    { routeKey: "HEAD /health", function: "team-dev-health", authorization: "everyone" },
    ...titles.slice(3).map((title) => ({
      routeKey: `GET /${hostile.repeat(2)}/${title}`,
      function: `team-dev-${title}`,
      authorization: hostile,
    })),
  ],
  schedules: [{ name: hostile, function: "team-dev-other-0", expression: hostile }],
  functions: titles.map((title, place) => ({
    name: `team-dev-${title}`,
    title,
    role: `team-dev-${title}`,
    memorySizeMb: 512,
    timeoutSeconds: 15,
    files: [{ path: "__index.js", size: 300_000 + place, zippedSize: 100_000 - place * 1_000 }],
  })),
  roles: titles.map((title) => ({
    name: `team-dev-${title}`,
    boundary: "team-boundary",
    permissions: [
      {
        ...allowed("use S3", ["the bucket team-embeddings"]),
        isAllowed: false,
        isElsewhere: true,
        policy: "own-bucket",
      },
      allowed("read objects", ["embeddings/* in the bucket team-embeddings"]),
      { ...allowed("decrypt with keys", [hostile]), conditions: ["kms:ViaService is s3.*.amazonaws.com"] },
      allowed("send traces", []),
    ],
    uses: [
      ...(title === "search"
        ? [
            { store: bucket, verbs: ["read"] },
            { store: index, verbs: ["search"] },
            { store: reranker, verbs: ["invoke"] },
          ]
        : []),
      ...(title === "store" ? [{ store: bucket, verbs: ["read", "write"] }] : []),
    ],
  })),
  stores: [
    { kind: "bucket", arn: bucket, name: "team-embeddings", facts: ["S3, an object for each embedding"] },
    { kind: "index", arn: index, name: "texts", facts: ["S3 Vectors, 1024 numbers, cosine distance"] },
    {
      kind: "reranker",
      arn: reranker,
      name: "amazon.rerank-v1:0",
      facts: ["Bedrock", "$1 for 1,000 searches that ask for it"],
    },
  ],
  configuration: [
    {
      layer: "bootstrap",
      key: "vectorIndex",
      value: "true",
      byDefault: "true",
      from: "the default",
      description: "An index",
    },
    { layer: "service", key: "mcp", value: "true", byDefault: "true", from: "the default", description: "Agents" },
    {
      layer: "service",
      key: "auth",
      value: "none",
      byDefault: "iam",
      from: "npm start",
      description: "Whom the API serves",
    },
    { layer: "service", key: "tags", value: hostile, byDefault: "", from: "the stack", description: hostile },
    { layer: "service", key: "password", byDefault: "", from: "the stack", description: "Hidden" },
  ],
  cost: {
    alarms: 7,
    idleUsd: 0.7,
    metricsUsd: 1.5,
    calls: { storedOneByOne: 34.55, storedInBatches: 8.09, searches: 7.63, kept: 0.75 },
  },
};

const gateway = new Gateway({ report: () => {} });
let url: string;

beforeAll(async () => {
  gateway.serve(
    new ConsoleSite({
      host: "localhost",
      session: async () => ({
        project: "embeddings",
        stack: "dev",
        region: "us-east-1",
        model: { name: "words", description: "Words." },
        reranker: null,
        dimension: 1024,
        routes: ["POST /embeddings/search"],
        auth: "none",
        authorization: { type: "none" },
      }),
      sample: async () => ({ passages: [], questions: [] }),
      requests: new RequestRecorder(),
      deployment: async () => deployment,
    }),
  );
  url = await gateway.listen(0);
});
const pages = new ConsolePages(() => url);
afterAll(() => gateway.close());

test("draws what leads where, from the resources, and lights what is connected", async () => {
  const page = await pages.open("#/deployment");
  const diagram = page.getByRole("region", { name: "What calls what" });
  await diagram.waitFor();
  const counts = () =>
    diagram
      .locator(".diagram-column")
      .evaluateAll((columns) => columns.map((column) => column.querySelectorAll("a").length));
  await expect.poll(counts).toEqual([16, 15, 15, 3]);
  // Each route, function and use has its line.
  await expect(diagram.locator("path")).toHaveCount(16 + 15 + 4);
  await expect(diagram.locator("path[data-changes]")).toHaveCount(1);
  const labels = await diagram.locator('[data-column="role"] a').allInnerTexts();
  expect(labels).toEqual(expect.arrayContaining(["search", "store"]));
  await diagram.getByRole("link", { name: "texts", exact: true }).hover();
  await expect(diagram.locator('path[data-lit="true"]')).toHaveCount(3);
  await expect
    .poll(() => diagram.locator("a:not([data-faded])").allInnerTexts())
    .toEqual(["POST /embeddings/search", "search", "search", "texts"]);
});

test("says in words what a role may do, and who does what with a store", async () => {
  const page = await pages.open("#/deployment");
  await page.getByRole("link", { name: "POST /embeddings/search" }).click();
  const side = page.getByRole("complementary", { name: "What is chosen" });
  await side.getByRole("heading", { name: "search" }).waitFor();
  const permissions = await side.getByRole("listitem").allInnerTexts();
  expect(permissions.map((text) => text.split("\n")[0])).toEqual([
    "May read objects: embeddings/* in the bucket team-embeddings",
    `May decrypt with keys: ${hostile}`,
    "May send traces, wherever",
    "Never may use S3 but for the bucket team-embeddings",
  ]);
  await expect.poll(() => side.innerText()).toContain("never more than team-boundary allows");
  await expect.poll(() => side.innerText()).toContain("for signed requests (IAM); 50 requests a second, 100 at once");
  expect(new URL(page.url()).hash).toContain("of=route%2FPOST+%2Fembeddings%2Fsearch");
  await page.getByRole("link", { name: "team-embeddings", exact: true }).click();
  await side.getByRole("heading", { name: "Who does what with it" }).waitFor();
  await expect.poll(() => side.innerText()).toMatch(/search\s+read\s+store\s+read, write/);
  await page.goBack();
  await side.getByRole("heading", { name: "search" }).waitFor();
  expect(await page.locator(".deployment img, .deployment script").count()).toBe(0);
});

test("says by which schedule a function runs", async () => {
  const page = await pages.open("#/deployment");
  await page.locator('[data-column="function"]').getByRole("link", { name: "other-0", exact: true }).click();
  const side = page.getByRole("complementary", { name: "What is chosen" });
  await side.getByRole("heading", { name: "other-0" }).waitFor();
  await expect.poll(() => side.innerText()).toContain(`${hostile}\nwhether somebody calls or not`);
  await page.locator('[data-column="function"]').getByRole("link", { name: "search", exact: true }).click();
  await side.getByRole("heading", { name: "search" }).waitFor();
  expect(await side.innerText()).not.toContain("whether somebody calls");
});

test("tells the same as a list where there is no room", async () => {
  const page = await pages.open("#/deployment", { viewport: { width: 390, height: 900 } });
  const item = page.locator("details", { hasText: "POST /embeddings/store" });
  await item.locator("summary").click();
  await item.getByText("May read objects").waitFor();
  await expect.poll(() => item.innerText()).toContain("→ read, write: team-embeddings");
  expect(await page.getByRole("region", { name: "What calls what" }).count()).toBe(0);
});

test("shows which view it is where there is no room for the names of all", async () => {
  const page = await pages.open("#/deployment", { viewport: { width: 360, height: 900 } });
  const shown = page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "Deployment" });
  await shown.and(page.locator("[aria-current]")).waitFor();
  const right = () => shown.evaluate((link) => link.getBoundingClientRect().right);
  await expect.poll(right).toBeLessThanOrEqual(360);
});

test("reckons what a month costs as one types, by the figures of the documentation", async () => {
  const page = await pages.open("#/deployment?part=cost");
  await page.getByLabel("Texts stored in the month").fill("2000000");
  await page.getByLabel("Searches in the month").fill("1000000");
  await page.getByLabel("Embeddings kept").fill("0");
  const total = page.getByRole("status");
  await total.getByText(`$${(0.7 + 1.5 + 2 * 8.09 + 7.63).toFixed(2)}`).waitFor();
  await page.getByRole("combobox", { name: /^Stored/ }).selectOption("one by one");
  await total.getByText(`$${(0.7 + 1.5 + 2 * 34.55 + 7.63).toFixed(2)}`).waitFor();
  await page.getByLabel("Texts stored in the month").fill("-5");
  await expect.poll(() => total.innerText()).toContain("$78.93");
  await page.reload();
  await total.getByText("$78.93").waitFor();
  await expect(page.getByLabel("Embeddings kept")).toHaveValue("0");
});

test("reckons what reranking costs, where searches may be reranked", async () => {
  const reranks = { by: "amazon.rerank-v1:0", usd: 1_004 };
  const calls = { ...deployment.cost.calls, reranks };
  const page = await pages.open("#/deployment?part=cost&searches=0&texts=0&kept=0", {}, (opened) =>
    opened.route("**/console/deployment.json", (route) =>
      route.fulfill({ json: { ...deployment, cost: { ...deployment.cost, calls } } }),
    ),
  );
  await page.getByLabel("Searches reranked").fill("1000");
  await page.getByRole("status").getByText("$1.70").waitFor();
  await page.getByRole("row", { name: /^Reranked by amazon\.rerank-v1:0 1,000 \$1,004\.00 \$1\.00/ }).waitFor();
  const without = await pages.open("#/deployment?part=cost");
  await without.getByLabel("Searches in the month").waitFor();
  expect(await without.getByLabel("Searches reranked").count()).toBe(0);
});

test("shows what a reranker is, what it costs and who calls it", async () => {
  const page = await pages.open(`#/deployment?of=${encodeURIComponent(`store/${reranker}`)}`);
  const card = page.getByRole("complementary", { name: "What is chosen" });
  await card.waitFor();
  await expect.poll(() => card.innerText()).toContain("$1 for 1,000 searches that ask for it");
  await expect.poll(() => card.innerText()).toMatch(/search\s+invoke/);
});

test("shows the configuration in force beside its defaults, what differs first", async () => {
  const page = await pages.open("#/deployment?part=configuration");
  const keys = () => page.locator(".configuration dt code").allInnerTexts();
  await page.getByText("3 of 5 keys are not the default").waitFor();
  await expect.poll(keys).toEqual(["vectorIndex", "auth", "tags", "password", "mcp"]);
  const text = await page.locator(".configuration").innerText();
  expect(text).toMatch(/none\s+by npm start; the default is iam/);
  expect(text).toContain(`${hostile}\nby the stack; the default is empty`);
  expect(text).toContain("not told here");
  await page.getByLabel("Only these").check();
  await page.waitForFunction(() => document.querySelectorAll(".configuration dt code").length === 3);
});

test("shows the sizes of the bundles, the largest first", async () => {
  const page = await pages.open("#/deployment?part=bundles");
  await page.getByRole("table").waitFor();
  const [first = ""] = await page.locator("tbody tr").allInnerTexts();
  expect(first.replace(/\s+/g, " ").trim()).toBe("search 1 300.0 KB 100.0 KB");
  await expect.poll(() => page.locator("caption").innerText()).toContain("15 functions, 1.4 MB zipped");
});

test("says that it looks, that nobody answers, and tries again", async () => {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const page = await pages.open("#/deployment", {}, (opened) =>
    opened.route(
      "**/console/deployment.json",
      async (route) => {
        await released;
        await route.abort();
      },
      { times: 1 },
    ),
  );
  await page.getByText("Looking through both layers").waitFor();
  release();
  await page.getByRole("alert").getByText("Nobody answers").waitFor();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("region", { name: "What calls what" }).waitFor();
});

test("says whose price nobody knows", async () => {
  const page = await pages.open("#/deployment?part=cost", {}, (opened) =>
    opened.route("**/console/deployment.json", (route) =>
      route.fulfill({ json: { ...deployment, cost: { problem: hostile, calls: deployment.cost.calls } } }),
    ),
  );
  await page.getByText(`not known: ${hostile}`).waitFor();
});

test("is not there for another machine", async () => {
  const page = await pages.open("#/deployment", {}, (opened) =>
    opened.route("**/console/session.json", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), documents: ["sample.json"] } });
    }),
  );
  await page.getByRole("searchbox").waitFor();
  expect(await page.getByRole("link", { name: "Deployment" }).count()).toBe(0);
});

describe.each(["light", "dark"] as const)("in %s", (colorScheme) => {
  test.each([360, 390, 1440, 2560])("is accessible at %i px, and as wide as the window", async (width) => {
    const options = { viewport: { width, height: 900 }, colorScheme };
    const page = await pages.open("#/deployment?of=function%2Fteam-dev-search", options);
    await page.getByRole("link", { name: "Architecture" }).waitFor();
    if (width < 1100) await page.locator("details summary").first().click();
    await expectAccessible(page);
    for (const part of ["Cost", "Configuration", "Bundles"]) {
      await page.getByRole("link", { name: part }).click();
      await page.locator(`.${part.toLowerCase()}`).waitFor();
      await expectAccessible(page);
    }
  });
});
