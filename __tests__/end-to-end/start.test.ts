import { once } from "node:events";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import {
  CreateIndexCommand,
  CreateVectorBucketCommand,
  ListVectorsCommand,
  PutVectorsCommand,
  S3VectorsClient,
} from "@aws-sdk/client-s3vectors";
import { readLocalEndpoints } from "../../common/local-endpoints";
import { copyProject } from "../../scripts/copy-project";
import { connect as connectTo } from "../../tools/api/connection";
import { listStored } from "../../tools/stored/list-stored";
import { ApiClient } from "../helpers/api/api-client";
import { StoredObjects } from "../helpers/handler/stored-objects";
import { LocalDeployment, type StartArgs } from "../helpers/local/local-deployment";
import { configureDev, copyStackFiles, unthrottled } from "../helpers/stacks/stack-file";
import { temporaryDirectory } from "../helpers/temporary-directory";
import { IngestProcess } from "../helpers/tools/ingest-process";

const directory = temporaryDirectory();
const recordListening = join(__dirname, "../helpers/local/record-listening.cjs");

describe("a local deployment", () => {
  const listeningFile = join(directory, "listening");
  const env = {
    LOCAL_DATA_DIR: join(directory, "data"),
    RECORD_LISTENING: listeningFile,
    NODE_OPTIONS: `--require ${recordListening}`,
  };
  let start: StartArgs;
  let deployment: LocalDeployment;
  let url: string;

  beforeAll(async () => {
    const stacks = copyStackFiles(join(directory, "stacks"));
    configureDev(stacks, unthrottled);
    start = { directory: stacks, env };
    deployment = new LocalDeployment(start);
    url = await deployment.url();
  });
  afterAll(() => deployment.stop());

  test("refuses a second deployment of the same data directory", async () => {
    const { code, stderr } = await new LocalDeployment(start).ended();
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: The data directory .* is in use by another local deployment: stop that one/);
  });

  test("keeps a whole text, embedded line by line, over a restart", async () => {
    const text = readFileSync(join(__dirname, "../../node_modules/typescript/ThirdPartyNoticeText.txt"), "utf8");
    const lines = text.split("\n").filter((line) => line.trim() !== "");
    expect(lines.length).toBeGreaterThan(100);
    const answers = await Promise.all(
      lines.map((line, index) =>
        new ApiClient(url).generate({ text: line, store_in_s3: true, embedding_id: `line-${index}` }),
      ),
    );
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);

    expect(readLocalEndpoints(env.LOCAL_DATA_DIR)).toMatchObject({ s3: await deployment.s3Url() });
    expect(await deployment.stop()).toMatchObject({ code: 0, leftBehind: false });
    expect(readLocalEndpoints(env.LOCAL_DATA_DIR)).toBeUndefined();
    deployment = new LocalDeployment(start);
    url = await deployment.url();

    const documents = await Promise.all(lines.map((_, index) => new ApiClient(url).retrieve(`line-${index}`)));
    expect(documents.map(({ body }) => body.text)).toEqual(lines);
    expect(documents.map(({ body }) => body.embedding)).toEqual(answers.map(({ body }) => body.embedding));
  });

  test("listens on loopback only", () => {
    const addresses = readFileSync(listeningFile, "utf8").trim().split("\n");
    const sockets = addresses.map((line) => JSON.parse(line) as AddressInfo);
    expect(sockets.length).toBeGreaterThanOrEqual(4);
    expect(new Set(sockets.map(({ address }) => address))).toEqual(new Set(["127.0.0.1", "::1"]));
  });

  test("has every stored embedding and every vector after it was killed, and npm run ingest goes on", async () => {
    const index = { vectorBucketName: "team-vectors", indexName: "passages" };
    const connect = async () =>
      new S3VectorsClient({
        endpoint: await deployment.vectorsUrl(),
        region: "us-east-1",
        credentials: { accessKeyId: "test", secretAccessKey: "test" },
      });
    const { body } = await new ApiClient(url).generate({
      text: "Hello",
      store_in_s3: true,
      embedding_id: "doc1",
    });
    const client = await connect();
    await client.send(new CreateVectorBucketCommand(index));
    await client.send(
      new CreateIndexCommand({ ...index, dataType: "float32", dimension: 2, distanceMetric: "cosine" }),
    );
    const vectors = Array.from({ length: 500 }, (_, number) => ({
      key: `doc${number}`,
      data: { float32: [number, 1] },
      metadata: { number },
    }));
    await client.send(new PutVectorsCommand({ ...index, vectors }));
    client.destroy();
    const passages = Array.from({ length: 700 }, (_, number) => ({
      id: `ingested:${number}`,
      text: `Text ${number}`,
    }));
    const file = join(directory, "passages.jsonl");
    writeFileSync(file, passages.map((passage) => JSON.stringify(passage)).join("\n"));
    const ingest = new IngestProcess([file, "--url", url], { INGEST_DIR: join(directory, "journals") });
    await deployment.printed(/(POST \/embeddings\/batch 200)/);
    await deployment.kill();
    await ingest.said("waiting for the service");
    deployment = new LocalDeployment({ ...start, env: { ...env, PORT: new URL(url).port } });
    expect(await deployment.url()).toBe(url);
    const { code, stdout, stderr } = await ingest.ended();
    expect(stderr).toMatch(/the API did not answer \((?:UND_ERR_SOCKET|ECONN\w+)\), waiting for the service\n/);
    const [stored = 0, unchanged = 0] = [/^Stored +([\d,]+)/m, /^Unchanged +([\d,]+)/m].map((row) =>
      Number(row.exec(stdout)?.[1]?.replace(",", "") ?? 0),
    );
    expect([code, stored + unchanged, /^Failed .*$/m.exec(stdout)?.[0]]).toEqual([
      0,
      passages.length,
      expect.stringMatching(/^Failed +0$/),
    ]);
    const listed = await Array.fromAsync(
      listStored(connectTo({ url, auth: "none", token: "" }), { prefix: "ingested:", limit: undefined }),
    );
    expect(listed.map(({ id }) => id).toSorted()).toEqual(passages.map(({ id }) => id).toSorted());
    expect((await new ApiClient(url).retrieve("doc1")).body).toMatchObject({
      text: "Hello",
      embedding: body.embedding,
    });
    const again = await connect();
    const list = new ListVectorsCommand({ ...index, returnData: true, returnMetadata: true });
    const { vectors: kept = [] } = await again.send(list);
    expect(kept).toHaveLength(vectors.length);
    expect(kept).toEqual(expect.arrayContaining(vectors));
    again.destroy();
  });

  test("answers the request under way after Ctrl-C, which a terminal and npm send twice, then stops cleanly", async () => {
    const body = JSON.stringify({ text: "Hello" });
    const underWay = request(`${url}/embeddings/generate`, {
      method: "POST",
      headers: { "content-type": "application/json", "content-length": body.length, expect: "100-continue" },
    });
    underWay.flushHeaders();
    await once(underWay, "continue");

    deployment.interruptServer();
    deployment.interruptServer();
    while (await fetch(url).catch(() => undefined)) await setImmediate();
    underWay.end(body);

    const [response] = (await once(underWay, "response")) as [IncomingMessage];
    // So that no client keeps the connection open, and the server with it.
    expect([response.statusCode, response.headers.connection]).toEqual([200, "close"]);
    response.resume();
    const { code, stderr, leftBehind } = await deployment.ended();
    expect({ code, stderr, leftBehind }).toEqual({ code: 0, stderr: "", leftBehind: false });
  });
});

