import { join } from "node:path";
import type { BrowserContextOptions, Locator, Page } from "playwright";
import { mixedFolder } from "../helpers/documents/mixed-folder";
import { writeFiles } from "../helpers/documents/write-files";
import { StoredObjects } from "../helpers/handler/stored-objects";
import { LocalDeployment } from "../helpers/local/local-deployment";
import { configureDev, copyStackFiles, unthrottled } from "../helpers/stacks/stack-file";
import { temporaryDirectory } from "../helpers/temporary-directory";
import { IngestProcess } from "../helpers/tools/ingest-process";
import { ConsolePages } from "./console-pages";
import { expect } from "./expect";
import { expectAccessible } from "./expect-accessible";

/** A text that would change the page, if it were markup. */
const hostile = `<img src=x onerror="window.hacked = 1"><script>window.hacked = 1</script> & "rivers" of zebras`;
const folder = temporaryDirectory();
const workDirectory = temporaryDirectory();
const dataDirectory = temporaryDirectory();
let deployment: LocalDeployment | undefined;
let url: string;
const pages = new ConsolePages(() => url);

beforeAll(async () => {
  const stacks = copyStackFiles(join(dataDirectory, "stacks"));
  configureDev(stacks, unthrottled);
  deployment = new LocalDeployment({ directory: stacks, env: { LOCAL_DATA_DIR: join(dataDirectory, "data") } });
  writeFiles(folder, mixedFolder);
  url = await deployment.url();
});
afterAll(() => deployment?.stop());

const open = (hash = "#/browse", options: BrowserContextOptions = {}) => pages.open(hash, options);

async function store(items: readonly object[]): Promise<void> {
  const body = JSON.stringify({ store_in_s3: true, items });
  const headers = { "content-type": "application/json" };
  const stored = await fetch(`${url}/embeddings/batch`, { method: "POST", headers, body });
  expect(stored.status).toBe(200);
}

async function idsBelow(prefix: string): Promise<string[]> {
  const listed = await fetch(`${url}/embeddings?limit=1000&prefix=${encodeURIComponent(prefix)}`);
  const { embeddings } = (await listed.json()) as { embeddings: { id: string }[] };
  return embeddings.map(({ id }) => id);
}

/** All that is stored below a prefix, without it, and without the times. */
async function storedBelow(prefix: string): Promise<object[]> {
  return Promise.all(
    (await idsBelow(prefix)).map(async (id) => {
      const { created_at: _, ...stored } = await (await fetch(`${url}/embeddings/${encodeURIComponent(id)}`)).json();
      return { ...stored, id: id.slice(prefix.length) };
    }),
  );
}

function ids(page: Page): Locator {
  return page.getByRole("region", { name: "Ids" }).getByRole("link");
}

function panel(page: Page): Locator {
  return page.locator(".ingest");
}

/** Says what is to be done with what was dropped, and waits until it is done. */
async function ingest(page: Page, prefix: string, options: Readonly<Record<string, string>> = {}): Promise<void> {
  await panel(page).getByLabel("Prefix").fill(prefix);
  if (Object.keys(options).length > 0) await panel(page).getByText("Options", { exact: true }).click();
  for (const [name, value] of Object.entries(options)) await panel(page).getByLabel(name).fill(value);
  await panel(page).getByRole("button", { name: "Embed and store" }).click();
  await panel(page).getByRole("button", { name: "Close" }).waitFor();
}

/** Drops paths of this machine on the page, as a person does. */
async function drop(page: Page, paths: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await session.send("Input.dispatchDragEvent", { type, x: 300, y: 300, data });
  }
}

test("begins with what to do where nothing is stored", async () => {
  const page = await open();
  await page.getByRole("heading", { name: "Nothing is stored yet" }).waitFor();
  await expectAccessible(page);
});

