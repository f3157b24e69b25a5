import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { embeddingModels } from "../../../embedding/models";
import { estimateTokens } from "../../../embedding/models/estimate-tokens";
import { shellQuoted } from "../../../tools/command/shell-quoted";
import { maxBatch } from "../../../tools/ingest/max-batch";
import { batchAnswer, idsOf, problemAnswer } from "../../helpers/api/batch-answers";
import { pdfOf } from "../../helpers/documents/pdf-of";
import { writeFiles, writeLinks } from "../../helpers/documents/write-files";
import { isRunning } from "../../helpers/run/is-running";
import type { EmbeddingsApi } from "../../helpers/tools/embeddings-api";
import { IngestProcess } from "../../helpers/tools/ingest-process";
import { ingestSetting } from "../../helpers/tools/ingest-setting";

const setting = ingestSetting();
const { corpus, start, startIn, ingest, ingestUnprivileged, sentIds, holdRequest } = setting;
let directory: string;
let api: EmbeddingsApi;
let url: string;
beforeEach(() => {
  ({ directory, api, url } = setting);
});

test("stores a corpus, says what that took, and skips it the next time", async () => {
  corpus(250);
  // As it is typed where npm was called.
  const first = await ingest("corpus.jsonl");
  expect(first.code).toBe(0);
  expect(first.stdout).toMatch(
    /^Stored {3}250 passages\nSkipped {2}0\nFailed {3}0\nTime {5}.*\nTokens {3}2,500 of amazon.titan-embed-text-v2:0, \$0\.0001 at/,
  );
  expect(sentIds().toSorted()).toEqual(Array.from({ length: 250 }, (_, index) => `p${index}`).toSorted());

  api.requests.length = 0;
  expect((await ingest("corpus.jsonl")).stdout).toContain("Stored   0 passages\nSkipped  250, stored before");
  expect(sentIds()).toEqual([]);
  corpus(251, { p7: "another text" });
  expect((await ingest("corpus.jsonl")).stdout).toContain("Stored   2 passages\nSkipped  249,");
  expect(sentIds()).toEqual(["p7", "p250"]);
  api.requests.length = 0;
  expect((await ingest("corpus.jsonl", "--restart")).stdout).toContain("Stored   251 passages\nSkipped  0\n");
});

test("says before it sends anything about how much it will embed, and for how much where it knows the model", async () => {
  const path = corpus(250);
  const { reached, release } = holdRequest(1);
  const running = start(path, "--model", "amazon.titan-embed-text-v2:0", "--concurrency", "1");
  await reached;
  await running.said("To embed");
  release();
  const { stderr } = await running.ended();
  // Of 10 to 12 characters each.
  expect(stderr).toMatch(
    /^To embed: about 1,000 tokens of amazon\.titan-embed-text-v2:0, \$0\.0000 at \$0\.02 per million\n/,
  );
  corpus(251);
  expect((await ingest(path)).stderr).toMatch(/^To embed: about 4 tokens; --model ID says what they cost\n/);
  expect((await ingest(path)).stderr).not.toContain("To embed");
  corpus(252, { p251: "x".repeat(4_000) });
  expect((await ingest(path, "--model", "cohere.embed-v4:0")).stderr).toMatch(
    /^To embed: about 1,000 tokens of cohere\.embed-v4:0, \$0\.0001 at /,
  );
});

test("waits out a throttled, a closed and an unavailable API", async () => {
  const path = corpus(3);
  api.answer = (request) =>
    [
      { status: 429, headers: { "retry-after": "1" }, body: '{"message":"Too Many Requests"}' },
      "reset" as const,
      problemAnswer(503, "model_unavailable", { "retry-after": "0" }),
      batchAnswer(request, (id) => (id === "p1" ? [503, "index_unavailable"] : "stored")),
    ][api.requests.length - 1] ?? batchAnswer(request);
  const { code, stdout, stderr } = await ingest(path);
  expect([code, stdout.split("\n")[0]]).toEqual([0, "Stored   3 passages"]);
  expect(stderr.split("\n").filter((line) => /trying again|waiting for/.test(line))).toEqual([
    "0 of 3 passages, 0.0 a second; 429: Too Many Requests, trying again",
    "0 of 3 passages, 0.0 a second; the API did not answer (UND_ERR_SOCKET), waiting for the service",
    expect.stringContaining("; 503 model_unavailable: What model_unavailable means, trying again"),
    expect.stringMatching(/^2 of 3 passages.*; 503 index_unavailable: What index_unavailable means., trying again$/),
  ]);
  expect(api.requests.map(idsOf).slice(3)).toEqual([["p0", "p1", "p2"], ["p1"]]);
});