describe("a start that cannot succeed ends with one clear line and exit 1", () => {
  const failing = async (args: StartArgs) => {
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

  test.each([
    [["--auth", "basic"], /^error: --auth is "basic": set it to one of none, iam, jwt, keys$/m],
    [["--prot", "80"], /^error: --prot is no option: there are --port, .*, see npm start -- --help$/m],
    [["--host", "nowhere.invalid"], /^error: The host nowhere\.invalid has no address: set --host to/m],
    [["--stack", "nope"], /^error: .*Pulumi\.nope\.yaml does not exist: copy one of the stacks .*dev.* to it, or use/],
    [["--stack", "bootstrap"], /layer is "bootstrap" in Pulumi\.bootstrap\.yaml: set it to "service"/],
  ])("on the options %j", async (args, message) => {
    expect(await failing({ args })).toMatch(message);
  });

  test("on a data directory that cannot be written", async () => {
    const file = join(directory, "file");
    writeFileSync(file, "");
    expect(await failing({ env: { LOCAL_DATA_DIR: file } })).toMatch(
      /cannot be written \(ENOTDIR\): let it be written, or start with another --data-dir/,
    );
  });

  test("on a data directory whose database is none", async () => {
    const dataDirectory = join(directory, "damaged");
    mkdirSync(join(dataDirectory, "s3"), { recursive: true });
    writeFileSync(join(dataDirectory, "s3", "fauxqs.db"), "no database ".repeat(100));
    expect(await failing({ env: { LOCAL_DATA_DIR: dataDirectory } })).toMatch(
      /cannot be used .*remove it, or start with another --data-dir/,
    );
  });

  test.each<[string, Record<string, unknown>, RegExp]>([
    ["an unknown bootstrap stack", { bootstrapStack: "other" }, /is "other" in .* without a file Pulumi\.other\.yaml/],
    ["another layer", { layer: "bootstrap" }, /layer is "bootstrap" in Pulumi\.dev\.yaml: set it to "service"/],
    [
      "an encrypted bootstrap stack",
      { bootstrapStack: { secure: "v1:x" } },
      /bootstrapStack is encrypted in Pulumi\.dev/,
    ],
  ])("on a stack configuration with %s", async (name, config, message) => {
    const stacks = copyStackFiles(join(directory, name));
    configureDev(stacks, config);
    expect(await failing({ directory: stacks, args: ["--stack", "dev"] })).toMatch(message);
  });

  test.each(["local/with-timeout.ts", "local/serve.ts", "service/http-api.ts", "functions/routes/health/handler.ts"])(
    "on an error in the source %s, which it names with its place",
    async (source) => {
      const project = copyProject(join(directory, source));
      const file = join(project, source);
      const text = readFileSync(file, "utf8");
      writeFileSync(file, `${text}const x = ;\n`);
      const line = text.split("\n").length;
      expect(await failing({ project })).toBe(`error: ${source}:${line}:11: Unexpected ";"\n`);
    },
  );

  test("on several service stacks, none of which is dev", async () => {
    const stacks = copyStackFiles(join(directory, "several"));
    renameSync(join(stacks, "Pulumi.dev.yaml"), join(stacks, "Pulumi.qa.yaml"));
    expect(await failing({ directory: stacks })).toMatch(
      /service stacks prod, qa: name one, as in npm start -- --stack/,
    );
  });
});

test("uses an existing bucket and the bootstrap stack of an organization where the stack is configured to, and says what is encrypted", async () => {
  const stacks = copyStackFiles(join(directory, "existing-bucket"));
  configureDev(stacks, {
    bootstrapStack: "acme/embeddings-service/bootstrap",
    vectorBucketName: "team-vectors",
    alarmEmail: { secure: "v1:x" },
  });
  const deployment = new LocalDeployment({ directory: stacks });
  const url = await deployment.url();
  await new ApiClient(url).generate({ text: "Hello", store_in_s3: true, embedding_id: "doc1" });
  const objects = new StoredObjects(await deployment.s3Url(), "team-vectors");
  expect(await objects.keys()).toEqual(["embeddings/doc1.json"]);
  objects.close();
  expect(await deployment.stop("SIGINT")).toMatchObject({
    code: 0,
    leftBehind: false,
    stderr: expect.stringMatching(/^warning: embeddings-service:alarmEmail is encrypted in Pulumi\.dev\.yaml, .*\n$/),
  });
});
