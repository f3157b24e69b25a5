import { writeFileSync } from "node:fs";
import { failure, s3Failure, titan } from "../../helpers/handler/aws-answers";
import type { Fault } from "../../helpers/handler/fault-proxy";
import { isPut, keysOf, useRebuild } from "../../helpers/tools/rebuild";

const rebuild = useRebuild();
const { run, store, puts } = rebuild;
const otherModel = { model: "amazon.titan-embed-text-v1" };
const html = { status: 200, headers: { "content-type": "text/html" }, body: "<html></html>" };
const reads = () => rebuild.s3.requests.filter(({ path }) => path.includes(".json"));
const fails = async (args: readonly string[], message: RegExp) => {
  const { status, stderr } = await run(args);
  expect(stderr).toMatch(message);
  expect(stderr.trim().split("\n").at(-1)).toMatch(/^error: /);
  expect(status).toBe(2);
};

beforeEach(async () => {
  await rebuild.stored.clear();
  await rebuild.indexed.clear();
});

describe("the index", () => {
  test.each([
    ["fails", failure(503, "Unavailable")],
    ["answers with something else", html],
  ])("that %s for a while is asked again", async (_, answer) => {
    await store("doc1");
    rebuild.vectors.fault = (request) => (isPut(request) && puts().length < 3 ? answer : "none");
    expect((await run()).status).toBe(0);
    expect(puts()).toHaveLength(3);
    expect(await rebuild.indexed.keys()).toEqual(["doc1"]);
  });

  test.each([
    [
      "is unavailable",
      failure(503, "ServiceUnavailableException"),
      /The vector index team-vectors\/embeddings cannot be/,
    ],
    ["answers with something else", html, /The vector index team-vectors\/embeddings cannot be used/],
    ["denies access", failure(403, "AccessDeniedException"), /check --index, and use credentials that may s3vectors:/],
  ])("that %s ends the command, which goes on from there", async (_, answer, message) => {
    for (const id of ["doc1", "doc2"]) await store(id);
    rebuild.vectors.fault = (request) => (isPut(request) ? answer : "none");
    await fails(["--retries", "1"], message);
    rebuild.vectors.clear();
    const { status, stdout } = await run();
    expect(stdout).toMatch(/^Indexed +2 embeddings$/m);
    expect(status).toBe(0);
    expect(await rebuild.indexed.keys()).toEqual(["doc1", "doc2"]);
  });

  test("that refuses one vector gets the others of its request", async () => {
    for (let at = 0; at < 9; at++) await store(`doc${at}`);
    rebuild.vectors.fault = (request) =>
      isPut(request) && keysOf(request).includes("doc5") ? failure(400, "ValidationException", "no good") : "none";
    const { status, stdout, stderr } = await run();
    expect(stderr).toBe("embeddings/doc5.json was refused by the index: 400 ValidationException: no good\n");
    expect(stdout).toMatch(/Indexed +8 [\s\S]*Failed +1\n/);
    expect(status).toBe(1);
    expect(await rebuild.indexed.keys()).toEqual([0, 1, 2, 3, 4, 6, 7, 8].map((at) => `doc${at}`));
  });
});

