import childProcess, { type ChildProcess, spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { constants } from "node:os";
import { join } from "node:path";
import { setImmediate, setTimeout } from "node:timers/promises";
import { ownParsers } from "../../../documents/apart/own-parsers";
import { Parser } from "../../../documents/apart/parser";
import { parserLimits } from "../../../documents/apart/parser-limits";
import { Parsers } from "../../../documents/apart/parsers";
import { readApart } from "../../../documents/apart/read-apart";
import type { Block } from "../../../documents/block";
import { FileSource } from "../../../documents/files/file-source";
import { formatOf, formats } from "../../../documents/formats";
import { formatsApart } from "../../../documents/formats/apart";
import type { Format, ReadDocument } from "../../../documents/formats/format";
import { html } from "../../../documents/formats/html/html";
import { markdown } from "../../../documents/formats/markdown/markdown";
import { pdf } from "../../../documents/formats/pdf/pdf";
import { docxOf, paragraphOf } from "../../helpers/documents/docx-of";
import { pdfOf } from "../../helpers/documents/pdf-of";
import { writeFiles } from "../../helpers/documents/write-files";
import { isRunning } from "../../helpers/run/is-running";
import { temporaryDirectory } from "../../helpers/temporary-directory";

const directory = temporaryDirectory();

function sourceOf(name: string, content: string | Uint8Array, fallbackEncoding?: string): FileSource {
  writeFiles(directory, { [name]: content });
  return new FileSource(join(directory, name), name, fallbackEncoding);
}

async function all({ blocks, ...document }: ReadDocument) {
  const array: Block[] = [];
  for await (const block of blocks) array.push(block);
  return { ...document, blocks: array };
}

const read = async (source: FileSource, format: Format, parsers = ownParsers) =>
  all(await readApart(source, format, { parsers }));

/** A parser that is given its time by hand: `elapse` ends it. */
function clock() {
  const { promise, resolve } = Promise.withResolvers<void>();
  const asked: number[] = [];
  const wait = (ms: number | undefined) => {
    asked.push(ms ?? 0);
    return promise;
  };
  return { wait: wait as unknown as typeof setTimeout, asked, elapse: resolve };
}

let started: Parser[] = [];
let children: ChildProcess[] = [];
const { fork } = childProcess;
beforeEach(() => {
  jest.spyOn(childProcess, "fork").mockImplementation((...args: Parameters<typeof fork>) => {
    const child = fork(...args);
    children.push(child);
    return child;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  for (const parser of started) parser.end();
  started = [];
  children = [];
});

const paragraphs = 300;

/** Whose blocks are several answers. */
const long = `${"Some words. ".repeat(100)}\n\n`.repeat(paragraphs);

/** How the nth process that was started ends, or has ended. */
async function endOf(nth: number): Promise<unknown[]> {
  const child = children[nth];
  if (!child) throw new Error("no such process was started");
  const { exitCode, signalCode } = child;
  return exitCode === null && signalCode === null ? once(child, "exit") : [exitCode, signalCode];
}

/** Parsers that are noted when they are started. */
function parsersOf(start: () => Parser): Parsers {
  return new Parsers(() => {
    const parser = start();
    started.push(parser);
    return parser;
  });
}

/** Which takes longer than anybody waits. */
const endless = "a*".repeat(1_000_000);

test.each<[string, string | Uint8Array]>([
  ["a.md", "---\ntitle: Guide\ntags: [a, b]\n---\n\n# Install\n\nSome *words*.\n\n- one\n  - two\n- three\n"],
  ["toml.md", "+++\ndate = 2024-05-01\nweight = 3\n+++\n\nWords.\n"],
  ["a.mdx", "# Guide\n\n<Note>Some words</Note>\n"],
  ["a.html", "<title>Guide</title><h1>Install</h1><p>Some words<pre>code</pre>"],
  ["a.pdf", pdfOf([["One"], ["Two"]], { title: "Guide" })],
  ["a.docx", docxOf(paragraphOf("Some words"))],
])("reads %s as it is read here", async (name, content) => {
  const format = formatOf(name) as Format;
  const source = sourceOf(name, content);
  const expected = await all(await format.read(source));
  expect(expected.blocks.length).toBeGreaterThan(0);
  expect(await read(source, format)).toEqual(expected);
});

test("reads every format apart that is parsed whole", () => {
  const apart = formats.filter((format) => "read" in format && format.isApart);
  expect(apart).toEqual(formats.filter((format) => "read" in format && format.maxBytes !== undefined));
  expect(apart).toEqual(formatsApart);
  expect(apart.length).toBeGreaterThan(4);
});

test("reads a text in the encoding that is said", async () => {
  const source = sourceOf("latin1.md", Buffer.from("caf\u00e9", "latin1"), "windows-1252");
  expect((await read(source, markdown)).blocks).toMatchObject([{ text: "café" }]);
});

test("takes one process for one file after another, also after one that is not of its format", async () => {
  const parsers = parsersOf(() => new Parser(parserLimits));
  expect((await read(sourceOf("long.md", long), markdown, parsers)).blocks).toHaveLength(paragraphs);
  const bad = read(sourceOf("b.pdf", "x"), pdf, parsers);
  await expect(bad).rejects.toMatchObject({
    name: "DocumentError",
    reason: "malformed",
    message: expect.stringMatching(/b\.pdf cannot be read as PDF \(.*\): is it whole\?$/),
  });
  expect((await read(sourceOf("c.md", "Good"), markdown, parsers)).blocks).toMatchObject([{ text: "Good" }]);
  expect(started).toHaveLength(1);
});

test("ends what takes too long, says so, and reads the next file", async () => {
  const { wait, asked, elapse } = clock();
  const parsers = parsersOf(() => new Parser(parserLimits, started.length === 0 ? wait : setTimeout));
  const source = sourceOf("endless.md", endless);
  const reading = read(source, markdown, parsers);
  let isSettled = false;
  const settle = () => {
    isSettled = true;
  };
  reading.then(settle, settle);
  await setImmediate();
  expect(asked).toEqual([60_000]);
  expect(isSettled).toBe(false);
  elapse();
  await expect(reading).rejects.toMatchObject({
    name: "DocumentError",
    reason: "too_complex",
    message: `${source.path} takes more than 60 s to be read as Markdown: split it`,
  });
  expect((await read(sourceOf("next.md", "Good"), markdown, parsers)).blocks).toMatchObject([{ text: "Good" }]);
  expect(started).toHaveLength(2);
  expect(await endOf(0)).toEqual([null, "SIGKILL"]);
});

test("gives all of a file so much time, and not each of its answers", async () => {
  const { wait, asked } = clock();
  const parsers = parsersOf(() => new Parser(parserLimits, wait));
  await read(sourceOf("long.md", long), markdown, parsers);
  expect(asked.length).toBeGreaterThan(3);
  expect(asked).toEqual(asked.toSorted((one, other) => other - one));
  expect(new Set(asked).size).toBe(asked.length);
});

test("ends what takes too much memory, also at once, says so, and reads the next file", async () => {
  const limits = { ...parserLimits, heapMb: 64 };
  const parsers = parsersOf(() => new Parser(limits));
  const source = sourceOf("large.html", `<p>${"<b>x</b>".repeat(300_000)}`);
  await expect(read(source, html, parsers)).rejects.toMatchObject({
    name: "DocumentError",
    reason: "too_complex",
    message: `${source.path} takes more than 64 MB of memory to be read as HTML: split it`,
  });
  const next = await read(sourceOf("next.md", "Good"), markdown, parsers);
  expect(next.blocks).toMatchObject([{ text: "Good" }]);
  expect(started).toHaveLength(2);
});

test("ends what takes too much memory beside the heap, and says so", async () => {
  const parsers = parsersOf(() => new Parser({ ...parserLimits, processMb: 150 }));
  const source = sourceOf("large.html", `<p>${"<b>x</b>".repeat(300_000)}`);
  await expect(read(source, html, parsers)).rejects.toMatchObject({ reason: "too_complex" });
  expect(await endOf(0)).toEqual([null, "SIGABRT"]);
});

test("ends the parser of a file that is read no further", async () => {
  const parsers = parsersOf(() => new Parser(parserLimits));
  const { blocks } = await readApart(sourceOf("long.md", long), markdown, { parsers });
  for await (const { text } of blocks) {
    expect(text).toMatch(/^Some words\./);
    break;
  }
  expect(await endOf(0)).toEqual([null, "SIGKILL"]);
  expect((await read(sourceOf("next.md", "Good"), markdown, parsers)).blocks).toMatchObject([{ text: "Good" }]);
  expect(started).toHaveLength(2);
});

test.each([
  ["within its first blocks", endless],
  ["between its blocks", long],
])("ends at once, with its parser, where that is asked for %s", async (_, content) => {
  const parsers = parsersOf(() => new Parser(parserLimits));
  const interrupt = new AbortController();
  const reason = new Error("enough");
  const reading = readApart(sourceOf("long.md", content), markdown, { parsers, signal: interrupt.signal }).then(all);
  await once(children[0] as ChildProcess, content === endless ? "spawn" : "message");
  interrupt.abort(reason);
  await expect(reading).rejects.toBe(reason);
  expect(await endOf(0)).toEqual([null, "SIGKILL"]);
  expect((await read(sourceOf("next.md", "Good"), markdown, parsers)).blocks).toMatchObject([{ text: "Good" }]);
  const late = readApart(sourceOf("next.md", "Good"), markdown, { parsers, signal: interrupt.signal });
  await expect(late).rejects.toBe(reason);
});

test.each(["SIGKILL", "SIGTERM"] as const)(
  "says so where its parser is ended from outside by %s, and reads on",
  async (signal) => {
    const parsers = parsersOf(() => new Parser(parserLimits));
    const source = sourceOf("endless.md", endless);
    const reading = read(source, markdown, parsers);
    children[0]?.kill(signal);
    await expect(reading).rejects.toMatchObject({
      name: "DocumentError",
      reason: "unreadable",
      message: `${source.path} cannot be read: its parser was ended by ${signal}; run the command again`,
    });
    expect((await read(sourceOf("next.md", "Good"), markdown, parsers)).blocks).toMatchObject([{ text: "Good" }]);
  },
);

test("starts another where one is ended that waits for a file", async () => {
  const parsers = parsersOf(() => new Parser(parserLimits));
  await read(sourceOf("next.md", "Good"), markdown, parsers);
  children[0]?.kill("SIGTERM");
  await endOf(0);
  expect((await read(sourceOf("next.md", "Good"), markdown, parsers)).blocks).toMatchObject([{ text: "Good" }]);
});

test("says so where its parser is ended between two of its answers", async () => {
  const parser = new Parser(parserLimits);
  started.push(parser);
  const source = sourceOf("long.md", long);
  expect(await parser.open(source, markdown)).toMatchObject({ isLast: false });
  parser.end();
  await endOf(0);
  await expect(parser.next()).rejects.toThrow(`${source.path} cannot be read: its parser was ended by SIGKILL`);
});

describe("a parser that cannot be started", () => {
  test("is said of each file, and is started for a later one", async () => {
    const parsers = parsersOf(() => new Parser(parserLimits));
    const source = sourceOf("next.md", "Good");
    for (const _ of [1, 2]) {
      jest
        .mocked(childProcess.fork)
        .mockImplementationOnce((path, args = [], options = {}) =>
          fork(path, args as string[], { ...options, execPath: join(directory, "none") }),
        );
      await expect(read(source, markdown, parsers)).rejects.toMatchObject({
        name: "DocumentError",
        reason: "unreadable",
        message: `${source.path} cannot be read: its parser does not start: no such file or directory; run the command again`,
      });
    }
    expect((await read(source, markdown, parsers)).blocks).toMatchObject([{ text: "Good" }]);
  });

  test("is said also where there is nothing to ask", async () => {
    // As where no file may be opened any more.
    const child = Object.assign(new EventEmitter(), {
      exitCode: null,
      signalCode: null,
      unref: () => {},
      kill: () => {},
    });
    jest.spyOn(childProcess, "fork").mockReturnValueOnce(child as unknown as ChildProcess);
    process.nextTick(() => child.emit("error", Object.assign(new Error(), { errno: -constants.errno.EMFILE })));
    const parsers = parsersOf(() => new Parser(parserLimits));
    await expect(read(sourceOf("next.md", "Good"), markdown, parsers)).rejects.toThrow(
      "its parser does not start: too many open files; run",
    );
  });
});

test.each<[string, string, string, NodeJS.Signals | undefined]>([
  ["by itself once it has read", "few.md", "Good", undefined],
  ["with its parser, whatever that does, where it is killed", "endless.md", endless, "SIGKILL"],
  ["with its parser where it is to end", "endless.md", endless, "SIGTERM"],
  ["with its parser where its terminal is closed", "endless.md", endless, "SIGHUP"],
])("lets a process end %s", async (_, name, content, signal) => {
  const { path } = sourceOf(name, content);
  const program = `
    require("./__tests__/helpers/documents/say-parser.cjs");
    const { formatOf } = require("./documents/formats");
    const { readApart } = require("./documents/apart/read-apart");
    const { ownParsers } = require("./documents/apart/own-parsers");
    const { FileSource } = require("./documents/files/file-source");
    readApart(new FileSource(${JSON.stringify(path)}, "a.md"), formatOf("a.md"), { parsers: ownParsers }).then(async ({ blocks }) => {
      for await (const block of blocks);
    });`;
  const cwd = join(__dirname, "../../..");
  const stdio = ["ignore", "inherit", "pipe"] as const;
  const child = spawn(process.execPath, ["--require", "./common/typescript.cjs", "--eval", program], {
    cwd,
    stdio: [...stdio],
  });
  const [said] = await once(child.stderr, "data");
  const ended = once(child, "exit");
  if (signal) child.kill(signal);
  expect(await ended).toEqual(signal ? [null, signal] : [0, null]);
  while (isRunning(Number(/\d+/.exec(String(said))))) await setTimeout(50);
});