test("reports at the end what is not taken, stores the rest, and sends it again the next time", async () => {
  const path = corpus(150);
  api.answer = (request) =>
    idsOf(request).includes("p3")
      ? problemAnswer(422, "invalid_request")
      : batchAnswer(request, (id) => (id === "p120" ? [422, "text_too_long"] : "stored"));
  const { code, stdout, stderr } = await ingest(path);
  expect([code, stdout.split("\n").slice(0, 3)]).toEqual([1, ["Stored   148 passages", "Skipped  0", "Failed   2"]]);
  expect(
    stderr
      .split("\n")
      .filter((line) => line.startsWith(path))
      .toSorted(),
  ).toEqual([
    `${path}:121 (p120): 422 text_too_long: What text_too_long means.`,
    `${path}:4 (p3): 422 invalid_request: What invalid_request means`,
  ]);
  api.requests.length = 0;
  api.answer = batchAnswer;
  expect(await ingest(path)).toMatchObject({ code: 0, stdout: expect.stringContaining("Stored   2 passages") });
  expect(sentIds()).toEqual(["p3", "p120"]);
});

/** Starts a run, and kills it before its nth request is answered. */
async function killAt(nth: number, ...args: string[]): Promise<void> {
  const { reached, release } = holdRequest(nth);
  const killed = start(...args);
  await reached;
  killed.kill("SIGKILL");
  await killed.ended();
  release();
}

test.each([
  [1, 0],
  [3, 2 * maxBatch],
  [5, 4 * maxBatch],
])(
  "killed at its request %d, sends what was not confirmed when it is run again, and nothing else",
  async (nth, done) => {
    const path = corpus(500);
    await killAt(nth, path, "--concurrency", "1");
    const confirmed = api.requests.slice(0, nth - 1).flatMap(idsOf);
    expect(confirmed).toHaveLength(done);
    api.requests.length = 0;
    const { code, stdout } = await ingest(path);
    expect([code, stdout.split("\n").slice(0, 2)]).toEqual([
      0,
      [
        `Stored   ${500 - done} passages`,
        `Skipped  ${done}${done > 0 ? ", stored before: --restart sends them again" : ""}`,
      ],
    ]);
    expect([...confirmed, ...sentIds()].toSorted()).toEqual(
      Array.from({ length: 500 }, (_, index) => `p${index}`).toSorted(),
    );
  },
);

test.each([2, 6, 9])("killed with some under way at its request %d, loses and doubles nothing", async (nth) => {
  const path = corpus(1_000);
  await killAt(nth, path, "--concurrency", "4");
  const before = new Set(sentIds());
  api.requests.length = 0;
  const { code, stdout } = await ingest(path);
  const [, stored, skipped] = /^Stored +([\d,]+) passages\nSkipped +(\d+)/.exec(stdout) ?? [];
  expect([code, Number(stored?.replace(",", "")) + Number(skipped)]).toEqual([0, 1_000]);
  const sent = sentIds();
  expect(sent).toHaveLength(new Set(sent).size);
  expect(new Set([...before, ...sent]).size).toBe(1_000);
  expect(api.stored.size).toBe(1_000);
});

test("interrupted, ends after the requests under way and says how to go on", async () => {
  const path = corpus(500);
  const { reached, release } = holdRequest(2);
  const interrupted = start(path, "--concurrency", "1");
  await reached;
  interrupted.kill("SIGINT");
  await interrupted.said("stopping after the requests under way");
  // As npm sends it once more.
  interrupted.kill("SIGINT");
  release();
  const { code, stdout, stderr } = await interrupted.ended();
  expect([code, stdout.split("\n")[0]]).toEqual([130, `Stored   ${2 * maxBatch} passages`]);
  expect(stderr).toContain("Interrupted: run the same command again to go on\n");
  expect(api.requests).toHaveLength(2);
  expect((await ingest(path)).stdout).toContain(`Stored   ${500 - 2 * maxBatch} passages\nSkipped  ${2 * maxBatch},`);
});

