import type { BrowserContextOptions, Page, Route } from "playwright";
import { base64Floats } from "../../embedding/base64-floats";
import { LocalDeployment } from "../helpers/local/local-deployment";
import { temporaryDirectory } from "../helpers/temporary-directory";
import { ConsolePages } from "./console-pages";
import { expect } from "./expect";
import { expectAccessible } from "./expect-accessible";

/** A text that would change the page, if it were markup. */
const hostile = `<img src=x onerror="window.hacked = 1"><script>window.hacked = 1</script> about zebras`;
/** Two subjects, and one text about both. */
const stored = [
  ...Array.from({ length: 12 }, (_, index) => ({
    embedding_id: `bread:${index}`,
    text: `How to bake bread, loaf ${index}: flour, water, yeast and salt in a hot oven`,
    metadata: { subject: "baking", page: index },
  })),
  ...Array.from({ length: 12 }, (_, index) => ({
    embedding_id: `boat:${index}`,
    text: `How to sail a boat, trip ${index}: wind, waves, ropes and a strong mast at sea`,
    metadata: { subject: "<b>sailing</b>", page: index + 100 },
  })),
  { embedding_id: "both:1", text: "Bake bread in the oven of a boat at sea", metadata: { subject: "baking" } },
  { embedding_id: "markup:1", text: hostile, metadata: { [hostile]: hostile } },
];
const dataDirectory = temporaryDirectory();
let deployment: LocalDeployment | undefined;
let url: string;
const pages = new ConsolePages(() => url);

beforeAll(async () => {
  deployment = new LocalDeployment({ env: { LOCAL_DATA_DIR: dataDirectory } });
  url = await deployment.url();
});
afterAll(() => deployment?.stop());

const open: ConsolePages["open"] = (...args) => pages.open(...args);

/** Once both layouts are there, and drawn. */
async function openMap(hash = "#/map", options: BrowserContextOptions = {}, prepare?: (page: Page) => Promise<void>) {
  const page = await open(hash, { reducedMotion: "reduce", ...options }, prepare);
  await layoutButton(page, "UMAP").and(page.locator("[aria-pressed=true]")).waitFor();
  await expect.poll(() => drawnPixels(page)).toBeGreaterThan(0);
  return page;
}

function layoutButton(page: Page, name: string) {
  return page.getByRole("group", { name: "Layout" }).getByRole("button", { name });
}

function map(page: Page) {
  return page.getByRole("application", { name: "Map of the stored texts" });
}

/** How many pixels of the drawings are of no ground. */
async function drawnPixels(page: Page): Promise<number> {
  return page.evaluate(async () => {
    // A change has its effects in a timer after a frame: first the layout of the page, by another the drawing in the next frame.
    for (let frame = 0; frame < 3; frame++) {
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    }
    return [...document.querySelectorAll("canvas")].reduce((sum, canvas) => {
      const data = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      let drawn = 0;
      for (let index = 3; index < data.length; index += 4) if ((data[index] ?? 0) > 128) drawn++;
      return sum + drawn;
    }, 0);
  });
}

/** Where on the page a point is drawn. */
async function drawnPlace(page: Page): Promise<readonly [number, number]> {
  await drawnPixels(page);
  return page.evaluate(() => {
    const canvas = document.querySelector("canvas") as HTMLCanvasElement;
    const { data } = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
    const pixel = data.findIndex((value, index) => index % 4 === 3 && value === 255) >> 2;
    const { left, top, width } = canvas.getBoundingClientRect();
    const scale = width / canvas.width;
    return [left + (pixel % canvas.width) * scale, top + Math.floor(pixel / canvas.width) * scale] as const;
  });
}

/** How many points are in view. */
async function seenPoints(page: Page): Promise<number> {
  await page.getByRole("button", { name: "Choose in view" }).click();
  const heading = page.getByRole("heading", { name: /chosen$/ });
  return (await heading.count()) > 0 ? Number.parseInt(await heading.innerText(), 10) : 0;
}

