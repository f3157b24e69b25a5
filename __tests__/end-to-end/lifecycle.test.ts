import { execFile } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { request } from "node:http";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { LocalDeployment } from "../helpers/local/local-deployment";
import { temporaryDirectory } from "../helpers/temporary-directory";

const directory = temporaryDirectory();
let folders = 0;
const newData = () => join(directory, String(folders++));
const start = (args: readonly string[] = [], data = newData()) =>
  new LocalDeployment({ args, env: { LOCAL_DATA_DIR: data } });

/** How long something takes, in milliseconds. */
async function timed(work: Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work;
  return performance.now() - begin;
}

describe("a deployment whose clients do not let go", () => {
  const open = async (url: string, said: string): Promise<Socket> => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.on("error", () => {});
    await once(socket, "connect");
    socket.write(said);
    return socket;
  };

  const clients = {
    "say nothing": "",
    "send half of a head": "POST /embeddings/generate HTTP/1.1\r\nHost: a\r\nContent-",
    "send half of a body": "POST /embeddings/generate HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n{",
    "keep their connection": "GET /health HTTP/1.1\r\nHost: a\r\n\r\n",
  };

  test(`ends within five seconds of SIGTERM where they ${Object.keys(clients).join(", or ")}`, async () => {
    const deployment = start();
    const url = await deployment.url();
    const sockets = await Promise.all(Object.values(clients).flatMap((said) => [open(url, said), open(url, said)]));
    expect(await timed(deployment.stop())).toBeLessThan(5_000);
    expect(await deployment.ended()).toMatchObject({ code: 0, leftBehind: false });
    for (const socket of sockets) socket.destroy();
  });

  test("ends at once on the second signal", async () => {
    const deployment = start();
    const said = "POST /embeddings/generate HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n{";
    const socket = await open(await deployment.url(), said);
    deployment.interruptServer();
    await sleep(1_000);
    deployment.interruptServer();
    expect(await timed(deployment.ended())).toBeLessThan(1_000);
    expect(await deployment.ended()).toMatchObject({ leftBehind: false });
    socket.destroy();
  });
});

describe("a deployment that starts", () => {
  test.each(["SIGINT", "SIGTERM"] as const)("ends at once on %s, and the next one has all there is", async (signal) => {
    const data = newData();
    const deployment = start([], data);
    while (!existsSync(data)) await sleep(10);
    expect(await timed(deployment.stop(signal))).toBeLessThan(1_500);
    const { stdout, leftBehind } = await deployment.ended();
    expect({ stdout, leftBehind }).toEqual({ stdout: "", leftBehind: false });
    const next = start([], data);
    expect((await fetch(`${await next.url()}/health`)).status).toBe(200);
    await next.stop();
  });

  test("answers 503 until it can answer, and then all", async () => {
    const free = start();
    const { port } = new URL(await free.url());
    await free.stop();
    const deployment = start(["--port", port]);
    const answers: [number, string | null][] = [];
    while (answers.at(-1)?.[0] !== 200) {
      const response = await fetch(`http://localhost:${port}/health`).catch(() => undefined);
      if (response) answers.push([response.status, response.headers.get("retry-after")]);
      await sleep(20);
    }
    expect(answers.length).toBeGreaterThan(1);
    expect(answers.slice(0, -1)).toEqual(Array(answers.length - 1).fill([503, "1"]));
    await deployment.stop();
  });
});