test("interrupted while a file is parsed, ends at once and leaves no parser", async () => {
  writeFiles(directory, { "endless.md": "a*".repeat(1_000_000) });
  const sayParser = require.resolve("../../helpers/documents/say-parser.cjs");
  const interrupted = new IngestProcess([join(directory, "endless.md"), "--dry-run"], {
    NODE_OPTIONS: `--require ${JSON.stringify(sayParser)}`,
  });
  await interrupted.said("parser ");
  interrupted.kill("SIGINT");
  const { code, stdout, stderr } = await interrupted.ended();
  expect([code, stdout]).toEqual([130, ""]);
  const [, pid] = /^parser (\d+)\nInterrupted: run the same command again to go on\n$/.exec(stderr) ?? [];
  while (isRunning(Number(pid))) await setTimeout(50);
});

test("gives up on an API that stays away, with what to do", async () => {
  const path = corpus(500);
  await api.close();
  const { code, stdout, stderr } = await ingest(path);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toContain("the API did not answer (ECONNREFUSED), waiting for the service\n");
  expect(stderr).toMatch(
    /error: Gave up after 10 s without a passage stored: the API did not answer \(ECONNREFUSED\)\. Run the same command again to go on\n$/,
  );
});

test("says how to go on where the credentials expire while it sends", async () => {
  const path = corpus(300);
  api.answer = (request) =>
    api.requests.length > 1 ? { status: 401, body: '{"message":"Unauthorized"}' } : batchAnswer(request);
  const { code, stdout, stderr } = await ingest(path, "--concurrency", "1");
  expect([code, stdout.split("\n")[0]]).toEqual([1, `Stored   ${maxBatch} passages`]);
  expect(stderr).toMatch(
    /error: .* answered 401: Unauthorized: the credentials have expired, or may not store; with others/,
  );
  api.answer = batchAnswer;
  expect((await ingest(path)).stdout).toContain(`Stored   ${300 - maxBatch} passages\nSkipped  ${maxBatch},`);
});

test("waits for a service that is restarted, and names a wrong address at once", async () => {
  const path = corpus(300);
  api.isService = false;
  api.answer = () => ({ status: 404, body: '{"message":"Not Found"}' });
  const wrong = await ingest(path);
  expect(wrong.stderr).toMatch(/error: .* answered 404: Not Found: set --url to where the embeddings service is\n$/);
  expect(api.requests).toHaveLength(1);

  api.requests.length = 0;
  api.isService = true;
  api.answer = (request) => {
    const number = api.requests.length;
    if (number === 2) return { status: 404, body: '{"message":"Not Found"}' };
    return number === 3 ? "reset" : batchAnswer(request);
  };
  const { code, stdout, stderr } = await ingest(path, "--concurrency", "1");
  expect([code, stdout.split("\n")[0]]).toEqual([0, "Stored   300 passages"]);
  expect(stderr).toContain("; 404: Not Found, waiting for the service\n");
});

test("says how to search what it has stored, and for scripts what it has done", async () => {
  const path = corpus(2);
  const { stdout } = await ingest(path, "--url", url);
  expect(stdout).toMatch(/\n\nSearch it: npm run search -- "text of p0" --url http:\S+\n$/);
  api.answer = (request) => batchAnswer(request, (id) => (id === "p1" ? [422, "text_too_long"] : "stored"));
  const json = await ingest(path, "--restart", "--json");
  expect(json.code).toBe(1);
  expect(JSON.parse(json.stdout)).toEqual({
    stored: 1,
    unchanged: 0,
    truncated: 0,
    skipped: 0,
    gone: 0,
    pruned: 0,
    unknown: 0,
    failed: 1,
    failures: [{ id: "p1", location: `${path}:2`, reason: "422 text_too_long: What text_too_long means." }],
    seconds: expect.any(Number),
    input_token_count: 10,
    model: "amazon.titan-embed-text-v2:0",
    left_out: {},
  });
});