/** Draws a line around a part of the map, in parts of its size. */
async function lasso(page: Page, corners: readonly (readonly [number, number])[]): Promise<void> {
  const { x, y, width, height } = (await map(page).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const [first = [0, 0], ...others] = corners;
  await page.mouse.move(x + first[0] * width, y + first[1] * height);
  await page.mouse.down();
  for (const [right, down] of others) await page.mouse.move(x + right * width, y + down * height, { steps: 4 });
  await page.mouse.up();
}

const around = [
  [0.01, 0.01],
  [0.99, 0.01],
  [0.99, 0.99],
  [0.01, 0.99],
] as const;

test("says where to begin when nothing is stored, and looks again when one comes back", async () => {
  const page = await open("#/map");
  await page.getByRole("heading", { name: "Nothing is stored yet" }).waitFor();
  await page.getByRole("link", { name: "Go to Search" }).click();
  await page.getByRole("searchbox").waitFor();
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ store_in_s3: true, items: stored });
  expect((await fetch(`${url}/embeddings/batch`, { method: "POST", headers, body })).status).toBe(200);
  await page.getByRole("link", { name: "Map", exact: true }).click();
  await page.getByText(/^26 texts of 1,024 numbers/).waitFor();
});

test("shows where the stored texts lie, by components and then by neighbours", async () => {
  const page = await openMap();
  await page.getByText(/UMAP in [\d.]+ m?s/).waitFor();
  await expect.poll(() => drawnPixels(page)).toBeGreaterThan(300);
  await layoutButton(page, "PCA").click();
  await page.getByText(/PCA in [\d.]+ m?s: two directions with \d+ % of the variance/).waitFor();
  await expect.poll(() => drawnPixels(page)).toBeGreaterThan(300);
});

test("colours by metadata, with a legend of forms, and shows a group alone", async () => {
  const page = await openMap();
  const legend = page.getByRole("list", { name: "Values of subject" }).getByRole("button");
  await expect.poll(() => legend.allInnerTexts()).toEqual(["baking\n13", "<b>sailing</b>\n12", "Without a value\n1"]);
  const forms = await page
    .locator(".map-look path")
    .evaluateAll((paths) => paths.map((path) => path.getAttribute("d")));
  expect(new Set(forms).size).toBe(3);
  const all = await drawnPixels(page);
  await legend.first().click();
  await expect.poll(() => drawnPixels(page)).toBeLessThan(all);
  await page.getByRole("button", { name: "Choose in view" }).click();
  await page.getByRole("heading", { name: "13 chosen" }).waitFor();
  await page.getByRole("combobox", { name: "Colour by" }).selectOption({ label: "page (numbers)" });
  await page.getByRole("list", { name: "Values of page" }).waitFor();
  expect(new URL(page.url()).hash).toBe("#/map?colour=page");
  await expect
    .poll(() => page.getByRole("list", { name: "Values of page" }).getByRole("button").first().innerText())
    .toBe("0 to 3\n4");
});

test("shows the text that the pointer is at, and as it is", async () => {
  const page = await openMap("#/map?q=zebras");
  const result = page.getByRole("list", { name: "Results of the query" }).getByRole("button", { name: /^markup:1/ });
  await result.hover();
  const tooltip = page.locator(".map-tooltip");
  await expect.poll(() => tooltip.innerText()).toContain(hostile);
  await result.click();
  const point = page.getByRole("region", { name: "Point" });
  expect((await point.innerText()).match(/onerror/g)?.length).toBe(3);
  expect(await page.locator("main").locator("img, script, b").count()).toBe(0);
  await point.getByRole("button", { name: "Close" }).click();
  await tooltip.waitFor({ state: "detached" });
  const [x, y] = await drawnPlace(page);
  await page.mouse.move(x, y);
  await expect.poll(() => tooltip.locator(".map-text").innerText()).not.toBe("");
  await page.mouse.click(x, y);
  await expect.poll(() => point.getByRole("heading").innerText()).toBe(await tooltip.locator(".map-id").innerText());
  const { x: left, y: top } = (await map(page).boundingBox()) ?? { x: 0, y: 0 };
  await page.mouse.move(left + 2, top + 2);
  await tooltip.waitFor({ state: "detached" });
  expect(await page.evaluate(() => "hacked" in window)).toBe(false);
});

