import { join } from "node:path";
import { type Browser, chromium } from "playwright";
import { chromiumOptions } from "../../clients/chromium";
import type { DeploymentDocument } from "../../console/deployment/deployment-document";
import type { RecordedRequests } from "../../console/requests/recorded-request";
import { LocalDeployment } from "../helpers/local/local-deployment";
import { temporaryDirectory } from "../helpers/temporary-directory";

const own = { AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "a-secret-of-their-own" };
const none = { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" };
const dataDirectory = temporaryDirectory();
let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch(chromiumOptions());
});
afterAll(() => browser?.close());

test.each([
  ["keys", none, /^Bearer /],
  ["jwt", none, /^Bearer ey/],
  ["iam", none, /^AWS4-HMAC-SHA256 Credential=LOCAL/],
  // Which are never given to a page.
  ["iam", own, /^AWS4-HMAC-SHA256 Credential=LOCAL/],
])("stores, searches and ingests files with --auth %s", async (auth, env, authorization) => {
  const deployment = new LocalDeployment({
    env: { LOCAL_DATA_DIR: join(dataDirectory, `${auth}${env.AWS_ACCESS_KEY_ID}`), ...env },
    args: ["--auth", auth],
  });
  const url = await deployment.url();
  expect((await fetch(`${url}/embeddings?limit=1`)).ok).toBe(false);
  const page = await browser.newPage();
  // As long as the test has: a busy machine takes its time.
  page.setDefaultTimeout(0);
  const sent: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/embeddings")) sent.push(request.headers()["authorization"] ?? "nothing");
  });
  await page.goto(url);
  await page.getByRole("button", { name: "Load the sample" }).click();
  await page.getByRole("link", { name: "Does it run on my laptop without AWS?" }).click();
  await page.getByRole("article").first().waitFor();
  await page.getByRole("link", { name: "Browse" }).click();
  await page
    .getByLabel("Add files")
    .setInputFiles([{ name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("x") }]);
  await page.getByRole("button", { name: "Embed and store" }).click();
  await page.getByText("1 passage", { exact: true }).waitFor();
  expect(sent.length).toBeGreaterThan(2);
  expect(sent.filter((header) => !authorization.test(header))).toEqual([]);
  const ask = async (name: string) => (await fetch(`${url}/console/${name}`)).text();
  const session = await ask("session.json");
  expect(session).not.toContain(own.AWS_SECRET_ACCESS_KEY);
  await page.getByRole("link", { name: "Requests", exact: true }).click();
  await page.locator(".request-row", { hasText: "/embeddings/search" }).first().click();
  await page.getByRole("button", { name: "Repeat" }).click();
  await page.getByText("Sent again: the answer is in the list.").waitFor();
  const { requests } = JSON.parse(await ask("requests.json")) as RecordedRequests;
  expect(requests[0]).toMatchObject({ path: "/embeddings?limit=1", reason: expect.any(String), isBackground: false });
  const told = await Promise.all([...requests.map(({ id }) => `request.json?id=${id}`), "deployment.json"].map(ask));
  const { token, secretAccessKey } = JSON.parse(session).authorization;
  for (const secret of [token ?? secretAccessKey, ...sent]) expect(told.join()).not.toContain(secret);
  const { functions } = JSON.parse(told.at(-1) ?? "") as DeploymentDocument;
  expect(functions.length).toBeGreaterThan(10);
  await page.close();
  await deployment.stop();
});