test("waits for a service that is just starting, and sends then", async () => {
  corpus(1);
  let asked = 0;
  api.isService = false;
  api.answer = (request) => {
    if (request.method === "POST") return batchAnswer(request);
    asked += 1;
    if (asked === 1) return "reset";
    api.isService = true;
    return { status: 503, headers: { "retry-after": "1" } };
  };
  const { code, stderr } = await ingest("corpus.jsonl");
  expect(code).toBe(0);
  expect(stderr).toContain(
    "the API did not answer (UND_ERR_SOCKET), waiting for the service\n503, waiting for the service\n",
  );
});

test("ingests a folder", async () => {
  mkdirSync(join(directory, "docs/deep"), { recursive: true });
  writeFileSync(join(directory, "docs/intro.md"), `# Intro\n\n${"word ".repeat(600)}`);
  writeFileSync(join(directory, "docs/deep/note.txt"), "A note");
  expect((await ingest("docs", "--prefix", "guide:")).code).toBe(0);
  const items = api.requests.flatMap(({ body }) => JSON.parse(body).items);
  expect(items.map(({ embedding_id, metadata }) => [embedding_id, metadata])).toEqual([
    ["guide:deep:note.txt:1", { source: "deep/note.txt", line: 1 }],
    ["guide:intro.md:1", { source: "intro.md", heading: "Intro", line: 1 }],
    ["guide:intro.md:2", { source: "intro.md", heading: "Intro", line: 3 }],
  ]);
});

test("cuts to the length and the overlap that are asked for, under the same ids, and sends again only what differs", async () => {
  const sentence = (n: number) => `Sentence number ${n} has nine words and a full stop.`;
  writeFiles(directory, {
    "long.txt": Array.from({ length: 40 }, (_, n) => sentence(10 + n)).join(" "),
    "short.txt": "A short one.",
  });
  const texts = async (...args: string[]) => {
    api.requests.length = 0;
    const { code, stdout } = await ingest("long.txt", "short.txt", ...args);
    expect(code).toBe(0);
    const items: { embedding_id: string; text: string }[] = api.requests.flatMap(({ body }) => JSON.parse(body).items);
    return { sent: items.map(({ embedding_id, text }) => [embedding_id, text] as const), stdout };
  };
  const { sent: whole } = await texts("--passage-tokens", "500");
  expect(whole.map(([id]) => id)).toEqual(["long.txt:1", "short.txt:1"]);

  const { sent: cut } = await texts("--passage-tokens", "100", "--overlap", "12");
  const ids = cut.map(([id]) => id);
  expect(ids).toEqual(ids.map((_, index) => `long.txt:${index + 1}`));
  expect(ids.length).toBeGreaterThan(4);
  for (const [index, [, text]] of cut.entries()) {
    expect(text.length).toBeLessThanOrEqual(100 * 4.7);
    const [, before = ""] = cut[index - 1] ?? [];
    if (before) expect(text.startsWith(before.slice(-sentence(10).length))).toBe(true);
  }
  const again = await texts("--passage-tokens", "100", "--overlap", "12");
  expect([again.sent, again.stdout.split("\n")[1]]).toEqual([
    [],
    expect.stringMatching(`^Skipped  ${ids.length + 1},`),
  ]);
});

test("cuts by how many tokens the model that is named makes of a text", async () => {
  const words = Array.from({ length: 400 }, (_, index) => `Configuration${index % 10}`);
  writeFiles(directory, { "a.txt": `${words.join(" ")}.` });
  const cutFor = async (...model: string[]) => {
    api.requests.length = 0;
    expect((await ingest("a.txt", "--passage-tokens", "100", ...model, "--restart")).code).toBe(0);
    return api.requests.flatMap(
      ({ body }) => JSON.parse(body).items.map(({ text }: { text: string }) => text) as string[],
    );
  };
  const titan = await cutFor();
  expect(await cutFor("--model", "amazon.titan-embed-text-v2:0")).toEqual(titan);
  const cohere = await cutFor("--model", "us.cohere.embed-v4:0");
  expect(cohere.length).toBeGreaterThan(titan.length);
  expect([titan, cohere].map((texts) => texts.join(" "))).toEqual(Array(2).fill(`${words.join(" ")}.`));
  const most = (texts: readonly string[], model: keyof typeof embeddingModels) =>
    Math.max(...texts.map((text) => estimateTokens(text, embeddingModels[model])));
  expect(most(titan, "amazon.titan-embed-text-v2:0")).toBeLessThanOrEqual(100);
  expect(most(cohere, "cohere.embed-v4:0")).toBeLessThanOrEqual(100);
  expect(most(titan, "cohere.embed-v4:0")).toBeGreaterThan(100);
});