describe("files that are dropped", () => {
  test("are read, cut, named and stored as by the command, and said likewise in the end", async () => {
    const running = new IngestProcess(["--url", url, "--prefix", "one:", folder], {
      INGEST_DIR: join(workDirectory, "journal"),
      INIT_CWD: workDirectory,
    });
    const { stdout, stderr } = await running.ended();
    const page = await open();
    await page.getByRole("button", { name: "Add a folder" }).waitFor();
    expect(pages.requested.some(({ pathname }) => pathname.startsWith("/console/workers/"))).toBe(false);
    await drop(page, [folder]);
    await ingest(page, "two:");

    const byCommand = await storedBelow("one:");
    expect(byCommand.length).toBeGreaterThan(40);
    expect(await storedBelow("two:")).toEqual(byCommand);

    const name = folder.split("/").at(-1) ?? "";
    const leftOut = stdout.slice(stdout.indexOf("Left out"), stdout.indexOf("\nIf meant"));
    const said = leftOut.split("\n").map((line) => line.replace(/^(?:Left out)? +/, "").replaceAll(folder, name));
    expect(said.length).toBeGreaterThan(10);
    await expect
      .poll(() => panel(page).getByRole("list", { name: "Left out" }).getByRole("listitem").allInnerTexts())
      .toEqual(said);
    const warnings = stderr.split("\n").filter((line) => line.startsWith("warning: "));
    expect(warnings.length).toBeGreaterThan(5);
    await expect
      .poll(() => panel(page).getByRole("list", { name: "Warnings" }).getByRole("listitem").allInnerTexts())
      .toEqual(warnings.map((line) => line.replace("warning: ", "").replaceAll(folder, name).replace("one:", "two:")));
    await expect.poll(() => panel(page).locator("dl").innerText()).toContain(`${byCommand.length} passages`);
    expect(/Tokens {3}.*/.exec(stdout)?.[0].replace(/^Tokens +/, "")).toBe(
      await panel(page).locator("dd").last().innerText(),
    );
    await panel(page).getByRole("link", { name: "Show what is stored" }).click();
    await page.waitForURL(/prefix=two%3A$/);
    await ids(page).first().waitFor();
  });

  test("are chosen by a button too, alone or in a folder, and by the patterns of the command", async () => {
    const page = await open();
    await page.getByLabel("Add a folder").setInputFiles(folder);
    await ingest(page, "three:", { Include: "*.md, *.txt", Exclude: "deep long-*", Encoding: "windows-1252" });
    const names = (await idsBelow("three:")).map((id) => id.replace(/:\d+$/, ""));
    expect(new Set(names)).toEqual(
      new Set(
        ["guide.md", "latin1.txt", "marked.txt", "plain.txt", "utf16.txt", "=C3=A9=20=C3=BC=20=281=29.txt"].map(
          (name) => `three:${name}`,
        ),
      ),
    );
    await panel(page).getByRole("button", { name: "Close" }).click();
    const files = ["guide.md", "archive.zip"].map((name) => join(folder, name));
    const begun = page.waitForEvent("worker");
    await page.getByLabel("Add files").setInputFiles(files);
    await panel(page).getByRole("heading", { name: "Add guide.md, archive.zip" }).waitFor();
    // What was chosen before and not begun leaves nothing behind.
    const isEnded = (await begun).waitForEvent("close");
    await page.getByLabel("Add files").setInputFiles(files);
    await isEnded;
    await ingest(page, "four:");
    // What is named itself is read as text, where its format is not known.
    expect(new Set((await idsBelow("four:")).map((id) => id.replace(/:\d+$/, "")))).toEqual(
      new Set(["four:guide.md", "four:archive.zip"]),
    );
  });

  test("are stored below the prefix that is typed, however soon one types", async () => {
    const page = await open();
    await page.getByRole("button", { name: "Add files" }).waitFor();
    await page.evaluate(() => {
      new MutationObserver((_, observer) => {
        const input = document.querySelector<HTMLInputElement>(".ingest input");
        if (!input) return;
        observer.disconnect();
        input.value = "early:";
        input.dispatchEvent(new Event("input", { bubbles: true }));
      }).observe(document.body, { childList: true, subtree: true });
    });
    await page.getByLabel("Add files").setInputFiles([join(folder, "guide.md")]);
    await panel(page).getByRole("button", { name: "Embed and store" }).click();
    await panel(page).getByRole("heading", { name: "Done" }).waitFor();
    expect((await idsBelow("early:")).length).toBeGreaterThan(0);
  });

  test("are taken from a page's own drag, are never markup, and are told to be blank", async () => {
    const page = await open();
    await page.getByRole("button", { name: "Add files" }).waitFor();
    await page.evaluate((text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], "<b>bold</b>.md"));
      dataTransfer.items.add(new File([""], `<img src=x onerror="window.hacked = 1">.txt`));
      for (const type of ["dragover", "drop"])
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }, `# <i>Head</i>\n\n~~~\n${hostile}\n~~~\n`);
    await ingest(page, "five:");
    await expect
      .poll(() => panel(page).getByRole("list", { name: "Left out" }).innerText())
      .toBe(`1 blank: <img src=x onerror="window.hacked = 1">.txt`);
    expect(await page.locator("img[src=x], .ingest b").count()).toBe(0);
    await page.goto(`${url}/#/browse?prefix=five%3A`);
    await ids(page)
      .getByText(/^five:/)
      .click();
    await expect.poll(() => page.locator(".stored-text").innerText()).toContain(hostile);
    expect(await page.evaluate(() => "hacked" in window)).toBe(false);
  });

  test("stop after the requests under way, and go on where they are dropped again, while one looks at another view", async () => {
    const page = await open();
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let held = 0;
    await page.context().route("**/embeddings/batch", async (route) => {
      held += 1;
      await released;
      await route.continue();
    });
    const rows = Array.from({ length: 1_000 }, (_, index) =>
      JSON.stringify({ id: `r${index}`, text: `river ${index}` }),
    );
    const file = { name: "rows.jsonl", mimeType: "text/plain", buffer: Buffer.from(rows.join("\n")) };
    await page.getByLabel("Add files").setInputFiles([file]);
    await panel(page).getByLabel("Prefix").fill("six:");
    await panel(page).getByRole("button", { name: "Embed and store" }).click();
    await panel(page).getByText("0 of 1,000 passages").or(panel(page).getByText("to embed")).waitFor();
    // Another drop waits until this is done.
    await drop(page, [folder]);
    await page.getByRole("status").getByText("Other files are being stored").waitFor();
    await page.getByRole("link", { name: "Search" }).click();
    await page.getByRole("searchbox", { name: "Search by meaning" }).waitFor();
    await page.getByRole("link", { name: "Browse" }).click();
    await panel(page).getByRole("button", { name: "Stop" }).click();
    await panel(page).getByText("stopping after the requests under way").waitFor();
    release();
    await panel(page).getByRole("heading", { name: "Stopped" }).waitFor();
    const stored = await idsBelow("six:");
    expect(stored.length).toBeGreaterThan(0);
    expect(stored.length).toBeLessThan(1_000);
    expect(held).toBeLessThan(5);
    await panel(page).getByRole("button", { name: "Close" }).click();
    await page.getByLabel("Add files").setInputFiles([file]);
    await ingest(page, "six:");
    await panel(page).getByRole("heading", { name: "Done" }).waitFor();
    await expect
      .poll(() => panel(page).locator("dl").innerText())
      .toMatch(new RegExp(`Stored\\s+${1_000 - stored.length} passages\\s+Unchanged\\s+${stored.length}, which`));
    expect(await idsBelow("six:")).toHaveLength(1_000);
  });

  test("are sent again where the API has failed, and named where it refuses them for good", async () => {
    const page = await open();
    let requests = 0;
    await page.context().route("**/embeddings/batch", async (route) => {
      requests += 1;
      if (requests === 1) return route.abort();
      if (requests === 2)
        return route.fulfill({ status: 429, headers: { "retry-after": "1" }, json: { message: "Too Many Requests" } });
      const { items } = route.request().postDataJSON() as { items: { embedding_id: string }[] };
      const isRefused = items.some(({ embedding_id: id }) => id === "seven:bad");
      const problem = { status: 422, code: "invalid_request", detail: "It is <b>bad</b>" };
      if (isRefused) return route.fulfill({ status: 422, contentType: "application/problem+json", json: problem });
      return route.continue();
    });
    const rows = ["one", "bad", "two"].map((id) => JSON.stringify({ id, text: `river ${id}` }));
    await page
      .getByLabel("Add files")
      .setInputFiles([{ name: "rows.jsonl", mimeType: "text/plain", buffer: Buffer.from(rows.join("\n")) }]);
    await ingest(page, "seven:");
    await expect
      .poll(() => panel(page).getByRole("list", { name: "Failed" }).innerText())
      .toBe("rows.jsonl:2 (seven:bad): 422 invalid_request: It is <b>bad</b>");
    await expect.poll(() => panel(page).locator("dl").innerText()).toMatch(/Stored\s+2 passages\s+Failed\s+1\n/);
    expect(await idsBelow("seven:")).toEqual(["seven:one", "seven:two"]);
    await expectAccessible(page);
  });

  test("say that nobody answers, and that there is no text in them", async () => {
    const page = await open();
    await page
      .context()
      .route("**/embeddings/batch", (route) => route.fulfill({ status: 400, json: { message: "No" } }));
    await page.getByLabel("Add files").setInputFiles([join(folder, "guide.md")]);
    await ingest(page, "eight:");
    await expect.poll(() => panel(page).getByRole("alert").innerText()).toMatch(/\/embeddings\/batch answered 400: No/);
    await panel(page).getByRole("button", { name: "Close" }).click();
    await page.getByLabel("Add files").setInputFiles([join(folder, "blank.txt")]);
    await ingest(page, "eight:");
    await expect
      .poll(() => panel(page).getByRole("alert").innerText())
      .toBe("There is no text to ingest in these files");
  });
});

