import { MessageChannel } from "node:worker_threads";
import { type FileOfWorker, WorkerParser } from "../../../console/workers/worker-parser";
import { parserLimits } from "../../../documents/apart/parser-limits";
import type { ParserAnswer, ParserRequest } from "../../../documents/apart/parser-messages";
import { Parsers } from "../../../documents/apart/parsers";
import { readApart } from "../../../documents/apart/read-apart";
import { markdown } from "../../../documents/formats/markdown/markdown";
import { textSource } from "../../helpers/documents/text-source";

/** What a worker answers; none where it is at work for ever. */
type Answers = (request: ParserRequest<FileOfWorker>) => ParserAnswer | undefined;

let answers: Answers;
let workers: FakeWorker[] = [];

/** A worker as a parser starts it, which answers by the port that it is given. */
class FakeWorker extends EventTarget {
  isEnded = false;
  private port: MessagePort | undefined;

  constructor(readonly url: string) {
    super();
    workers.push(this);
  }

  postMessage(_: undefined, [port]: MessagePort[]): void {
    this.port = port;
    port?.addEventListener("message", ({ data }) => {
      const answer = answers(data);
      if (answer) port.postMessage(answer);
    });
    port?.start();
  }

  terminate(): void {
    this.isEnded = true;
    this.port?.close();
  }
}

beforeEach(() => {
  workers = [];
  Object.assign(globalThis, { Worker: FakeWorker, MessageChannel });
});
afterEach(() => {
  jest.useRealTimers();
  for (const worker of workers) worker.terminate();
});

const blob = new Blob(["# Guide"]);
const source = textSource("# Guide", "guide.md");
const parsersOf = () => new Parsers(() => new WorkerParser(() => blob));
const block = (text: string) => ({ kind: "text", text }) as const;

test("asks its worker for one file after another, block by block", async () => {
  const asked: unknown[] = [];
  const said: ParserAnswer[] = [
    { title: "Guide", blocks: [block("one")], isLast: false },
    { blocks: [block("two")], isLast: true },
    { fault: { message: "it is no file of this kind", reason: "malformed" } },
    { blocks: [], isLast: true },
  ];
  answers = (request) => {
    asked.push(request === "next" ? request : [request.formatName, request.file.path]);
    return said.shift();
  };
  const parsers = parsersOf();
  const { title, blocks } = await readApart(source, markdown, { parsers });
  expect([title, await Array.fromAsync(blocks as AsyncIterable<object>)]).toEqual([
    "Guide",
    [block("one"), block("two")],
  ]);
  await expect(readApart(source, markdown, { parsers })).rejects.toMatchObject({
    name: "DocumentError",
    reason: "malformed",
    message: "it is no file of this kind",
  });
  await readApart(source, markdown, { parsers });
  expect(asked).toEqual([["Markdown", source.path], "next", ["Markdown", source.path], ["Markdown", source.path]]);
  expect(workers.map(({ url }) => url)).toEqual(["/console/workers/parser-worker.js"]);
});

test("ends a worker that takes too long, says so, and starts another for the next file", async () => {
  jest.useFakeTimers({ doNotFake: ["setImmediate", "queueMicrotask", "nextTick"] });
  answers = () => undefined;
  const parsers = parsersOf();
  const reading = readApart(source, markdown, { parsers });
  const failed = expect(reading).rejects.toMatchObject({
    name: "DocumentError",
    reason: "too_complex",
    message: `${source.path} takes more than 60 s to be read as Markdown: split it`,
  });
  jest.advanceTimersByTime(parserLimits.seconds * 1_000 - 1);
  expect(workers.map(({ isEnded }) => isEnded)).toEqual([false]);
  jest.advanceTimersByTime(1);
  await failed;
  expect(workers.map(({ isEnded }) => isEnded)).toEqual([true]);
  answers = () => ({ blocks: [block("good")], isLast: true });
  expect((await readApart(source, markdown, { parsers })).blocks).toBeDefined();
  expect(workers.map(({ isEnded }) => isEnded)).toEqual([true, false]);
});

test("ends at once where that is asked for, and says why a worker does not run", async () => {
  answers = () => undefined;
  const interrupt = new AbortController();
  const reason = new Error("enough");
  const reading = readApart(source, markdown, { parsers: parsersOf(), signal: interrupt.signal });
  interrupt.abort(reason);
  await expect(reading).rejects.toBe(reason);
  expect(workers.map(({ isEnded }) => isEnded)).toEqual([true]);
  const failing = readApart(source, markdown, { parsers: parsersOf() });
  workers[1]?.dispatchEvent(Object.assign(new Event("error"), { message: "out of memory" }));
  await expect(failing).rejects.toMatchObject({
    reason: "unreadable",
    message: `${source.path} cannot be read: its parser says out of memory`,
  });
});