test("stores the good beside the bad, warns of each that cannot be read, and says what was left out", async () => {
  writeFiles(join(directory, "docs"), {
    "a.txt": "One",
    "b.txt": Buffer.from("caf\u00e9", "latin1"),
    "c.txt": Buffer.from("\u{feff}Two", "utf16le"),
    "d.png": Buffer.from([0x89, 0x50, 0, 1]),
    "e.csv": "name,price\nPen,3\n",
    "f.jsonl": '{"_id":4983,"title":"T","text":"Three"}\n{"id":"x","text":""}\n{"id":"y","text":"Four"}',
    "node_modules/x/README.md": "no",
  });
  writeLinks(join(directory, "docs"), { "gone.md": "nowhere" });
  const { code, stdout, stderr } = await ingest("docs", "--report", "left-out.jsonl");
  expect([code, stdout.split("\n")[0]]).toEqual([1, "Stored   5 passages"]);
  expect(sentIds()).toEqual(["a.txt:1", "c.txt:1", "e.csv:1", "4983", "y"]);
  const path = (name: string) => `docs/${name}`;
  expect(stderr.split("\n").slice(0, 3)).toEqual([
    `warning: ${path("gone.md")} links to nowhere: no such file or directory`,
    `warning: ${path("b.txt")} is not UTF-8 (E9 at byte 3, on line 1): say what it is, as in --encoding windows-1252`,
    `warning: ${path("f.jsonl")}:2: text must not be blank`,
  ]);
  expect(stdout.trimEnd().split("\n").slice(5)).toEqual([
    `Left out  1 linked to what is not there: ${path("gone.md")}`,
    `          1 in an encoding that is not known: ${path("b.txt")}`,
    `          1 of a row that is no passage: ${path("f.jsonl")}:2`,
    `          1 of images, sound, video or fonts: ${path("d.png")}`,
    `          1 of node_modules: ${path("node_modules")}`,
    "If meant  --exclude ./gone.md --exclude ./b.txt",
    "",
    'Search it: npm run search -- "One"',
  ]);
  const report = readFileSync(join(directory, "left-out.jsonl"), "utf8").trim().split("\n");
  expect(report.map((line) => JSON.parse(line))).toEqual([
    { path: path("d.png"), reason: "media", message: expect.any(String), glob: "./d.png", fault: false },
    {
      path: path("node_modules"),
      reason: "node_modules",
      message: expect.any(String),
      glob: expect.any(String),
      fault: false,
    },
    expect.objectContaining({ path: path("gone.md"), reason: "dangling_link", fault: true }),
    expect.objectContaining({ path: path("b.txt"), reason: "undecodable", fault: true }),
    { path: path("f.jsonl"), line: 2, reason: "bad_row", message: expect.any(String), fault: true },
  ]);
});

test("reads each format that is in a folder, with the front matter that is asked for", async () => {
  writeFiles(join(directory, "docs"), {
    "a.md": "---\ntitle: First\nteam: search\n---\n\nOne",
    "b.mdx": '---\ntitle: Second\n---\n\nimport X from "./x";\n\n# Two\n\n<X>two</X>',
    "c.html": "<title>Third</title><nav>Menu</nav><main><h1>Three</h1><p>three</p></main>",
    "d.rst": "Four\n====\n\nfour",
    "e.adoc": "= Five\n\nfive",
    "f.txt": "six",
  });
  const { code, stderr } = await ingest("docs", "--metadata-from", "team,title");
  expect([code, stderr]).toEqual([0, expect.not.stringContaining("warning")]);
  const sent = api.requests.flatMap(({ body }) => JSON.parse(body).items as { text: string; metadata: object }[]);
  expect(sent.map(({ text, metadata }) => [text, metadata])).toEqual([
    ["One", { source: "a.md", line: expect.any(Number), title: "First", team: "search" }],
    [expect.stringContaining("two"), expect.objectContaining({ source: "b.mdx", title: "Second" })],
    [expect.not.stringContaining("Menu"), expect.objectContaining({ source: "c.html" })],
    [expect.stringContaining("four"), expect.objectContaining({ source: "d.rst" })],
    [expect.stringContaining("five"), expect.objectContaining({ source: "e.adoc" })],
    ["six", expect.objectContaining({ source: "f.txt" })],
  ]);
});

