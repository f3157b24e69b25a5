import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { copyProject, LocalDeployment } from "./helpers/local-deployment";
import { temporaryDirectory } from "./helpers/temporary-directory";

interface Document {
  readonly id: string;
  readonly text: string;
  readonly embedding: number[];
}

interface Generated {
  readonly embedding: number[];
  readonly dimension: number;
  readonly s3_key: string | null;
  readonly stored_in_s3: boolean;
}

const directory = temporaryDirectory();
const recordListening = join(__dirname, "helpers", "record-listening.cjs");

const generate = async (url: string, request: Record<string, unknown>) => {
  const response = await fetch(`${url}/embeddings/generate`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(request),
  });
  return { status: response.status, body: (await response.json()) as Generated };
};
const retrieve = async (url: string, id: string) =>
  (await (await fetch(`${url}/embeddings/${encodeURIComponent(id)}`)).json()) as Document;

describe("a local deployment", () => {
  const listeningFile = join(directory, "listening");
  const env = {
    LOCAL_DATA_DIR: join(directory, "data"),
    RECORD_LISTENING: listeningFile,
    NODE_OPTIONS: `--require ${recordListening}`,
  };
  let deployment: LocalDeployment;
  let url: string;

  beforeAll(async () => {
    deployment = new LocalDeployment({ env });
    url = await deployment.url();
  });
  afterAll(() => deployment.stop());

  test("makes the round trip: what is generated is stored and retrieved, number by number", async () => {
    const { status, body } = await generate(url, { text: "Hello world", store_in_s3: true, embedding_id: "doc1" });
    expect(status).toBe(200);
    expect(body).toMatchObject({ dimension: 1024, s3_key: "embeddings/doc1.json", stored_in_s3: true });
    expect(body.embedding).toHaveLength(1024);
    const document = await retrieve(url, "doc1");
    expect(document).toMatchObject({ id: "doc1", text: "Hello world", dimension: 1024 });
    expect(document.embedding).toEqual(body.embedding);
  });

  test("keeps an embedding as a plain JSON object in the vector bucket", async () => {
    const { body } = await generate(url, { text: "plain", store_in_s3: true, embedding_id: "plain" });
    const s3 = new S3Client({
      endpoint: await deployment.s3Url(),
      region: "us-east-1",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    });
    const { Body, ContentType } = await s3.send(
      new GetObjectCommand({ Bucket: "embeddings-service-vector-embeddings", Key: "embeddings/plain.json" }),
    );
    expect(ContentType).toBe("application/json");
    expect(JSON.parse((await Body?.transformToString()) ?? "")).toMatchObject({
      text: "plain",
      embedding: body.embedding,
    });
    s3.destroy();
  });

  test("stores nothing where it is not asked to", async () => {
    const { body } = await generate(url, { text: "unsaved", embedding_id: "unsaved" });
    expect(body).toMatchObject({ stored_in_s3: false, s3_key: null });
    expect((await fetch(`${url}/embeddings/unsaved`)).status).toBe(404);
  });

  test("replaces an embedding that is stored again", async () => {
    await generate(url, { text: "first", store_in_s3: true, embedding_id: "again" });
    await generate(url, { text: "second", store_in_s3: true, embedding_id: "again", dimensions: 256 });
    expect(await retrieve(url, "again")).toMatchObject({ text: "second", dimension: 256 });
  });

  test.each(["x".repeat(256), `a${":".repeat(255)}`, "CASE", "case"])("stores under the id %s", async (id) => {
    const { status } = await generate(url, { text: `text of ${id}`, store_in_s3: true, embedding_id: id });
    expect([status, await retrieve(url, id)]).toMatchObject([200, { id, text: `text of ${id}` }]);
  });

  test("refuses a second deployment of the same data directory", async () => {
    const { code, stderr } = await new LocalDeployment({ env }).ended();
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: The data directory .* is in use by another local deployment: stop that one/);
  });

  test("answers errors as problem documents", async () => {
    const response = await fetch(`${url}/embeddings/nope`);
    expect(response.status).toBe(404);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({ status: 404, code: "embedding_not_found" });
  });

  test("puts two texts that share most of their words closer than two that share none", async () => {
    const embed = async (text: string) => (await generate(url, { text })).body.embedding;
    const cosine = (a: number[], b: number[]) => a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
    const query = await embed("The invoice for the March delivery is overdue");
    const near = cosine(query, await embed("The invoice for the April delivery is overdue"));
    const far = cosine(query, await embed("Wolves hunt elk during winter nights"));
    expect(near).toBeGreaterThan(0.6);
    expect(far).toBeLessThan(0.3);
  });

  test("keeps a whole text, embedded line by line, over a restart", async () => {
    const text = readFileSync(join(__dirname, "../node_modules/typescript/ThirdPartyNoticeText.txt"), "utf8");
    const lines = text.split("\n").filter((line) => line.trim() !== "");
    expect(lines.length).toBeGreaterThan(100);
    const answers = await Promise.all(
      lines.map((line, index) => generate(url, { text: line, store_in_s3: true, embedding_id: `line-${index}` })),
    );
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);

    expect(await deployment.stop()).toMatchObject({ code: 0, leftBehind: false });
    deployment = new LocalDeployment({ env });
    url = await deployment.url();

    const documents = await Promise.all(lines.map((_, index) => retrieve(url, `line-${index}`)));
    expect(documents.map((document) => document.text)).toEqual(lines);
    expect(documents.map((document) => document.embedding)).toEqual(answers.map(({ body }) => body.embedding));
  });

  test("listens on loopback only", () => {
    const addresses = readFileSync(listeningFile, "utf8").trim().split("\n");
    const sockets = addresses.map((line) => JSON.parse(line) as AddressInfo);
    expect(sockets.length).toBeGreaterThanOrEqual(3);
    expect(new Set(sockets.map(({ address }) => address))).toEqual(new Set(["127.0.0.1"]));
  });
});