describe("the bucket", () => {
  test.each<[string, Fault]>([
    ["cuts off an object", "truncate"],
    [
      "answers other bytes than were stored",
      { alter: (body) => Buffer.from(String(body).replace("text of", "TEXT OF")) },
    ],
  ])("that %s is asked again", async (_, fault) => {
    await store("doc1");
    rebuild.s3.fault = () => (reads().length === 1 ? fault : "none");
    expect((await run()).status).toBe(0);
    expect(reads()).toHaveLength(2);
    expect(await rebuild.indexed.keys()).toEqual(["doc1"]);
  });

  test("that does not serve an object keeps its vector, and the command says so", async () => {
    for (const id of ["doc1", "doc2"]) await store(id);
    expect((await run()).status).toBe(0);
    rebuild.s3.fault = ({ path }) => (path.includes("/doc1.json") ? s3Failure(403, "AccessDenied") : "none");
    const { status, stdout, stderr } = await run();
    expect(stderr).toBe("embeddings/doc1.json could not be read or embedded: 403 AccessDenied: upstream secret\n");
    expect(stdout).toMatch(/Indexed +1 [\s\S]*Deleted +0 [\s\S]*Failed +1\n/);
    expect(status).toBe(1);
    expect(await rebuild.indexed.keys()).toEqual(["doc1", "doc2"]);
  });

  test("that serves no object is not asked for all of them", async () => {
    for (let at = 0; at < 60; at++) await store(`doc${at}`);
    rebuild.s3.fault = ({ path }) => (path.includes(".json") ? s3Failure(403, "AccessDenied") : "none");
    await fails(
      ["--concurrency", "1"],
      /Access to the bucket embeddings is denied .* check --bucket, .* s3:GetObject\n/,
    );
    expect(reads()).toHaveLength(20);
    expect(puts()).toEqual([]);
  });

  test("that serves some objects is asked for all of them", async () => {
    for (let at = 10; at < 60; at++) await store(`doc${at}`);
    rebuild.s3.fault = ({ path }) => (/[02468]\.json/.test(path) ? s3Failure(403, "AccessDenied") : "none");
    const { status, stdout } = await run(["--concurrency", "1"]);
    expect(stdout).toMatch(/Indexed +25 [\s\S]*Failed +25\n/);
    expect(status).toBe(1);
  });

  test.each([
    [
      "denies to be listed",
      s3Failure(403, "AccessDenied"),
      /Access to the bucket embeddings is denied .* s3:ListBucket/,
    ],
    ["answers with something else than a listing", html, /The bucket embeddings cannot be used .* again to go on/],
  ])("that %s ends the command, and the index stays as it is", async (_, answer, message) => {
    await store("doc1");
    await rebuild.putVector("orphan");
    rebuild.s3.fault = () => answer;
    await fails(["--retries", "1"], message);
    expect(await rebuild.indexed.keys()).toEqual(["orphan"]);
  });

  test("that does not say whether an object is there ends the command, and its vector stays", async () => {
    await store("doc1");
    await rebuild.putVector("orphan");
    rebuild.s3.fault = ({ method }) => (method === "HEAD" ? { status: 403, headers: {}, body: "" } : "none");
    await fails([], /Access to the bucket embeddings is denied /);
    expect(await rebuild.indexed.keys()).toEqual(["doc1", "orphan"]);
  });

  test("that may not be written ends the command", async () => {
    await store("other", otherModel);
    rebuild.s3.fault = ({ method }) => (method === "PUT" ? s3Failure(403, "AccessDenied") : "none");
    await fails(["--reembed"], /Access to the bucket embeddings is denied .* and s3:PutObject\n/);
    expect(JSON.parse(String(await rebuild.stored.read("other")))).toMatchObject(otherModel);
  });
});

test("what answers a write with a web page leaves the object and its vector, and the command names it", async () => {
  await store("other", otherModel);
  rebuild.s3.fault = ({ method }) => (method === "PUT" ? html : "none");
  const { status, stderr } = await run(["--reembed", "--retries", "1"]);
  expect(stderr).toMatch(/embeddings\/other\.json .*S3 answered without an entity tag\n/);
  expect(status).toBe(1);
  expect(await rebuild.indexed.keys()).toEqual([]);
});

