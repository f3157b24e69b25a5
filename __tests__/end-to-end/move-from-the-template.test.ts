import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { toUnitLength } from "../../embedding/unit-length";
import type { SearchResponse } from "../../functions/routes/search/response";
import { weightedStems } from "../../local/model/weighted-stems";
import { wordVector } from "../../local/model/word-vector";
import { ApiClient } from "../helpers/api/api-client";
import { StoredObjects } from "../helpers/handler/stored-objects";
import { LocalDeployment } from "../helpers/local/local-deployment";
import { temporaryDirectory } from "../helpers/temporary-directory";
import type { CommandResult } from "../helpers/tools/reindex";

const projectDirectory = join(__dirname, "../..");
const directory = temporaryDirectory();
const page = readFileSync(join(projectDirectory, "docs/move-from-the-template.md"), "utf8");
const [names = "", ...commands] = [...page.matchAll(/```sh\n([^`]+)```/g)].map(([, block = ""]) => block);
const { FROM = "", TO = "" } = Object.fromEntries(
  names
    .trim()
    .split("\n")
    .map((line) => line.split("=")),
);

/** A value as Python's `json.dumps` writes it. */
function dumps(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(dumps).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).map(([key, field]) => `${dumps(key)}: ${dumps(field)}`);
    return `{${fields.join(", ")}}`;
  }
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

const topics = [
  "invoices",
  "holidays",
  "backups",
  "printers",
  "Größen",
  "日本語",
  "parking",
  "coffee",
  "fire drills",
  "VPN",
];
const texts = Array.from(
  { length: 100 },
  (_, at) => `How ${topics[at % 10]} work in building ${at}, as of ${2000 + at}`,
);
const embed = (text: string, dimension: number) =>
  toUnitLength(wordVector(weightedStems(text), { dimension, space: "" })).map(Math.fround);
const seed = (at: number) => {
  const text = texts[at] ?? "";
  return { id: `doc-${at}`, text, embedding: embed(text, 1_024), dimension: 1024 };
};
const uuid = "9f1c1a52-3d0b-4f6e-8a55-0c6d7b0e2f11";

/** The objects of the template's bucket by key: 82 as its program wrote them, and others of all that one comes across. */
function templateObjects(): Map<string, string> {
  const objects = new Map<string, string>();
  const put = (at: number, json: string, id = `doc-${at}`) => objects.set(`embeddings/${id}.json`, json);
  for (let at = 0; at < 82; at++) put(at, dumps(seed(at)));
  const nulls = { model: null, metadata: null, normalized: null, input_token_count: null };
  put(82, dumps({ ...seed(82), ...nulls, created_at: "2024-03-01T12:00:00+05:30" }));
  put(83, dumps({ ...seed(83), ...nulls, created_at: "2024-03-01 12:00:00.123456" }));
  put(84, dumps({ ...seed(84), created_at: 1_709_294_400.25 }));
  for (let at = 85; at < 90; at++) {
    put(at, dumps({ ...seed(at), metadata: { path: `/hr/${at}`, author: { name: "A" }, tags: ["x", "y"] } }));
  }
  put(90, `\ufeff${dumps(seed(90))}`);
  put(91, JSON.stringify(seed(91), null, 4));
  const { dimension: _, ...withoutDimension } = seed(92);
  put(92, dumps(withoutDimension));
  put(93, dumps({ ...seed(93), id: uuid }), uuid);
  put(94, dumps({ ...seed(94), text: null }));
  put(95, dumps({ ...seed(95), embedding: embed(texts[95] ?? "", 256), dimension: 256 }));
  put(96, dumps({ ...seed(96), embedding: null }));
  put(97, dumps(seed(97)).replace(/\[[^,]+/, "[NaN"));
  put(98, dumps({ ...seed(98), id: "folder/doc" }), "folder/doc");
  put(99, dumps({ ...seed(99), id: "doc 99" }), "doc 99");
  return objects;
}
const unusable = ["embeddings/doc-97.json", "embeddings/folder/doc.json", "embeddings/doc 99.json"];
const idIn = (key: string) => key.slice("embeddings/".length, -".json".length);

describe("a bucket of the template, by the commands of its page,", () => {
  const objects = templateObjects();
  const usable = [...objects].filter(([key]) => !unusable.includes(key));
  const data = join(directory, "data");
  let deployment: LocalDeployment;
  let api: ApiClient;
  let service: StoredObjects;
  let environment: NodeJS.ProcessEnv;

  /** Runs a block of the page as somebody would who tries it on this machine. */
  const run = (block: string): Promise<CommandResult> =>
    new Promise((resolve) => {
      const script = `${names}${block.replaceAll("npm run reindex -- ", "npm run --silent reindex -- --local ")}`;
      execFile("sh", ["-c", script], { cwd: projectDirectory, env: environment }, (error, stdout, stderr) => {
        resolve({ status: error ? Number(error.code) : 0, stdout, stderr });
      });
    });
  const search = async (body: object) => {
    const answer = await api.request<SearchResponse>("POST", "/embeddings/search", { body });
    expect(answer.status).toBe(200);
    return answer.body.results;
  };

  beforeAll(async () => {
    deployment = new LocalDeployment({ env: { LOCAL_DATA_DIR: data } });
    api = new ApiClient(await deployment.url());
    const s3Url = await deployment.s3Url();
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const s3 = new S3Client({ endpoint: s3Url, region: "us-east-1", credentials });
    await s3.send(new CreateBucketCommand({ Bucket: FROM }));
    s3.destroy();
    const template = new StoredObjects(s3Url, FROM);
    for (const [key, json] of objects) await template.put(key, json);
    template.close();
    service = new StoredObjects(s3Url, TO);

    // So that the page's commands run where AWS's program is not installed.
    const bin = join(directory, "bin");
    mkdirSync(bin);
    const program = join(projectDirectory, "__tests__/helpers/local/aws.mts");
    writeFileSync(join(bin, "aws"), `#!/bin/sh\nexec "${process.execPath}" --import tsx "${program}" "$@"\n`, {
      mode: 0o755,
    });
    environment = {
      PATH: `${bin}:${process.env["PATH"]}`,
      HOME: directory,
      LOCAL_DATA_DIR: data,
      REINDEX_DIR: join(directory, "checkpoints"),
      AWS_ENDPOINT_URL_S3: s3Url,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
    };
  });
  afterAll(async () => {
    service.close();
    await deployment.stop();
  });

  test("is copied, and answered object by object as it is", async () => {
    expect(await run(commands[0] ?? "")).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(await service.keys()).toEqual([...objects.keys()].toSorted());
    for (const [key, json] of usable) {
      const { status, body } = await api.request("GET", `/embeddings/${idIn(key)}`);
      expect([status, body]).toEqual([200, JSON.parse(json.replace("\ufeff", ""))]);
    }
    expect((await api.request("GET", "/embeddings/doc-97")).body).toMatchObject({ code: "stored_document_invalid" });
  });

  test("would be without a model in the index, which a dry run says in a line", async () => {
    const { status, stdout, stderr } = await run(commands[1] ?? "");
    expect(stderr).toMatch(/^95 embeddings without a model, .* add --assume-model ID .* or --reembed /m);
    expect(stdout).toMatch(/Indexed +0 /);
    expect(status).toBe(1);
  });

  test("is indexed on its owner's word", async () => {
    const { status, stdout, stderr } = await run(commands[2] ?? "");
    expect(stdout).toMatch(/^Indexed +95 embeddings\nOn trust +95 of them[\s\S]*Failed +5$/m);
    expect(
      stderr
        .trim()
        .split("\n")
        .map((line) => line.split(" is no key")[0])
        .toSorted(),
    ).toEqual([
      '"embeddings/doc 99.json"',
      '"embeddings/folder/doc.json"',
      "embeddings/doc-85.json and 4 more are indexed without metadata.author, which is an object",
      "embeddings/doc-95.json has a dimension that is 256, and the vector index has the dimension 1024",
      "embeddings/doc-96.json has no vector of finite numbers: add --reembed to embed its text",
      expect.stringMatching(/^embeddings\/doc-97\.json is \d+ bytes that are not a JSON object$/),
    ]);
    expect(status).toBe(1);
  });

  test("is whole once the rest is computed anew", async () => {
    const { stdout, stderr } = await run(commands[3] ?? "");
    expect(stdout).toMatch(/^Indexed +97 embeddings\nOn trust +95 [\s\S]*Reembedded +2 of them[\s\S]*Failed +3$/m);
    expect(stderr).not.toMatch(/doc-9[56]/);
    expect((await api.retrieve("doc-96")).body).toMatchObject({ text: texts[96], dimension: 1024, normalized: true });
  });

  test("is found by texts, by ids, and by the metadata that the index holds", async () => {
    for (const at of [...Array(20).keys(), 82, 90, 95, 96]) {
      const [first] = await search({ text: texts[at], top_k: 1, include: ["text"] });
      expect(first).toMatchObject({ id: `doc-${at}`, text: texts[at] });
    }
    const [first] = await search({ embedding_id: uuid, include: ["embedding", "metadata"] });
    expect(first).toMatchObject({ id: uuid, score: expect.closeTo(1, 5), metadata: {}, embedding: seed(93).embedding });
    const inHr = await search({
      text: "work",
      filter: { path: { $startsWith: "/hr/" }, tags: "y" },
      include: ["metadata"],
    });
    expect(inHr.map(({ id }) => id).toSorted()).toEqual(["doc-85", "doc-86", "doc-87", "doc-88", "doc-89"]);
    expect(inHr[0]?.metadata).toEqual({ path: expect.stringMatching(/^\/hr\/8\d$/), tags: ["x", "y"] });
  });

  test("costs a search no more than the result whose object is broken afterwards", async () => {
    await service.write("doc-3", '{"id": "doc-3", "embedding": [NaN]}');
    const results = await search({ text: texts[3], top_k: 3, include: ["embedding"] });
    expect(results[0]).toMatchObject({ id: "doc-3", problem: { status: 500, code: "stored_document_invalid" } });
    expect(results.slice(1).map(({ embedding = [] }) => embedding.length)).toEqual([1024, 1024]);
  });
});
