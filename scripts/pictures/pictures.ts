import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright";
import { chromiumOptions } from "../../clients/chromium";
import { LocalService } from "../../clients/local-service";
import { type Command, choice, type Options } from "../../tools/command/arguments";
import { runCommand } from "../../tools/command/run-command";
import { sceneOf } from "./scenes";

/** Where the pictures of the documentation are. */
const documentationDirectory = join(__dirname, "../../docs/pictures");

/** A picture, and how it is taken. */
interface Picture {
  readonly view: string;
  readonly colorScheme: "light" | "dark";
  readonly width: number;
}

/** What README shows. */
const ofReadme: readonly Picture[] = [
  { view: "search", colorScheme: "light", width: 1280 },
  { view: "map", colorScheme: "dark", width: 1280 },
];

/** How long a view may take to show what it does, in milliseconds: a map of all vectors takes a while. */
const timeoutMs = 60_000;

/** How long the sample may take to be embedded, in milliseconds. */
const sampleTimeoutMs = 300_000;

/** Takes the pictures of a deployment that has the documentation as its texts, into a folder. */
async function takePictures(directory: string, isAll: boolean, model: string): Promise<number> {
  const temporary = mkdtempSync(join(tmpdir(), "embeddings-pictures-"));
  process.env["LOCAL_MODEL"] = model;
  const service = await LocalService.start({ auth: "none", directory: temporary, config: {} });
  const browser = await chromium.launch(chromiumOptions());
  try {
    const url = new URL("/", service.baseUrl).href;
    const views = await loadSample(browser, url);
    mkdirSync(directory, { recursive: true });
    for (const picture of isAll ? allPictures(views) : ofReadme) {
      const path = join(directory, `${Object.values(picture).join("-")}.png`);
      await take(browser, url, picture, path);
      console.log(`wrote ${path}`);
    }
  } finally {
    await browser.close();
    await service.stop();
    rmSync(temporary, { recursive: true });
  }
  return 0;
}

/** Stores the sample as who visits first does, and returns the names of the views. */
async function loadSample(browser: Browser, url: string): Promise<string[]> {
  const page = await browser.newPage();
  await page.goto(url);
  await page.getByRole("button", { name: "Load the sample" }).click();
  await page.getByRole("heading", { name: "Ask it something" }).waitFor({ timeout: sampleTimeoutMs });
  const links = await page.getByRole("navigation", { name: "Views" }).getByRole("link").all();
  const addresses = await Promise.all(links.map((link) => link.getAttribute("href")));
  await page.close();
  return addresses.map((address) => (address ?? "").replace("#/", ""));
}

function allPictures(views: readonly string[]): Picture[] {
  return views.flatMap((view) =>
    [1440, 390].flatMap((width) => (["light", "dark"] as const).map((colorScheme) => ({ view, width, colorScheme }))),
  );
}

async function take(browser: Browser, url: string, { view, width, colorScheme }: Picture, path: string): Promise<void> {
  const viewport = { width, height: 800 };
  const page: Page = await browser.newPage({ viewport, colorScheme, reducedMotion: "reduce" });
  page.setDefaultTimeout(timeoutMs);
  const { query, prepare } = sceneOf(view);
  await page.goto(`${url}#/${view}${query ? `?${query}` : ""}`);
  await prepare(page);
  // Without a cursor that is there or not.
  await page.screenshot({ path, caret: "hide", animations: "disabled" });
  await page.close();
}

const options = {
  model: choice("What embeds the texts", { values: ["sentences", "words"], default: "sentences" }),
};

const command = {
  name: "npm run pictures --",
  operands: "[DIRECTORY]",
  description:
    "Takes pictures of the console in Chromium, with the documentation as its texts: of every view, light and dark, 1,440 and 390 px wide, into DIRECTORY; without it those that README shows, into docs/pictures/.",
  options,
} satisfies Command<Options>;

runCommand(
  command,
  ({ operands: [directory], options }) =>
    takePictures(directory ?? documentationDirectory, directory !== undefined, options.model),
  1,
);
