import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { copyProject } from "../../scripts/copy-project";
import { ApiClient } from "../helpers/api/api-client";
import { LocalDeployment } from "../helpers/local/local-deployment";
import { temporaryDirectory } from "../helpers/temporary-directory";

const directory = temporaryDirectory();
const project = copyProject(join(directory, "project"));
const handler = `interface Event { readonly queryStringParameters?: { readonly do?: string } }

export async function handler({ queryStringParameters: { do: what = "answer" } = {} }: Event): Promise<unknown> {
  switch (what) {
    case "throw": return fail(what);
    case "fill memory": { const kept: number[] = []; for (;;) kept.push(1.5); }
    case "wait": return new Promise(() => {});
    case "answer much": return { statusCode: 200, body: "x".repeat(5_000_000) };
    default: return { statusCode: 200, body: "well" };
  }
}

function fail(what: string): never {
  throw new TypeError("asked to " + what, { cause: new Error("the cause") });
}
`;
writeFileSync(join(project, "functions/routes/health/handler.ts"), handler);

/** Where the handler has a text, as a stack says it. */
function position(text: string): string {
  const line = handler.split("\n").findIndex((line) => line.includes(text));
  return `functions/routes/health/handler.ts:${line + 1}:${(handler.split("\n")[line]?.indexOf(text) ?? 0) + 1}`;
}

const start = (data: string) =>
  new LocalDeployment({ project, env: { NO_COLOR: "1", LOCAL_DATA_DIR: join(directory, data) } });

/** A client that has said so much, reads nothing, and does not let go. */
async function hold(url: string, said: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.on("error", () => {});
  await once(socket, "connect");
  socket.write(said);
  return socket;
}

const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`;
const halfBody = "POST /embeddings/generate HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n{";

describe("a deployment whose functions fail, or do not end, and whose clients do not let go", () => {
  let deployment: LocalDeployment;
  let url: string;
  beforeAll(async () => {
    deployment = start("data");
    url = await deployment.url();
  });

  test("shows where in the TypeScript sources a function threw, and what caused it", async () => {
    expect((await fetch(`${url}/health?do=throw`)).status).toBe(502);
    const said = await deployment.printed(/^[\d:]{8} (GET \/health\?do=throw 502 .*\n(?: .*\n)+)/m);
    expect(said.trimEnd().split("\n")).toEqual([
      "GET /health?do=throw 502 The function embeddings-service-dev-health failed: TypeError: asked to throw",
      `      at ${position("new TypeError")}`,
      `      at ${position("fail(what)")}`,
      "  Caused by: Error: the cause",
      `      at ${position("new Error")}`,
      `      at ${position("fail(what)")}`,
    ]);
  });

  test("says in one line that a request has used up its function's memory, and goes on", async () => {
    expect((await fetch(`${url}/health?do=fill%20memory`)).status).toBe(502);
    expect((await fetch(`${url}/health`)).status).toBe(200);
    expect((await new ApiClient(url).generate({ text: "Hello" })).status).toBe(200);
    await deployment.printed(/(POST \/embeddings\/generate 200)/);
    expect(deployment.written().match(/.*\b(memory|heap)\b.*/g)).toEqual([
      expect.stringMatching(
        /^[\d:]{8} GET \/health\?do=fill%20memory 502 The function \S+ failed: it used more than its memory of 256 MB$/,
      ),
    ]);
  });

  test("ends on SIGTERM all the same", async () => {
    const held = [
      "",
      "POST /embeddings/generate HTTP/1.1\r\nHost: a\r\nContent-",
      halfBody,
      get("/health"),
      get("/health?do=wait"),
      get("/health?do=answer%20much"),
    ];
    const clients = await Promise.all(held.map((said) => hold(url, said)));
    await deployment.printed(/GET \/health\?do=answer%20much (200)/);
    expect(await deployment.stop()).toMatchObject({ code: 0, leftBehind: false, stderr: "" });
    for (const client of clients) client.destroy();
  });
});

test("the second signal ends at once what the first one lets finish", async () => {
  const deployment = start("other-data");
  const url = await deployment.url();
  const clients = await Promise.all([get("/health?do=wait"), halfBody].map((said) => hold(url, said)));
  await (await fetch(`${url}/health`)).text();
  deployment.interruptServer();
  // Closer together they are one Ctrl-C, of which npm sends the second.
  await sleep(400);
  deployment.interruptServer();
  expect(await deployment.ended()).toMatchObject({ code: 130, leftBehind: false });
  for (const client of clients) client.destroy();
});