test("does not read the report that it writes", async () => {
  writeFiles(join(directory, "docs"), { "a.jsonl": '{"id":"a","text":"One"}\n{}', "report.jsonl": "{}\n" });
  const { stdout } = await ingest("docs", "--report", "docs/report.jsonl");
  expect(stdout).toMatch(/Left out {2}1 of a row that is no passage: docs\/a\.jsonl:2\n\nSearch it: .*\n$/);
  expect(readFileSync(join(directory, "docs/report.jsonl"), "utf8").trim().split("\n")).toHaveLength(1);
});

test("ends well where only rules leave something out, and reads what options name", async () => {
  writeFiles(join(directory, "docs"), {
    "a.md": "One",
    "b.py": "print()",
    "old/c.md": "Old",
    "build/d.md": "Built",
    "drafts/e.md": "Draft",
    ".gitignore": "build",
    "l.txt": Buffer.from("caf\u00e9", "latin1"),
  });
  writeFiles(directory, { ".git/HEAD": "", ".gitignore": "docs/drafts" });
  const options = ["--exclude", "old", "--exclude", "l.*", "--exclude", "*.py"];
  expect((await ingest("docs", ...options)).code).toBe(0);
  expect(sentIds()).toEqual(["a.md:1"]);
  options.push("--restart");
  expect((await startIn(join(directory, "docs"), ".", ...options).ended()).code).toBe(0);
  expect(sentIds()).toEqual(["a.md:1", "a.md:1"]);
  api.requests.length = 0;
  const all = await ingest("docs", "--no-ignore", "--include", "*.{py,md,txt}", "--encoding", "latin1", "--restart");
  expect(all.code).toBe(0);
  expect(sentIds()).toEqual(["a.md:1", "b.py:1", "build:d.md:1", "drafts:e.md:1", "l.txt:1", "old:c.md:1"]);
  expect(api.requests[0]?.body).toContain("caf\u00e9");
});