test("has every stored embedding after it was killed", async () => {
  const env = { LOCAL_DATA_DIR: join(directory, "killed") };
  const killed = new LocalDeployment({ env });
  const { body } = await generate(await killed.url(), { text: "Hello", store_in_s3: true, embedding_id: "doc1" });
  await killed.kill();
  const deployment = new LocalDeployment({ env });
  expect(await retrieve(await deployment.url(), "doc1")).toMatchObject({ text: "Hello", embedding: body.embedding });
  await deployment.stop();
});

test("answers the request under way after Ctrl-C, which a terminal and npm send twice, then stops cleanly", async () => {
  const deployment = new LocalDeployment({ env: { LOCAL_DATA_DIR: join(directory, "interrupted") } });
  const url = await deployment.url();
  const body = JSON.stringify({ text: "Hello" });
  const underWay = request(`${url}/embeddings/generate`, {
    method: "POST",
    headers: { "content-type": "application/json", "content-length": body.length, expect: "100-continue" },
  });
  underWay.flushHeaders();
  await once(underWay, "continue");

  deployment.interruptServer();
  while (await fetch(url).catch(() => undefined)) await setImmediate();
  deployment.interruptServer();
  underWay.end(body);

  const [response] = (await once(underWay, "response")) as [IncomingMessage];
  // So that no client keeps the connection open, and the server with it.
  expect([response.statusCode, response.headers.connection]).toEqual([200, "close"]);
  response.resume();
  const { code, stderr, leftBehind } = await deployment.ended();
  expect({ code, stderr, leftBehind }).toEqual({ code: 0, stderr: "", leftBehind: false });
});

describe("a start that cannot succeed ends with one clear line and exit 1", () => {
  const failing = async (args: ConstructorParameters<typeof LocalDeployment>[0]) => {
    const { code, stdout, stderr, leftBehind } = await new LocalDeployment(args).ended();
    expect({ code, stdout, leftBehind }).toEqual({ code: 1, stdout: "", leftBehind: false });
    expect(stderr.trim().split("\n")).toHaveLength(1);
    return stderr;
  };

  test("on a port in use", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    expect(await failing({ env: { PORT: String(port) } })).toContain(`Port ${port} is in use`);
    other.close();
  });

  test("on a port that is no number", async () => {
    expect(await failing({ env: { PORT: "http" } })).toContain('PORT is "http"');
  });

  test("on a data directory that cannot be written", async () => {
    const file = join(directory, "file");
    writeFileSync(file, "");
    expect(await failing({ env: { LOCAL_DATA_DIR: file } })).toMatch(/cannot be written .*set LOCAL_DATA_DIR/);
  });

  test("on a data directory whose database is none", async () => {
    const dataDirectory = join(directory, "damaged");
    mkdirSync(join(dataDirectory, "s3"), { recursive: true });
    writeFileSync(join(dataDirectory, "s3", "fauxqs.db"), "no database ".repeat(100));
    expect(await failing({ env: { LOCAL_DATA_DIR: dataDirectory } })).toMatch(/cannot be used .*remove it, or set/);
  });

  test.each([
    ["an unknown bootstrap stack", "service", "other", /bootstrap stack ".*\/other" cannot be read/],
    ["another layer", "bootstrap", "bootstrap", /layer is "bootstrap" in Pulumi\.dev\.yaml: set it to "service"/],
  ])("on a stack configuration with %s", async (name, layer, bootstrapStack, message) => {
    const project = copyProject(join(directory, name));
    writeFileSync(
      join(project, "Pulumi.dev.yaml"),
      `config:\n  aws:region: us-east-1\n  embeddings-service:layer: ${layer}\n` +
        `  embeddings-service:bootstrapStack: ${bootstrapStack}\n`,
    );
    expect(await failing({ directory: project })).toMatch(message);
  });
});

test("uses an existing bucket where the stack is configured to", async () => {
  const project = copyProject(join(directory, "existing-bucket"));
  writeFileSync(
    join(project, "Pulumi.dev.yaml"),
    "config:\n  aws:region: us-east-1\n  embeddings-service:layer: service\n" +
      "  embeddings-service:bootstrapStack: bootstrap\n  embeddings-service:vectorBucketName: team-vectors\n",
  );
  const deployment = new LocalDeployment({ directory: project });
  const url = await deployment.url();
  await generate(url, { text: "Hello", store_in_s3: true, embedding_id: "doc1" });
  const s3 = new S3Client({
    endpoint: await deployment.s3Url(),
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket: "team-vectors" }));
  expect(Contents?.map(({ Key }) => Key)).toEqual(["embeddings/doc1.json"]);
  s3.destroy();
  expect(await deployment.stop("SIGINT")).toMatchObject({ code: 0, leftBehind: false });
});