test("moves, zooms and shows a point by touch", async () => {
  const page = await openMap("#/map", { viewport: { width: 390, height: 844 }, hasTouch: true });
  const [x, y] = await drawnPlace(page);
  await page.touchscreen.tap(x, y);
  const id = await page.locator(".map-tooltip .map-id").innerText();
  await expect.poll(() => page.getByRole("region", { name: "Point" }).getByRole("heading").innerText()).toBe(id);
  const touch = await page.context().newCDPSession(page);
  const send = (type: "touchStart" | "touchMove" | "touchEnd", ...places: (readonly [number, number])[]) =>
    touch.send("Input.dispatchTouchEvent", { type, touchPoints: places.map(([x, y], id) => ({ x, y, id })) });
  // Again, where the page was too busy to be told of all of it.
  const spread = async () => {
    await send("touchStart", [180, 400], [210, 400]);
    await send("touchMove", [100, 400], [290, 400]);
    await send("touchMove", [20, 400], [370, 400]);
    await send("touchEnd");
    return seenPoints(page);
  };
  await expect.poll(spread).toBeLessThan(stored.length);
  // Again, where the browser takes it for the end of what the fingers did.
  const showAll = async () => {
    await page.getByRole("button", { name: "All of the map" }).tap();
    return seenPoints(page);
  };
  await expect.poll(showAll).toBe(stored.length);
});

