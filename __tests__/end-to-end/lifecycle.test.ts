import { execFile } from "node:child_process";
import { once } from "node:events";
import { existsSync, renameSync } from "node:fs";
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

/** Ports that nobody listens at. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
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
    const [port] = await freePorts(1);
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
    expect(refused.length).toBeGreaterThan(0);
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

  test("disk, or of what was removed there, fails what it cannot store, says so in one line, and goes on", async () => {
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
    const stored = await api.generate(request);
    expect(stored).toMatchObject({ status: 200 });
    const store = { text: "Hello", embedding: stored.body.embedding, embedding_id: "doc3" };
    deployment.limitFileSize(1);
    const refused = { ...request, embedding_id: "doc2" };
    expect(await api.generate(refused)).toMatchObject({ status: 503, body: { code: "storage_unavailable" } });
    expect(await api.request("POST", "/embeddings/store", { body: store })).toMatchObject({ status: 503 });
    for (const id of ["doc2", "doc3"]) expect(await api.retrieve(id)).toMatchObject({ status: 404 });
    expect(await api.retrieve("doc1")).toMatchObject({ status: 200, body: { text: "Hello" } });
    const objects = new StoredObjects(await deployment.s3Url(), "embeddings-service-vector-embeddings");
    expect((await objects.keys()).filter((key) => /doc\d/.test(key))).toEqual(["embeddings/doc1.json"]);
    objects.close();
    deployment.limitFileSize(6_000);
    expect(await api.generate(refused)).toMatchObject({ status: 200 });
    expect(await api.request("POST", "/embeddings/store", { body: store })).toMatchObject({ status: 200 });
    for (const id of ["doc2", "doc3"]) {
      expect(await api.retrieve(id)).toMatchObject({ status: 200, body: { text: "Hello" } });
    }

    const lost = { ...request, embedding_id: "doc4" };
    const search = () => api.request("POST", "/embeddings/search", { body: { text: "Hello" } });
    renameSync(join(data, "s3"), join(data, "away"));
    expect(await api.generate(lost)).toMatchObject({ status: 503, body: { code: "storage_unavailable" } });
    expect(await api.retrieve("doc1")).toMatchObject({ status: 503 });
    renameSync(join(data, "away"), join(data, "s3"));
    expect(await api.retrieve("doc4")).toMatchObject({ status: 404 });
    expect(await api.generate(lost)).toMatchObject({ status: 200 });
    renameSync(join(data, "s3vectors"), join(data, "away"));
    expect(await search()).toMatchObject({ status: 503 });
    renameSync(join(data, "away"), join(data, "s3vectors"));
    renameSync(data, `${data}-away`);
    for (const path of ["/embeddings/doc1", "/embeddings/doc1", "/health"]) {
      expect((await fetch(`${await deployment.url()}${path}`)).status).toBe(503);
    }
    renameSync(`${data}-away`, data);
    expect(await search()).toMatchObject({ status: 200, body: { results: expect.any(Array) } });

    const { code, stderr } = await deployment.stop();
    expect(code).toBe(0);
    const removed = (name: string) =>
      `error: The data at ${join(data, name)} were removed while they are in use: put them back, or stop and start again`;
    const full = `error: The disk is full, or its quota used up, at ${join(data, "s3")}: make room there, or start with another --data-dir`;
    // Both times: something was stored between.
    expect(errors(stderr)).toEqual([full, full, removed("s3"), removed("s3vectors"), removed("lambda")]);
  });

  test("disk from the start ends with one line that says where", async () => {
    const data = newData();
    const { code, stderr } = await limited("-f 40", data).ended();
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: The disk is full, or its quota used up, at .*: make room there.*\n$/);
  });
});

test("answers at both loopback addresses, also where nobody reads what it prints any more", async () => {
  const deployment = start();
  const { port } = new URL(await deployment.url());
  deployment.closeOutput();
  for (const host of ["127.0.0.1", "[::1]", "localhost", "127.0.0.1", "localhost"]) {
    expect((await fetch(`http://${host}:${port}/health`)).status).toBe(200);
  }
  expect(await deployment.stop()).toMatchObject({ code: 0, stderr: "", leftBehind: false });
});

/** Asks each of the four services at its port for what it alone has. */
async function expectServed(host: string, [api, s3, model, vectors]: readonly number[]): Promise<void> {
  const client = new ApiClient(`http://${host}:${api}`);
  expect(await client.generate({ text: "Hello", store_in_s3: true, embedding_id: "doc1" })).toMatchObject({
    status: 200,
  });
  const objects = new StoredObjects(`http://127.0.0.1:${s3}`, "embeddings-service-vector-embeddings");
  expect(await objects.keys()).toEqual(["embeddings/doc1.json"]);
  objects.close();
  const post = (url: string, body: object) =>
    fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  const invoked = await post(`http://127.0.0.1:${model}/model/amazon.titan-embed-text-v2:0/invoke`, {
    inputText: "Hello",
  });
  expect(await invoked.json()).toMatchObject({ embedding: expect.any(Array) });
  const listed = await post(`http://127.0.0.1:${vectors}/ListVectorBuckets`, {});
  expect(await listed.json()).toMatchObject({ vectorBuckets: [expect.anything()] });
}

test("serves at the address and the ports that the variables say", async () => {
  const ports = await freePorts(4);
  const [PORT, LOCAL_S3_PORT, LOCAL_MODEL_PORT, LOCAL_VECTORS_PORT] = ports.map(String) as [
    string,
    string,
    string,
    string,
  ];
  const variables = { HOST: "127.0.0.2", PORT, LOCAL_S3_PORT, LOCAL_MODEL_PORT, LOCAL_VECTORS_PORT };
  const deployment = new LocalDeployment({ env: { ...variables, LOCAL_DATA_DIR: newData() } });
  await deployment.printed(new RegExp(`Serving on (http://127\\.0\\.0\\.2:${PORT}),`));
  await expectServed("127.0.0.2", ports);
  await expect(fetch(`http://127.0.0.1:${PORT}/health`)).rejects.toThrow();
  expect(await deployment.stop()).toMatchObject({ code: 0, stderr: "" });
});

test("serves at those that the options say, whatever the variables do", async () => {
  const [taken = 0, ...ports] = await freePorts(5);
  const listener = createServer().listen(taken, "127.0.0.1");
  const PORT = String(taken);
  const folder = newData();
  const deployment = new LocalDeployment({
    env: {
      HOST: "nowhere.invalid",
      PORT,
      LOCAL_S3_PORT: PORT,
      LOCAL_MODEL_PORT: PORT,
      LOCAL_VECTORS_PORT: PORT,
      LOCAL_DATA_DIR: newData(),
    },
    args: [
      ...["--host", "0.0.0.0", "--data-dir", folder],
      ...["port", "s3-port", "model-port", "vectors-port"].map((option, index) => `--${option}=${ports[index]}`),
    ],
  });
  await deployment.url();
  await expectServed("127.0.0.3", ports);
  expect(existsSync(join(folder, "s3"))).toBe(true);
  listener.close();
  expect(await deployment.stop()).toMatchObject({
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
