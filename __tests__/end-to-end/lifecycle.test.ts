import { execFile } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { request } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { ApiClient } from "../helpers/api/api-client";
import { StoredObjects } from "../helpers/handler/stored-objects";
import { atMoments } from "../helpers/local/at-moments";
import { LocalDeployment } from "../helpers/local/local-deployment";
import { temporaryDirectory } from "../helpers/temporary-directory";

const directory = temporaryDirectory();
let folders = 0;
const newData = () => join(directory, String(folders++));
const start = (args: readonly string[] = [], data = newData()) =>
  new LocalDeployment({ args, env: { LOCAL_DATA_DIR: data } });

/** A port that nobody listens at. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe("a deployment that starts", () => {
  const data = newData();
  const ofSignal = { SIGTERM: 143, SIGINT: 130 };

  test.each([
    ["it begins", "SIGINT", "begin"],
    ["its modules load", "SIGTERM", "load fastify"],
    ["it takes its port", "SIGINT", "listening"],
    ["the stacks run", "SIGTERM", "load ../../index"],
    ["the functions are unpacked", "SIGINT", "write __index.js"],
    ["it is about to say that it is ready", "SIGTERM", "write endpoints.json"],
  ] as const)("ends at once while %s, by %s", async (_, signal, moment) => {
    const env = { ...atMoments({ [moment]: { signal } }), LOCAL_DATA_DIR: data };
    const ended = await new LocalDeployment({ env }).ended();
    expect(ended).toEqual({ code: ofSignal[signal], stdout: "", stderr: "", leftBehind: false });
  });

  test.each([
    ["npm begins", "SIGTERM", async () => {}],
    [
      "the server does",
      "SIGINT",
      async (folder: string) => {
        while (!existsSync(folder)) await sleep(10);
      },
    ],
  ] as const)("ends at once while %s, by %s to npm", async (_, signal, moment) => {
    const folder = newData();
    const deployment = start([], folder);
    await moment(folder);
    expect(await deployment.stop(signal)).toEqual({
      code: ofSignal[signal],
      stdout: "",
      stderr: "",
      leftBehind: false,
    });
  });

  test("answers 503 until it can answer, and then all, with what such ends have left", async () => {
    const port = await freePort();
    const deployment = start(["--port", String(port)], data);
    let isReady = false;
    const ready = deployment.url().finally(() => {
      isReady = true;
    });
    const answers: [number, string | null][] = [];
    while (!isReady) {
      const response = await fetch(`http://localhost:${port}/health`).catch(() => undefined);
      if (response) answers.push([response.status, response.headers.get("retry-after")]);
      await sleep(20);
    }
    const api = new ApiClient(await ready);
    const refused = answers.filter(([status]) => status !== 200);
    expect(refused.length).toBeGreaterThan(1);
    expect(refused).toEqual(Array(refused.length).fill([503, "1"]));
    // None of them after one that was answered.
    expect(answers.slice(0, refused.length)).toEqual(refused);
    await api.generate({ text: "Hello", store_in_s3: true, embedding_id: "doc1" });
    expect((await api.retrieve("doc1")).body).toMatchObject({ text: "Hello" });
    expect(await deployment.stop()).toMatchObject({ code: 0, stderr: "" });
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
    const deployment = limited("-S -f 6000", data);
    const api = new ApiClient(await deployment.url());
    const bucket = `${await deployment.s3Url()}/embeddings-service-vector-embeddings`;
    const put = async (name: string, kilobytes: number) =>
      (await fetch(`${bucket}/${name}`, { method: "PUT", body: "x".repeat(kilobytes * 1_024) })).status;
    expect(await put("small", 1)).toBe(200);
    const large = await fetch(`${bucket}/large-1`, { method: "PUT", body: "x".repeat(7_000 * 1_024) });
    // As of S3: its clients read what is wrong, and try again.
    expect([large.status, await large.text()]).toEqual([500, expect.stringContaining("<Code>InternalError</Code>")]);
    expect(await put("large-2", 7_000)).toBe(500);
    expect(await put("small-again", 1)).toBe(200);

    const request = { text: "Hello", store_in_s3: true, embedding_id: "doc1" };
    expect(await api.generate(request)).toMatchObject({ status: 200 });
    deployment.limitFileSize(1);
    const refused = { ...request, embedding_id: "doc2" };
    expect(await api.generate(refused)).toMatchObject({ status: 503, body: { code: "storage_unavailable" } });
    expect(await api.retrieve("doc2")).toMatchObject({ status: 404 });
    expect(await api.retrieve("doc1")).toMatchObject({ status: 200, body: { text: "Hello" } });
    const objects = new StoredObjects(await deployment.s3Url(), "embeddings-service-vector-embeddings");
    expect(await objects.keys()).not.toContain("embeddings/doc2.json");
    objects.close();
    deployment.limitFileSize(6_000);
    expect(await api.generate(refused)).toMatchObject({ status: 200 });
    expect(await api.retrieve("doc2")).toMatchObject({ status: 200, body: { text: "Hello" } });

    const { code, stderr } = await deployment.stop();
    expect(code).toBe(0);
    const full = `error: The disk is full, or its quota used up, at ${join(data, "s3")}: make room there, or start with another --data-dir`;
    // Both times: something was stored between.
    expect(errors(stderr)).toEqual([full, full]);
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