test("goes from point to point by the keyboard, says them, chooses and shows them", async () => {
  const page = await openMap();
  await map(page).focus();
  await page.keyboard.press("ArrowRight");
  const said = page.getByRole("status").filter({ hasText: /^(bread|boat|both|markup):/ });
  const first = await said.innerText();
  await page.keyboard.press(" ");
  await page.getByRole("heading", { name: "1 chosen" }).waitFor();
  let second = first;
  for (const key of ["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"]) {
    await page.keyboard.press(key);
    second = (await page.locator(".map-tooltip .map-id").innerText()) ?? first;
    if (!first.startsWith(`${second} `)) break;
  }
  await page.keyboard.press(" ");
  await page.getByRole("heading", { name: "2 chosen" }).waitFor();
  await page.keyboard.press("Enter");
  await expect.poll(() => page.getByRole("region", { name: "Point" }).getByRole("heading").innerText()).toBe(second);
  await page.keyboard.press("+");
  await page.keyboard.press("Escape");
  await page.getByRole("heading", { name: /chosen$/ }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Choose in view" }).click();
  const seen = Number.parseInt(await page.getByRole("heading", { name: /chosen$/ }).innerText(), 10);
  expect(seen).toBeLessThan(stored.length);
  await map(page).focus();
  await page.keyboard.press("0");
  await page.getByRole("button", { name: "Choose in view" }).click();
  await page.getByRole("heading", { name: `${stored.length} chosen` }).waitFor();
});

test("lists what a lasso goes around, and copies its ids", async () => {
  const page = await openMap("#/map", { permissions: ["clipboard-read", "clipboard-write"] });
  await page.getByRole("button", { name: "Lasso" }).click();
  await lasso(page, around);
  await page.getByRole("heading", { name: `${stored.length} chosen` }).waitFor();
  await expect(page.getByRole("list", { name: "Chosen texts" }).getByRole("button")).toHaveCount(stored.length);
  await page.getByRole("button", { name: "Copy ids" }).click();
  await page.getByText("Copied").waitFor();
  const copied = () => page.evaluate(async () => (await navigator.clipboard.readText()).split("\n").toSorted());
  await expect.poll(copied).toEqual(stored.map(({ embedding_id }) => embedding_id).toSorted());
  await page.getByRole("button", { name: "Lasso" }).click();
  await page.keyboard.down("Shift");
  await lasso(page, [around[0], [0.5, 0.01], [0.5, 0.99], around[3]]);
  await page.keyboard.up("Shift");
  const half = Number.parseInt(await page.getByRole("heading", { name: /chosen$/ }).innerText(), 10);
  expect(half).toBeGreaterThan(0);
  expect(half).toBeLessThan(stored.length);
});

test("moves and zooms by the mouse", async () => {
  const page = await openMap();
  await expect.poll(() => seenPoints(page)).toBe(stored.length);
  const { x, y, width, height } = (await map(page).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(x + width / 2, y + height / 2);
  for (let step = 0; step < 5; step++) await page.mouse.wheel(0, -500);
  await expect.poll(() => seenPoints(page)).toBeLessThan(stored.length);
  await page.getByRole("button", { name: "All of the map" }).click();
  await expect.poll(() => seenPoints(page)).toBe(stored.length);
  await page.mouse.move(x + 5, y + height - 5);
  await page.mouse.down();
  await page.mouse.move(x + width - 5, y + height - 5, { steps: 3 });
  await page.mouse.up();
  await expect.poll(() => seenPoints(page)).toBeLessThan(stored.length);
});

test("shows a query with lines to its results", async () => {
  const page = await openMap();
  const before = await drawnPixels(page);
  await page.getByRole("searchbox").fill("yeast and flour");
  const results = page.getByRole("list", { name: "Results of the query" }).getByRole("button");
  await results.first().waitFor();
  await expect.poll(() => results.first().innerText()).toMatch(/^(bread|both):/);
  await expect.poll(() => drawnPixels(page)).toBeGreaterThan(before + 200);
  await page.waitForURL(`${url}/#/map?q=yeast+and+flour`);
});

test("compares two texts by a slider: one that is typed, and one of the map", async () => {
  const page = await openMap("#/map?q=bread");
  await page
    .getByRole("list", { name: "Results of the query" })
    .getByRole("button", { name: /^bread:/ })
    .first()
    .click();
  await page.getByRole("button", { name: "Compare from" }).click();
  await page.getByRole("textbox", { name: "To" }).fill("sail a boat at sea");
  await page.keyboard.press("Enter");
  const slider = page.getByRole("slider", { name: "Position between the two texts" });
  await slider.waitFor();
  await page.getByText(/^Cosine similarity of the two -?0\.\d{3}$/).waitFor();
  const nearest = page.getByRole("list", { name: "Nearest stored texts" }).getByRole("button");
  await expect.poll(() => nearest.first().innerText()).toMatch(/^bread:/);
  await slider.focus();
  await page.keyboard.press("End");
  await page.getByText("Nearest to the point 100 % of the way:").waitFor();
  await expect.poll(() => nearest.first().innerText()).toMatch(/^boat:/);
  const found: string[] = [];
  for (let step = 0; step < 20; step++) {
    await page.keyboard.press("ArrowLeft");
    found.push((await nearest.allInnerTexts()).join());
  }
  expect(found.some((texts) => texts.includes("both:1"))).toBe(true);
  await page.getByRole("button", { name: /^From: bread:.*: take it away/ }).click();
  await slider.waitFor({ state: "detached" });
});

test("says what failed of a comparison, and tries again", async () => {
  const page = await openMap();
  const problem = { status: 503, code: "model_unavailable", detail: "The model is <b>throttled</b>" };
  await page.route("**/embeddings/generate", (route) => route.fulfill({ status: 503, json: problem }), { times: 1 });
  await page.getByRole("textbox", { name: "From" }).fill("bread");
  await page.getByRole("textbox", { name: "To" }).fill("boats");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").getByText(problem.detail).waitFor();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("slider").waitFor();
});

test("cancels a slow page, and goes on when one wants to", async () => {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const page = await open("#/map", {}, async (opened) => {
    await opened.route(
      /\/embeddings\?/,
      async (route) => {
        await released;
        await route.continue().catch(() => {});
      },
      { times: 1 },
    );
  });
  const cancelled = page.waitForEvent("requestfailed");
  await page.getByRole("button", { name: "Cancel" }).click();
  await cancelled;
  release();
  await page.getByRole("heading", { name: "Nothing has been loaded" }).waitFor();
  await page.getByRole("button", { name: "Load the vectors" }).click();
  await page.getByText(/^26 texts/).waitFor();
});

/** Pages of vectors around so many centres, as an API with a lot of them would answer. */
function servePages(count: number, onPage: (route: Route, page: number) => Promise<boolean> = async () => false) {
  const [pageSize, width, centres] = [1_000, 256, 40];
  const middles = Array.from({ length: centres }, (_, centre) =>
    Array.from({ length: width }, (_, axis) => Math.sin(centre * 12.9898 + axis * 78.233)),
  );
  // Never twice the same, and as quick as a test needs it.
  const vectorOf = (index: number) => {
    const vector = [...(middles[index % centres] ?? [])];
    for (let axis = 0; axis < 16; axis++) vector[axis * 16] = Math.sin(index * (axis + 1));
    return base64Floats(vector);
  };
  return async (page: Page) => {
    await page.route(/\/embeddings\?/, async (route) => {
      const first = Number(new URL(route.request().url()).searchParams.get("cursor") ?? 0);
      if (await onPage(route, first / pageSize)) return;
      const embeddings = Array.from({ length: Math.min(pageSize, count - first) }, (_, place) => {
        const index = first + place;
        const id = `many:${index}`;
        return {
          id,
          text: `Text ${index}`,
          metadata: { centre: `c${index % 5}`, index },
          embedding: vectorOf(index),
        };
      });
      const next = first + pageSize;
      await route.fulfill({ json: { embeddings, store_id: "s", next_cursor: next < count ? String(next) : null } });
    });
  };
}

test("shows 20,000 of more with progress, lays out a sample by neighbours, and places the others among it", async () => {
  let goOn = () => {};
  const isSeen = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const prepare = servePages(21_000, async (_, number) => {
    if (number === 3) await isSeen;
    return false;
  });
  const page = await open("#/map", { reducedMotion: "reduce" }, prepare);
  await page.getByText(/^\d+,000 vectors · [\d.]+ MB, of at most 20,000$/).waitFor();
  goOn();
  await page.getByText(/^The first 20,000 texts of 256 numbers/).waitFor();
  await expect.poll(() => drawnPixels(page)).toBeGreaterThan(2_000);
  await page.getByText(/made of 5,000, the others placed among these/).waitFor();
  await page.getByRole("button", { name: "Choose in view" }).click();
  await page.getByRole("heading", { name: "20,000 chosen" }).waitFor();
  await page.getByRole("button", { name: "19,900 more" }).click();
  await page.getByRole("button", { name: "19,800 more" }).waitFor();
  await expect(page.getByRole("list", { name: "Chosen texts" }).getByRole("button")).toHaveCount(200);
});

test("stays usable while it lays out by neighbours, and cancels it", async () => {
  const page = await open("#/map", { reducedMotion: "reduce" }, servePages(6_000));
  const work = page.getByRole("progressbar", { name: "UMAP" });
  await work.waitFor();
  await page.getByRole("button", { name: "Choose in view" }).click();
  await page.getByRole("heading", { name: "6,000 chosen" }).waitFor();
  await expect(layoutButton(page, "UMAP")).toBeDisabled();
  await page.getByRole("button", { name: "Cancel" }).click();
  await work.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Run UMAP" }).click();
  await work.waitFor();
});

test("keeps what has come when a page fails, and goes on from there", async () => {
  const asked: number[] = [];
  const problem = { status: 503, code: "index_unavailable", detail: "The index is <b>throttled</b>" };
  const prepare = servePages(3_000, async (route, number) => {
    asked.push(number);
    if (number !== 2 || asked.filter((one) => one === 2).length > 1) return false;
    await route.fulfill({ status: 503, contentType: "application/problem+json", json: problem });
    return true;
  });
  const page = await open("#/map", {}, prepare);
  await page.getByRole("alert").getByText(problem.detail).waitFor();
  await page.getByText(/^2,000 vectors · [\d.]+ MB have come/).waitFor();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText(/^3,000 texts/).waitFor();
  expect(asked).toEqual([0, 1, 2, 2]);
});

test("shows what has come when one wants no more, and keeps it while one looks elsewhere", async () => {
  let isHeld = true;
  const prepare = servePages(3_000, async (route, number) => {
    if (number < 2 || !isHeld) return false;
    // It never comes.
    return route.request().method() === "GET";
  });
  const page = await open("#/map", {}, prepare);
  await page.getByText(/^2,000 vectors/).waitFor();
  await page.getByRole("button", { name: "Show these" }).click();
  await page.getByText(/^The first 2,000 texts/).waitFor();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.getByRole("link", { name: "Search", exact: true }).click();
  await page.getByRole("searchbox", { name: "Search by meaning" }).waitFor();
  await page.getByRole("link", { name: "Map", exact: true }).click();
  await page.getByText(/^The first 2,000 texts/).waitFor();
  expect(asked.filter((one) => one.includes("include="))).toEqual([]);
  isHeld = false;
  await page.getByRole("button", { name: "Load the others" }).click();
  await page.getByText(/^3,000 texts/).waitFor();
});

describe.each(["light", "dark"] as const)("in %s", (colorScheme) => {
  test.each([360, 390, 1440, 2560])("is accessible at %i px, and as wide as the window", async (width) => {
    const page = await openMap("#/map?q=bread", { viewport: { width, height: 900 }, colorScheme });
    await page.getByRole("list", { name: "Results of the query" }).getByRole("button").first().click();
    await page.getByRole("button", { name: "Choose in view" }).click();
    await page.getByRole("button", { name: "Compare from" }).click();
    await page.getByRole("textbox", { name: "To" }).fill("sail a boat at sea");
    await page.keyboard.press("Enter");
    await page.getByRole("slider").waitFor();
    await expectAccessible(page);
  });
});