describe("of a folder with files that are no documents", () => {
  beforeEach(() => {
    writeFiles(join(directory, "docs"), { "a.md": "One", "sub/b.md": "Two", "logo.png": "", "sub/blank.md": " \n" });
  });

  test("ends well where those are images, sound, video and fonts, and blank ones", async () => {
    writeFiles(join(directory, "docs"), { "talk.mp4": "", "sub/x.MP3": "", "sub/x.woff2": "", "sub/x.svg": "" });
    const { code, stdout, stderr } = await ingest("docs", "--report", "report.jsonl");
    expect([code, stderr]).toEqual([0, expect.not.stringContaining("warning")]);
    expect(stdout).toContain(
      "\nLeft out  5 of images, sound, video or fonts: first docs/logo.png\n          1 blank: docs/sub/blank.md\n",
    );
    expect(stdout).not.toContain("If meant");
    const report = readFileSync(join(directory, "report.jsonl"), "utf8").trim().split("\n");
    expect(report.map((line) => JSON.parse(line).fault)).toEqual(Array(6).fill(false));
  });

  test.each([
    ["deck.pptx", Buffer.from("PK\u0003\u0004"), "of a format that is not read (--include reads text)", "*.pptx"],
    ["a.zip", Buffer.from("PK\u0003\u0004"), "of a format that is not read (--include reads text)", "*.zip"],
    ["src/main.py", "print()", "of a format that is not read (--include reads text)", "*.py"],
    ["Makefile", "all:", "of a format that is not read (--include reads text)", "Makefile"],
    ["core.txt", Buffer.from([0, 1, 2, 0xff, 0, 3]), "binary", "./core.txt"],
    ["fake.pdf", "no PDF", "not of its format", "./fake.pdf"],
    ["scan (1).pdf", pdfOf([[]]), "without text", "./scan \\(1\\).pdf"],
  ])("ends with status 1 where one is %s, and with 0 as the summary says", async (name, content, says, glob) => {
    writeFiles(join(directory, "docs"), { [name]: content });
    const { code, stdout, stderr } = await ingest("docs");
    expect([code, stdout.split("\n")[0]]).toEqual([1, "Stored   2 passages"]);
    expect(stdout).toContain(`\nLeft out  1 ${says}: docs/${name}\n`);
    const [, options] = /^If meant {2}(.*)$/m.exec(stdout) ?? [];
    expect(options).toBe(`--exclude ${shellQuoted(glob)}`);
    expect(stderr.match(/^warning: .*$/gm)).toEqual([expect.stringContaining(`docs/${name} `)]);
    expect(await ingest("docs", "--exclude", glob)).toMatchObject({ code: 0, stderr: "" });
  });

  test("names all kinds of them, warns of each once, and prunes none the less", async () => {
    await ingest("docs");
    rmSync(join(directory, "docs/sub/b.md"));
    writeFiles(join(directory, "docs"), { "a.py": "1", "b.py": "2", "sub/c.py": "3", "x.zip": "PK" });
    const { code, stdout, stderr } = await ingest("docs", "--prune");
    expect([code, stdout]).toEqual([1, expect.stringContaining("\nPruned   1, no longer in these files\n")]);
    expect(stdout).toContain("\nLeft out  4 of a format that is not read (--include reads text): first docs/a.py\n");
    expect(stdout).toContain("\nIf meant  --exclude '*.py' --exclude '*.zip'\n");
    expect(stderr.match(/^warning: .*$/gm)).toEqual([
      "warning: docs/a.py is of a format that is not read: where it is text, --include '*.py' reads it",
      "warning: docs/x.zip is of a format that is not read: where it is text, --include '*.zip' reads it",
    ]);
    const included = await ingest("docs", "--include", "*.py", "--dry-run");
    expect(included).toMatchObject({ code: 0, stdout: expect.stringContaining("\nSent     3 passages\n") });
  });
});

test("warns of what may not be read, stores the rest, takes none of it for gone, and ends with status 1", async () => {
  const closed = {
    "closed.md": "Three",
    "closed.pdf": pdfOf([["Four"]]),
    "closed.csv": "a\nFive\n",
    "sub/closed.jsonl": '{"id":"six","text":"Six"}',
    "closed/c.md": "Seven",
    "sub/.gitignore": "none",
  };
  writeFiles(join(directory, "docs"), { "a.md": "One", "sub/b.md": "Two", ...closed });
  writeFiles(directory, { "c.md": "Eight" });
  expect((await ingest("docs", "c.md")).code).toBe(0);
  const before = [...api.stored];
  expect(before).toHaveLength(8);

  const names = ["closed", "closed.csv", "closed.md", "closed.pdf", "sub/.gitignore", "sub/closed.jsonl"];
  const paths = [...names.map((name) => `docs/${name}`), "c.md"];
  for (const path of paths) chmodSync(join(directory, path), 0);
  const ended = await ingestUnprivileged("docs", "c.md", "--prune");
  expect([ended.code, ended.stdout]).toEqual([1, expect.stringMatching(/^Stored {3}0 passages\nSkipped {2}2,/)]);
  const warnings = ended.stderr.match(/^warning: .*$/gm)?.toSorted();
  expect(warnings).toEqual(paths.map((path) => `warning: ${path} cannot be read: permission denied`).toSorted());
  expect(ended.stdout).toContain("Gone     6 passages stored and no longer in these files: none is pruned while");
  expect(ended.stdout).toContain("\nLeft out  7 that cannot be read: first docs/");
  expect([...api.stored]).toEqual(before);

  for (const path of paths) chmodSync(join(directory, path), 0o755);
  expect(await ingestUnprivileged("docs", "c.md")).toMatchObject({
    code: 0,
    stderr: expect.not.stringContaining("warning"),
  });
});