describe("a deployment that is short of", () => {
  const limited = (limits: string, data = newData()) =>
    new LocalDeployment({ limits, args: ["--quiet"], env: { LOCAL_DATA_DIR: data } });
  const errors = (stderr: string) => stderr.split("\n").filter((line) => line.startsWith("error: "));

  test("files refuses requests, says so in one line, and goes on", async () => {
    const deployment = limited("-n 256");
    const url = await deployment.url();
    const { port } = new URL(url);
    const get = () =>
      new Promise<number>((resolve, reject) => {
        const sent = request({ port, path: "/health", agent: false }, (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        });
        sent.on("error", reject).end();
      });
    const statuses = await Promise.all(Array.from({ length: 100 }, get));
    expect(new Set(statuses)).toEqual(new Set([200, 503]));
    expect(await get()).toBe(200);
    const { code, stderr } = await deployment.stop();
    expect(code).toBe(0);
    expect(errors(stderr)).toEqual([expect.stringMatching(/This process may open no more files.*ulimit -n/)]);
  });

  test("disk fails what it cannot store, says so in one line, and goes on", async () => {
    const data = newData();
    // As a quota does: no file may have more than 6 MB.
    const deployment = limited("-f 6000", data);
    await deployment.url();
    const put = async (name: string, kilobytes: number) => {
      const object = `${await deployment.s3Url()}/embeddings-service-vector-embeddings/${name}`;
      return (await fetch(object, { method: "PUT", body: "x".repeat(kilobytes * 1_024) })).status;
    };
    expect(await put("small", 1)).toBe(200);
    expect([await put("large-1", 7_000), await put("large-2", 7_000)]).toEqual([500, 500]);
    expect(await put("small-again", 1)).toBe(200);
    const { code, stderr } = await deployment.stop();
    expect(code).toBe(0);
    expect(errors(stderr)).toEqual([
      `error: The disk is full, or its quota used up, at ${join(data, "s3")}: make room there, or start with another --data-dir`,
    ]);
  });

  test("disk from the start ends with one line that says where", async () => {
    const data = newData();
    const { code, stderr } = await limited("-f 40", data).ended();
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: The disk is full, or its quota used up, at .*: make room there.*\n$/);
  });
});

test("goes on, and says nothing of it, where nobody reads what it prints any more", async () => {
  const deployment = start();
  const url = await deployment.url();
  deployment.closeOutput();
  for (let time = 0; time < 5; time++) expect((await fetch(`${url}/health`)).status).toBe(200);
  expect(await deployment.stop()).toMatchObject({ code: 0, stderr: "", leftBehind: false });
});

test("listens on both loopback addresses, and at the ports that it is told", async () => {
  const deployment = start(["--s3-port", "0", "--quiet"]);
  const { port } = new URL(await deployment.url());
  for (const host of ["127.0.0.1", "[::1]", "localhost"]) {
    expect((await fetch(`http://${host}:${port}/health`)).status).toBe(200);
  }
  const ports = [await deployment.s3Url(), await deployment.modelUrl(), await deployment.vectorsUrl()].map(
    (url) => new URL(url).port,
  ) as [string, string, string];
  await deployment.stop();
  const [s3, model, vectors] = ports;
  const again = start(["--s3-port", s3, "--model-port", model, "--vectors-port", vectors, "--host", "0.0.0.0"]);
  await again.url();
  const urls = [await again.s3Url(), await again.modelUrl(), await again.vectorsUrl()];
  expect(urls.map((url) => new URL(url).port)).toEqual(ports);
  expect(await again.stop()).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(
      /^warning: the API is open to the network, at 0\.0\.0\.0, WITHOUT authorization: .*\n$/,
    ),
  });
});

test.each([
  [["--auth", "iam"], "npm start -- --auth iam"],
  [["--stack", "prod", "--port=0"], "npm start -- --stack prod --port 0"],
  [["--quiet"], "npm start -- --quiet"],
  [["--json", "--", "--auth", "iam"], "npm start -- --json --auth iam"],
])("stops where npm keeps %j to itself, and says the right call", async (args, call) => {
  const started = promisify(execFile)("npm", ["start", ...args], {
    cwd: join(__dirname, "../.."),
    env: { ...process.env, PORT: "0", LOCAL_DATA_DIR: newData() },
  });
  await expect(started).rejects.toMatchObject({
    stderr: expect.stringContaining(`error: npm has kept options to itself: write two hyphens before them, ${call}\n`),
  });
});