describe("the model", () => {
  test.each([
    ["throttles", failure(429, "ThrottlingException")],
    ["answers with a shorter vector", titan([1, 2])],
  ])("that %s for a while is asked again", async (_, answer) => {
    await store("other", otherModel);
    rebuild.bedrock.fault = (_request, number) => (number < 3 ? answer : "none");
    expect((await run(["--reembed"])).status).toBe(0);
    expect(rebuild.bedrock.requests).toHaveLength(3);
    expect(await rebuild.indexed.keys()).toEqual(["other"]);
  });

  test.each([
    ["is unavailable", failure(503, "ServiceUnavailableException"), /could not be read or embedded: 503 Serv/],
    [
      "answers with something else",
      html,
      /embedded: The model returned something other than an embedding: \d+ characters that are not JSON\n/,
    ],
    [
      "answers with a shorter vector",
      titan([1, 2]),
      /embedded: The model returned something other than an embedding: 2 numbers instead of 256\n/,
    ],
    [
      "answers with a vector of no length",
      titan(Array(256).fill(0)),
      /was embedded to a vector that has only zeros.*\n/,
    ],
    [
      "refuses a text",
      failure(400, "ValidationException", "too long"),
      /has a text that the model refuses: .*too long\n/,
    ],
  ])("that %s leaves the object as it is, and the command names it", async (_, answer, message) => {
    await store("doc1");
    await store("other", otherModel);
    rebuild.bedrock.fault = () => answer;
    const { status, stdout, stderr } = await run(["--reembed", "--retries", "1"]);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split("\n")).toEqual([
      "To embed: about 3 tokens of amazon.titan-embed-text-v2:0, $0.0000 at $0.02 per million",
      expect.stringMatching(/^embeddings\/other\.json /),
    ]);
    expect(stdout).toMatch(/Indexed +1 [\s\S]*Reembedded +0 [\s\S]*Failed +1\n/);
    expect(status).toBe(1);
    expect(JSON.parse(String(await rebuild.stored.read("other")))).toMatchObject(otherModel);
    expect(await rebuild.indexed.keys()).toEqual(["doc1"]);
  });

  test("that a text is too long for is named, or leaves out the text's end where it is told to", async () => {
    await store("long", { ...otherModel, text: "word ".repeat(12_000) });
    rebuild.bedrock.fault = ({ body }) =>
      body.length > 51_000 ? failure(400, "ValidationException", "expected maxLength: 50000, actual: 60000") : "none";
    const refused = await run(["--reembed"]);
    expect(refused.stderr).toMatch(
      /embeddings\/long\.json has a text that the model refuses: 400 ValidationException: .*: split it, or give --truncate end\n/,
    );
    expect(JSON.parse(String(await rebuild.stored.read("long")))).toMatchObject(otherModel);
    const cut = await run(["--reembed", "--truncate", "end"]);
    expect(cut.stderr).toMatch(
      /\nembeddings\/long\.json is indexed without the end of the text, which is too long for the model\n$/,
    );
    expect(cut.status).toBe(0);
    expect(JSON.parse(String(await rebuild.stored.read("long")))).toMatchObject({
      text: "word ".repeat(12_000),
      truncated: true,
    });
    expect(await rebuild.indexed.keys()).toEqual(["long"]);
  });

  test.each([
    [
      "may not be used",
      failure(403, "AccessDeniedException"),
      /Access to the model .* --model, .*bedrock:InvokeModel\n/,
    ],
    [
      "nobody has subscribed to",
      failure(403, "AccessDeniedException", "denied: aws-marketplace:Subscribe"),
      /no subscription to the model amazon\.titan.* in AWS Marketplace \(403 .*\): an administrator makes it once/,
    ],
    [
      "a role named marketplace may not use",
      failure(403, "AccessDeniedException", "assumed-role/marketplace may not bedrock:InvokeModel"),
      /Access to the model .* is denied/,
    ],
    ["is not there", failure(404, "ResourceNotFoundException"), /There is no model amazon\.titan.* check --model/],
  ])("that %s ends the command", async (_, answer, message) => {
    await store("other", otherModel);
    rebuild.bedrock.fault = () => answer;
    await fails(["--reembed"], message);
  });
});

describe.each([
  ["a missing bucket", ["--bucket", "missing"], /^error: There is no bucket missing .*check --bucket/],
  ["a bad bucket", ["--bucket", "A"], /^error: --bucket is "A": set it to/],
  [
    "a missing index",
    ["--index", "team-vectors/missing"],
    /^error: There is no vector index team-vectors\/missing .*check --index/,
  ],
  ["an index that compares otherwise", ["--index", "team-vectors/euclidean"], /compares by euclidean, .* set --index/],
  ["an index with filterable text", ["--index", "team-vectors/unlabelled"], /lacks the non-filterable .*: set --index/],
  [
    "a model of another dimension",
    ["--model", otherModel.model],
    /has the dimension 256, and .* offers 1536: set --model/,
  ],
])("%s", (_, args, message) => {
  test("ends the command with one line before it puts anything", async () => {
    await store("doc1");
    const { status, stderr, stdout } = await run(args);
    expect(stdout).toBe("");
    expect(stderr).toMatch(message);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(status).toBe(2);
    expect(puts()).toEqual([]);
  });
});

test("says where checkpoints can go if they cannot be written", async () => {
  await store("doc1");
  const file = `${rebuild.checkpoints}.file`;
  writeFileSync(file, "");
  const { status, stderr } = await run([], { REINDEX_DIR: `${file}/in` });
  expect(stderr).toMatch(
    /^error: The checkpoint .* cannot be written \(not a directory\): set REINDEX_DIR to a folder that can\n$/,
  );
  expect(status).toBe(2);
  expect(puts()).toEqual([]);
});