test("with --dry-run says what it would send, and sends and remembers nothing", async () => {
  const path = corpus(250);
  expect(await ingest(path, "--dry-run", "--model", "amazon.titan-embed-text-v2:0")).toEqual({
    code: 0,
    stdout: expect.stringMatching(
      /^Nothing is sent\. Without --dry-run it would be:\nSent {5}250 passages\nSkipped {2}0\nTo embed: about 1,000 tokens of amazon\.titan-embed-text-v2:0, \$/,
    ),
    stderr: "",
  });
  expect(api.requests).toEqual([]);
  expect(existsSync(join(directory, "journal"))).toBe(false);
  await ingest(path);
  corpus(251, { p7: "another text" });
  expect((await ingest(path, "--dry-run")).stdout).toContain("Sent     2 passages\nSkipped  249, stored before\n");
  expect((await ingest(path, "--dry-run", "--url", "")).code).toBe(1);
});

test("says where files could not be read any more when they were sent", async () => {
  corpus(300);
  writeFiles(directory, { "z.txt": "Last" });
  const { reached, release } = holdRequest(1);
  const running = start("corpus.jsonl", "z.txt", "--concurrency", "1");
  await reached;
  rmSync(join(directory, "z.txt"));
  release();
  const { code, stdout, stderr } = await running.ended();
  expect([code, stdout.split("\n")[0]]).toEqual([1, "Stored   300 passages"]);
  expect(stderr).toContain("warning: files could not be read any more when they were sent: run it again\n");
});

describe("sends nothing and says in one line what is wrong", () => {
  const bad = async (...args: string[]) => {
    const ended = await ingest(...args);
    expect(ended).toMatchObject({ code: 1, stdout: "" });
    expect(ended.stderr.trim().split("\n")).toHaveLength(1);
    expect(api.requests).toEqual([]);
    return ended.stderr;
  };

  test("with a report that cannot be written", async () => {
    expect(await bad(corpus(1), "--report", "nowhere/x.jsonl")).toMatch(
      /^error: --report is "nowhere\/x\.jsonl", which cannot be written: no such file or directory\n$/,
    );
  });

  test("with a journal that cannot be written", async () => {
    writeFileSync(join(directory, "journal"), "a file");
    expect(await bad(corpus(1))).toMatch(
      /^error: The journal .* cannot be written \(file already exists\): set INGEST_DIR to/,
    );
  });

  test.each([[[]], [["--prefix", "g"]]])("where it would prune what others stored, as with %j", async (args) => {
    expect(await bad(corpus(1), "--prune-prefix", ...args)).toMatch(
      /^error: --prune-prefix needs a --prefix that ends with a sign, such as guide: and not guide, which/,
    );
  });

  test.each([
    ["--include", "[", /^error: --include is "\[": it is no glob, such as .* Missing closing: "\]" - use "\\\\\]" to/],
    ["--exclude", "*.{md,txt", /^error: --exclude is "\*\.\{md,txt": it is no glob, .* Missing closing: "\}"/],
    ["--exclude", "[z-a].md", /^error: --exclude is "\[z-a\]\.md": it is no glob, .* Invalid regular expression/],
    ["--include", "../docs", /^error: --include is "\.\.\/docs": it is no glob, .* names nothing below a folder/],
    ["--include", "!*.md", /^error: --include is "!\*\.md": ! first turns nothing round: write it without, as/],
  ])("with %s %s", async (option, glob, message) => {
    corpus(1);
    expect(await bad("corpus.jsonl", option, glob)).toMatch(message);
  });

  test("without a file, and with an unknown option", async () => {
    expect(await bad()).toMatch(/^error: There is nothing to ingest: name files or folders/);
    expect(await bad("docs", "")).toMatch(/^error: A file or folder is named "": is a variable of the shell empty\?/);
    expect(await bad("--what")).toMatch(/^error: --what is no option: there are --url, --auth/);
  });
});

test("sends nothing where nothing can be read, and says why", async () => {
  const { code, stderr } = await ingest("nowhere.md");
  const path = "nowhere.md";
  expect([code, stderr.trimEnd().split("\n")]).toEqual([
    1,
    [
      `warning: ${path} cannot be read: no such file or directory`,
      `Left out  1 that cannot be read: ${path}`,
      "error: There is no text to ingest in these files",
    ],
  ]);
  expect(api.requests).toEqual([]);
});

test("prints its help", async () => {
  const { code, stdout } = await ingest("--help");
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^Usage: npm run ingest -- FILE\|FOLDER… \[options\]\n/)]);
});