describe("what is stored", () => {
  beforeAll(async () => {
    const items = Array.from({ length: 100 }, (_, index) => ({
      embedding_id: `list:${String(index).padStart(3, "0")}`,
      text: `Zebra number ${index}`,
    }));
    await store(items);
    const metadata = { "<b>key</b>": hostile.slice(0, 80), page: 7, isDraft: false };
    await store([{ embedding_id: "markup:1", text: hostile, metadata }]);
  });

  test("is listed by prefix, page by page as one scrolls, with what it begins with", async () => {
    const page = await open();
    await page.getByRole("searchbox", { name: "Ids that begin with" }).fill("list:");
    await page.waitForURL(`${url}/#/browse?prefix=list%3A`);
    await page.getByText("The first 50 ids").waitFor();
    await ids(page).getByText("Zebra number 0").waitFor();
    await expect.poll(() => ids(page).first().innerText()).toBe("list:000\nZebra number 0");
    await ids(page).last().scrollIntoViewIfNeeded();
    await page.getByText("100 ids", { exact: true }).waitFor();
    await expect(ids(page)).toHaveCount(100);
    await page.getByRole("searchbox").fill("list:09");
    await page.getByText("10 ids", { exact: true }).waitFor();
    await page.getByRole("searchbox").fill("none:");
    await page.getByText("No id begins with none:").waitFor();
    const other = await open("#/browse?prefix=list%3A01&id=list%3A015");
    await other.getByRole("article", { name: "list:015" }).getByText("Zebra number 15").waitFor();
    await ids(other).nth(9).waitFor();
    await expect(ids(other)).toHaveCount(10);
  });

  test("is listed with the whole of a long id, whose end tells passages apart", async () => {
    const id = "documentation:guides:delay-accepting-requests-until-ready.md:15";
    await store([{ embedding_id: id, text: "Okapis wait at the gate" }]);
    const page = await open("#/browse?prefix=documentation%3A");
    const shown = ids(page).getByText(id);
    await shown.waitFor();
    await expect.poll(() => shown.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  });

  test("is listed also where the index does not have it, and without what it begins with where that cannot be read", async () => {
    const objects = new StoredObjects((await deployment?.s3Url()) ?? "", "embeddings-service-vector-embeddings");
    await objects.write("0:other", JSON.stringify({ id: "0:other", embedding: [0.6, 0.8], text: "Of another length" }));
    objects.close();
    const page = await open();
    await expect.poll(() => ids(page).first().innerText()).toMatch(/^0:other/);
    await ids(page).getByText("Of another length").waitFor();
    await page.route("**/embeddings/get", (route) => route.abort());
    await page.getByRole("searchbox").fill("markup");
    await page.getByText("1 id", { exact: true }).waitFor();
    await expect.poll(() => ids(page).allInnerTexts()).toEqual(["markup:1"]);
    expect(await page.getByRole("alert").count()).toBe(0);
  });

  test("is shown with its text, its vector in colours and in words, and its metadata, none of which is markup", async () => {
    const page = await open("#/browse?prefix=markup&id=markup%3A1");
    const shown = page.getByRole("article", { name: "markup:1" });
    await expect.poll(() => shown.locator(".stored-text").innerText()).toBe(hostile);
    await expect.poll(() => shown.locator("dl").first().innerText()).toContain("<b>key</b>");
    expect(await shown.locator("img, script, b").count()).toBe(0);
    const colours = () =>
      shown.getByRole("img").evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
        return {
          size: [canvas.width, canvas.height],
          opaque: Array.from(data).filter((byte, at) => at % 4 === 3 && byte > 0).length,
        };
      });
    const { embedding } = await (await fetch(`${url}/embeddings/markup:1`)).json();
    const opaque = embedding.filter((value: number) => value !== 0).length;
    await expect.poll(colours).toEqual({ size: [128, 8], opaque });
    await expect(shown.getByRole("img")).toHaveAttribute(
      "aria-label",
      /^The vector as colours: 1,024 numbers from \u2212?0\.\d{4} to 0\.\d{4}, length 1\.0000$/,
    );
    await shown.getByRole("img").hover({ position: { x: 1, y: 1 } });
    await shown.getByText(`Number 1 is ${embedding[0].toFixed(4).replace("-", "\u2212")}`).waitFor();
    expect(await page.evaluate(() => "hacked" in window)).toBe(false);
  });

  test("is reached from a search, which one goes back to, and leads to what is like it", async () => {
    const page = await open("#/search?q=zebra+number+15");
    await page.getByRole("article", { name: "list:015" }).getByRole("link", { name: "list:015" }).click();
    const shown = page.getByRole("article", { name: "list:015" });
    await shown.getByText("Zebra number 15").waitFor();
    await shown.getByRole("link", { name: "Back to the search" }).click();
    await page.waitForURL(`${url}/#/search?q=zebra+number+15`);
    await page.goBack();
    await shown.getByRole("link", { name: "More like this" }).click();
    await page.getByRole("button", { name: /^like list:015/ }).waitFor();
  });

  test("is stored by hand, and replaced only where that is asked for", async () => {
    const page = await open("#/browse?prefix=hand%3A");
    await page.getByRole("button", { name: "New text" }).click();
    const form = page.getByRole("dialog", { name: "Store a text" });
    await expect(form.getByLabel(/^Id/)).toHaveValue("hand:");
    await form.getByLabel("Text").fill("By hand");
    await form.getByLabel(/^Id/).fill("hand:1");
    await form.getByLabel("Metadata").fill("{page: 7}");
    await form.getByRole("button", { name: "Store it" }).click();
    await form.getByRole("alert").getByText("The metadata is no JSON").waitFor();
    await form.getByLabel("Metadata").fill('{"page": 7}');
    await form.getByLabel(/^Expires/).fill("2999-01-31T12:00");
    await form.getByRole("button", { name: "Store it" }).click();
    await page.getByRole("article", { name: "hand:1" }).getByText("By hand").waitFor();
    await page.getByRole("status").getByText("Stored hand:1").waitFor();
    await ids(page).getByText("By hand").waitFor();
    await expect.poll(() => ids(page).allInnerTexts()).toEqual(["hand:1\nBy hand"]);
    const expires_at = await page.evaluate(() => new Date("2999-01-31T12:00").toISOString());
    expect(await storedBelow("hand:")).toMatchObject([{ id: "1", text: "By hand", metadata: { page: 7 }, expires_at }]);
    await page.getByRole("article", { name: "hand:1" }).getByText("31 Jan 2999, 12:00:00").waitFor();

    // Whose key is before that of the other.
    await store([{ embedding_id: "hand:1-a", text: "Beside" }]);
    await page.getByRole("button", { name: "New text" }).click();
    await form.getByLabel("Text").fill("Another");
    await form.getByLabel(/^Id/).fill("hand:1");
    await form.getByRole("button", { name: "Store it" }).click();
    await form.getByRole("alert").getByText("There is an embedding hand:1 already").waitFor();
    expect(await storedBelow("hand:1")).toMatchObject([{ text: "Beside" }, { text: "By hand" }]);
    await form.getByRole("button", { name: "Replace it" }).click();
    await page.getByRole("article", { name: "hand:1" }).getByText("Another").waitFor();
  });

  test("is deleted once the person has read which", async () => {
    await store([
      { embedding_id: "gone:1", text: "one" },
      { embedding_id: "gone:2", text: "two" },
    ]);
    const page = await open("#/browse?prefix=gone%3A&id=gone%3A1");
    await page.getByRole("button", { name: "Delete …" }).click();
    const dialog = page.getByRole("dialog", { name: "Delete this embedding?" });
    await expect.poll(() => dialog.innerText()).toContain("gone:1");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Keep it" }).click();
    expect(await idsBelow("gone:")).toEqual(["gone:1", "gone:2"]);
    await page.route("**/embeddings/gone*", (route) => route.abort(), { times: 1 });
    await page.getByRole("button", { name: "Delete …" }).click();
    await dialog.getByRole("button", { name: "Delete it" }).click();
    await dialog.getByRole("alert").getByText("Nobody answers").waitFor();
    await dialog.getByRole("button", { name: "Delete it" }).click();
    await page.getByRole("status").getByText("Deleted gone:1").waitFor();
    expect(new URL(page.url()).hash).toBe("#/browse?prefix=gone%3A");
    await ids(page).getByText("two", { exact: true }).waitFor();
    await expect.poll(() => ids(page).allInnerTexts()).toEqual(["gone:2\ntwo"]);
    expect(await idsBelow("gone:")).toEqual(["gone:2"]);
  });

  test("are deleted by what their ids begin with, once the person has read how many they are", async () => {
    await store(["all:1", "all:2", "all:3", "allow:1"].map((embedding_id) => ({ embedding_id, text: embedding_id })));
    const page = await open();
    await ids(page).first().waitFor();
    // Of no prefix, which would be all that is stored.
    expect(await page.getByRole("button", { name: "Delete all …" }).count()).toBe(0);
    await page.goto(`${url}/#/browse?prefix=all%3A&id=all%3A1`);
    await page.getByRole("article", { name: "all:1" }).waitFor();
    await page.getByRole("button", { name: "Delete all …" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("heading", { name: "Delete 3 embeddings?" }).waitFor();
    await expect.poll(() => dialog.innerText()).toContain("all:");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Keep them" }).click();
    expect(await idsBelow("all:")).toEqual(["all:1", "all:2", "all:3"]);

    await page.route("**/embeddings/delete", (route) => route.abort(), { times: 1 });
    await page.getByRole("button", { name: "Delete all …" }).click();
    await dialog.getByRole("alert").getByText("Nobody answers").waitFor();
    await dialog.getByRole("heading", { name: "They could not be counted" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Delete all …" }).press("Enter");
    await dialog.getByRole("heading", { name: "Delete 3 embeddings?" }).waitFor();
    // Not on what was in the error before, which is gone.
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("Keep them");
    // Asked again before the dialog has told that it is closed.
    await dialog.evaluate((open: HTMLDialogElement) => {
      open.close();
      [...document.querySelectorAll("button")].find(({ textContent }) => textContent === "Delete all …")?.click();
    });
    await dialog.getByRole("heading", { name: "Delete 3 embeddings?" }).waitFor();
    await page.route("**/embeddings/delete", (route) => route.abort(), { times: 1 });
    await dialog.getByRole("button", { name: "Delete them" }).click();
    await dialog.getByRole("alert").getByText("Nobody answers").waitFor();
    await dialog.getByRole("button", { name: "Delete them" }).click();
    await page.getByRole("status").getByText("Deleted 3 embeddings").waitFor();
    await page.getByText("No id begins with").waitFor();
    expect(await idsBelow("all")).toEqual(["allow:1"]);
  });

  test("is stored and deleted late, without taking one away from what one looks at meanwhile", async () => {
    await store(["late:1", "late:2"].map((embedding_id) => ({ embedding_id, text: embedding_id })));
    const page = await open("#/browse?prefix=late%3A&id=late%3A1");
    const held: (() => void)[] = [];
    await page.route(/generate|late%3A1/, async (route) => {
      if (route.request().method() !== "GET") await new Promise<void>((go) => held.push(go));
      await route.continue();
    });
    await page.getByRole("button", { name: "Delete …" }).click();
    await page.getByRole("button", { name: "Delete it" }).click();
    await page.keyboard.press("Escape");
    await ids(page).getByText("late:2").first().click();
    await expect.poll(() => held.length).toBe(1);
    held.pop()?.();
    await page.getByRole("status").getByText("Deleted late:1").waitFor();
    await page.getByRole("article", { name: "late:2" }).waitFor();
    await page.getByRole("button", { name: "New text" }).click();
    const form = page.getByRole("dialog", { name: "Store a text" });
    await form.getByLabel("Text").fill("Late");
    await form.getByLabel(/^Id/).fill("late:3");
    await form.getByRole("button", { name: "Store it" }).click();
    await form.getByRole("button", { name: "Storing …" }).waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => held.length).toBe(1);
    held.pop()?.();
    await page.getByRole("status").getByText("Stored late:3").waitFor();
    expect(new URL(page.url()).hash).toBe("#/browse?prefix=late%3A&id=late%3A2");
  });

  test("stays gone once it is deleted, also where a page is under way that has it", async () => {
    const page = await open();
    await page.route(/embeddings\?.*prefix=list%3A/, (route) => {
      const asked = route.request().url();
      if (asked.includes("&cursor=none")) return route.continue({ url: asked.replace("&cursor=none", "") });
      return route.fulfill({ json: { embeddings: [], next_cursor: "none" } });
    });
    await page.goto(`${url}/#/browse?prefix=list%3A`);
    // An empty page is not the end.
    await ids(page).getByText("list:000").waitFor();
    await page.unrouteAll();
    await store([{ embedding_id: "list:0", text: "Zebra" }]);
    await page.goto(`${url}/#/browse?prefix=list%3A0&id=list%3A0`);
    await ids(page).getByText("list:0", { exact: true }).waitFor();
    await ids(page).nth(49).waitFor();
    let go = () => {};
    const isHeld = new Promise<void>((held) =>
      page.route("**/embeddings?*cursor=*", async (route) => {
        held();
        await new Promise<void>((done) => {
          go = done;
        });
        await route.continue();
      }),
    );
    await ids(page).last().scrollIntoViewIfNeeded();
    await isHeld;
    await page.getByRole("button", { name: "Delete …" }).click();
    await page.getByRole("button", { name: "Delete it" }).click();
    await page.getByRole("status").getByText("Deleted list:0").waitFor();
    go();
    await ids(page).getByText("list:090").waitFor();
    expect(await ids(page).getByText("list:0", { exact: true }).count()).toBe(0);
  });

  test("is used by the keyboard alone", async () => {
    const page = await open("#/browse?prefix=list%3A");
    await ids(page).first().waitFor();
    await page.keyboard.press("/");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page.getByRole("article", { name: "list:001" }).getByText("Zebra number 1").waitFor();
  });
});

test("says what failed and tries again, while what is there stays", async () => {
  const page = await open("#/browse?prefix=list%3A");
  await page.getByText("The first 50 ids").waitFor();
  const problem = {
    status: 503,
    code: "storage_unavailable",
    detail: "The storage is <b>slow</b>: repeat the request",
  };
  const fail = { status: 503, contentType: "application/problem+json", json: problem };
  await page.route("**/embeddings/list*", (route) => route.fulfill(fail), { times: 1 });
  await ids(page).nth(3).click();
  const shown = page.getByRole("article", { name: "list:003" });
  await shown.getByRole("alert").getByText(problem.detail).waitFor();
  await shown.getByRole("button", { name: "Try again" }).click();
  await shown.getByText("Zebra number 3").waitFor();
  await page.route("**/embeddings?*", (route) => route.fulfill(fail), { times: 1 });
  await ids(page).last().scrollIntoViewIfNeeded();
  const list = page.getByRole("region", { name: "Ids" });
  await list.getByRole("alert").getByText(problem.detail).waitFor();
  expect(await ids(page).count()).toBe(51);
  await list.getByRole("button", { name: "Try again" }).click();
  await page.getByText("100 ids", { exact: true }).waitFor();
  await page.goto(`${url}/#/browse?id=none%3A1`);
  await page.getByRole("article", { name: "none:1" }).getByRole("alert").waitFor();
});

describe.each(["light", "dark"] as const)("in %s", (colorScheme) => {
  test.each([360, 390, 1440, 2560])("is accessible at %i px, and as wide as the window", async (width) => {
    const page = await open("#/browse?prefix=two%3A", { viewport: { width, height: 900 }, colorScheme });
    await ids(page).first().waitFor();
    await expectAccessible(page);
    await ids(page).first().click();
    await page.locator(".vector-strip").waitFor();
    await expectAccessible(page);
    await page.getByLabel("Add files").setInputFiles([join(folder, "guide.md")]);
    await panel(page).getByText("What differs").click();
    await panel(page).getByText("Options", { exact: true }).click();
    await expectAccessible(page);
    await page.getByRole("button", { name: "New text" }).click();
    await expectAccessible(page);
  });
});
