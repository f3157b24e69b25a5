import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { publishLocalEndpoints } from "../../../common/local-endpoints";
import { contentHash } from "../../../embedding/content-hash";
import { sweepKey } from "../../../embedding/object-key";
import { s3Failure } from "../../helpers/handler/aws-answers";
import { document, model, useRebuild } from "../../helpers/tools/rebuild";
import { startReindex } from "../../helpers/tools/reindex";

const rebuild = useRebuild();
const { run } = rebuild;
const assume = ["--assume-model", model];

/** An object as the template's program writes it, with changes. */
const seed = (id: string, changes: object = {}) => {
  const { text, embedding, dimension } = document(id);
  return JSON.stringify({ id, text, embedding, dimension, ...changes });
};
const stored = async (id: string) => String(await rebuild.stored.read(id));
const lines = (text: string) => text.trim().split("\n").toSorted();
const toEmbed = (tokens: number) => `To embed: about ${tokens} tokens of ${model}, $0.0000 at $0.02 per million`;
const metadataOf = async (id: string) => (await rebuild.indexed.all()).get(id)?.metadata;

beforeEach(async () => {
  await rebuild.stored.clear();
  await rebuild.indexed.clear();
});

describe("objects without a model", () => {
  beforeEach(async () => {
    await rebuild.stored.write("a", seed("a"));
    await rebuild.stored.write("b", `\ufeff${seed("b", { model: null, created_at: "2026-01-01T00:00:00+02:00" })}`);
    await rebuild.stored.write("c", seed("c", { dimension: undefined, text: null }));
  });

  test("are left out, counted in one line that has the two ways to index them", async () => {
    await rebuild.store("ours");
    await rebuild.store("elsewhere", { model: null, input_token_count: null });
    const { status, stdout, stderr } = await run();
    expect(lines(stderr)).toEqual([
      "3 embeddings without a model, and so not put into the index: add --assume-model ID where you know that their vectors " +
        "are of the index's model, or --reembed to compute them anew",
    ]);
    expect(stdout).toMatch(/Indexed +2 [\s\S]*Failed +3$/m);
    expect(status).toBe(1);
    expect(await rebuild.indexed.keys()).toEqual(["elsewhere", "ours"]);
  });

  test("are indexed on trust, and stay as they are", async () => {
    const { status, stdout, stderr } = await run(assume);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(
      /^Indexed +3 embeddings\nOn trust +3 of them, which do not say that they are of amazon\.titan/,
    );
    expect((await rebuild.indexed.all()).get("a")).toEqual({
      embedding: document("a").embedding,
      metadata: { text: "text of a", _model: model, _dimension: 256 },
    });
    expect(await metadataOf("c")).toEqual({ _model: model, _dimension: 256 });
    expect(await stored("a")).toBe(seed("a"));
  });

  test("are not trusted to be of another model than the index's", async () => {
    const { status, stderr } = await run(["--assume-model", "amazon.titan-embed-text-v1"]);
    expect(stderr).toMatch(/^error: --assume-model is amazon.titan-embed-text-v1, and the index is of .* set --model /);
    expect([status, await rebuild.indexed.keys()]).toEqual([2, []]);
  });

  test("are made whole with --reembed, where they have a text", async () => {
    const { status, stdout, stderr } = await run(["--reembed"]);
    expect(lines(stderr)).toEqual([toEmbed(6), "embeddings/c.json has no text to embed"]);
    expect(stdout).toMatch(/Indexed +2 [\s\S]*Reembedded +2 of them/);
    expect(status).toBe(1);
    const whole = JSON.parse(await stored("a"));
    expect(whole).toEqual({
      id: "a",
      text: "text of a",
      embedding: expect.any(Array),
      dimension: 256,
      model,
      input_type: "document",
      input_token_count: expect.any(Number),
      truncated: false,
      normalized: true,
      // That of a request for the same, which finds it unchanged.
      content_hash: contentHash({ ...whole, normalize: true }),
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    });
    expect(JSON.parse(await stored("b"))).toMatchObject({ model, created_at: "2026-01-01T00:00:00+02:00" });
  });

  test("are both: those that --reembed would make whole are trusted where it is said", async () => {
    const { stdout } = await run([...assume, "--reembed"]);
    expect(stdout).toMatch(/On trust +3 [\s\S]*Reembedded +0 /);
    expect(await stored("a")).toBe(seed("a"));
  });

  test("would be counted by a dry run, which changes nothing", async () => {
    expect((await run([...assume, "--dry-run"])).stdout).toMatch(/Indexed +3 [\s\S]*On trust +3 /);
    expect((await run(["--reembed", "--dry-run"])).stdout).toMatch(/Reembedded +2 of them/);
    expect([await rebuild.indexed.keys(), await stored("a")]).toEqual([[], seed("a")]);
  });
});

test("keeps what others have in an object that is embedded anew, to the digit", async () => {
  const others = `"big": 12345678901234567890, "half": 1.50, "nested": {"a": [1e3, null]}, "__proto__": {"x": 1}`;
  await rebuild.stored.write("a", `{"id": "a", "text": "a text", "embedding": "AACAPg==", ${others}}`);
  expect((await run()).stderr).toMatch(/^embeddings\/a\.json has no vector of finite numbers: add --reembed /);
  expect((await run(["--reembed"])).status).toBe(0);
  expect(await stored("a")).toMatch(
    /^\{"id":"a","text":"a text","embedding":\[.*\],"big":12345678901234567890,"half":1\.50,"nested":\{"a":\[1e3,null\]\},"__proto__":\{"x":1\},/,
  );
  expect(await metadataOf("a")).toMatchObject({ text: "a text", _model: model });
});

test("makes whole with --reembed what has a vector that the index refuses", async () => {
  await rebuild.stored.write("zeros", seed("zeros", { embedding: Array(256).fill(0) }));
  await rebuild.stored.write("huge", seed("huge", { embedding: Array(256).fill(1e300) }));
  const trusted = await run(["--assume-model", model]);
  expect(lines(trusted.stderr)).toEqual([
    expect.stringMatching(/^embeddings\/huge\.json .* a 32-bit float cannot hold: add --reembed to embed its text$/),
    expect.stringMatching(/^embeddings\/zeros\.json .* no direction to compare: add --reembed to embed its text$/),
  ]);
  const { status, stdout, stderr } = await run(["--assume-model", model, "--reembed"]);
  expect([status, lines(stderr)]).toEqual([0, [toEmbed(6)]]);
  expect(stdout).toMatch(/On trust +0 [\s\S]*Reembedded +2 /);
  expect(await rebuild.indexed.keys()).toEqual(["huge", "zeros"]);
});

test("names what is nested too deep to be written anew, and goes on", async () => {
  const deep = `{"id": "deep", "text": "a text", "x": ${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
  await rebuild.stored.write("deep", deep);
  await rebuild.stored.write("whole", seed("whole"));
  const { status, stdout, stderr } = await run(["--reembed"]);
  expect(lines(stderr)).toEqual([toEmbed(5), "embeddings/deep.json is nested too deep to be written anew"]);
  expect(stdout).toMatch(/Indexed +1 [\s\S]*Failed +1$/m);
  expect([status, await stored("deep")]).toEqual([1, deep]);
});

test("says of what is JSON but no embedding what it is", async () => {
  await rebuild.stored.write("number", JSON.stringify({ id: 7, text: "a" }));
  await rebuild.stored.write("list", "[]");
  await rebuild.stored.write("nothing", "{}");
  expect(lines((await run()).stderr)).toEqual([
    "embeddings/list.json is 2 bytes that are not a JSON object",
    "embeddings/nothing.json has no id",
    "embeddings/number.json has an id that is not a string",
  ]);
});

test("quotes little of what others wrote, and nothing that a terminal would obey", async () => {
  const long = "\u001b[2J".padEnd(10_000, "x");
  await rebuild.stored.write("id", seed("id", { id: long }));
  await rebuild.stored.write("key", seed("key", { model, metadata: { [long]: null, "half \ud83c": 1 } }));
  await rebuild.stored.write("model", seed("model", { model: long }));
  const { stderr } = await run();
  expect(lines(stderr)).toEqual([
    `embeddings/id.json has the id of another embedding, "\\u001b[2J${"x".repeat(60)}…"`,
    `embeddings/key.json is indexed without metadata.\\u001b[2J${"x".repeat(60)}…, which is null`,
    "embeddings/key.json is indexed without metadata.half \ufffd, which is not valid Unicode",
    expect.stringContaining(`is of the model \\u001b[2J${"x".repeat(60)}…, dimension 256`),
  ]);
});

test("indexes what the index can hold, and says by kind what it leaves out", async () => {
  const nested = { author: { name: "A" }, language: "de", tags: ["x", "y"] };
  for (const id of ["a", "b", "c"]) await rebuild.stored.write(id, seed(id, { model, metadata: nested }));
  await rebuild.stored.write(
    "d",
    seed("d", { model, metadata: { long: "x".repeat(3_000), note: null, text: "x", n: 1 } }),
  );
  await rebuild.stored.write("e", seed("e", { model, metadata: ["x"] }));
  await rebuild.stored.write("f", seed("f", { model, text: "half \ud83c", metadata: null }));
  const { status, stdout, stderr } = await run();
  expect(lines(stderr)).toEqual([
    "embeddings/a.json and 2 more are indexed without metadata.author, which is an object",
    "embeddings/d.json is indexed without metadata.long, for which there is no room",
    "embeddings/d.json is indexed without metadata.note, which is null",
    "embeddings/d.json is indexed without metadata.text, which is a key of the index's own",
    "embeddings/e.json is indexed without metadata, which is not an object",
    "embeddings/f.json is indexed without the text, which is not valid Unicode",
  ]);
  expect(stdout).toMatch(/Indexed +6 [\s\S]*Failed +0$/m);
  expect(status).toBe(0);
  expect(await metadataOf("a")).toEqual({
    language: "de",
    tags: ["x", "y"],
    text: "text of a",
    _model: model,
    _dimension: 256,
  });
  expect(await metadataOf("d")).toEqual({ n: 1, text: "text of d", _model: model, _dimension: 256 });
});

test("names no more than 20 kinds of what it leaves out", async () => {
  const metadata = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`key${index}`, null]));
  await rebuild.stored.write("a", seed("a", { model, metadata }));
  const { stderr } = await run();
  expect(lines(stderr)).toHaveLength(21);
  expect(stderr).toContain("and 5 kinds more of what is left out\n");
});

test("names the objects whose keys are no embedding's, and not what stands for a folder or is the sweep's", async () => {
  await rebuild.store("ours");
  await rebuild.stored.write("a/b", seed("a/b"));
  await rebuild.stored.write("ü", seed("ü"));
  await rebuild.stored.put("embeddings/readme.txt", "Hello");
  await rebuild.stored.put("embeddings/", "");
  await rebuild.stored.put(sweepKey, "{}");
  await rebuild.stored.put("elsewhere.json", "{}");
  const { status, stdout, stderr } = await run();
  expect(lines(stderr)).toEqual(
    ["a/b.json", "readme.txt", "ü.json"].map((name) =>
      expect.stringContaining(`"embeddings/${name}" is no key of an embedding: rename it to embeddings/{id}.json`),
    ),
  );
  expect(stdout).toMatch(/Indexed +1 [\s\S]*Failed +3$/m);
  expect([status, await rebuild.indexed.keys()]).toEqual([1, ["ours"]]);
});

describe("--local", () => {
  const bucket = ["--bucket", "embeddings", "--index", "team-vectors/embeddings", "--local"];
  const start = (data: string) =>
    startReindex(bucket, { LOCAL_DATA_DIR: data, REINDEX_DIR: rebuild.checkpoints }).ended;
  const directory = (name: string) => {
    const path = join(rebuild.checkpoints, "..", name);
    mkdirSync(path);
    return path;
  };

  const publish = (data: string) =>
    publishLocalEndpoints(data, {
      s3: rebuild.env["AWS_ENDPOINT_URL_S3"] ?? "",
      vectors: rebuild.env["AWS_ENDPOINT_URL_S3VECTORS"] ?? "",
      bedrock: rebuild.env["AWS_ENDPOINT_URL_BEDROCK_RUNTIME"] ?? "",
      region: "us-east-1",
    });

  test("uses the local deployment, without credentials or a region", async () => {
    await rebuild.store("doc1");
    const data = directory("serving");
    const published = publish(data);
    const { status, stderr } = await start(data);
    expect([status, stderr, await rebuild.indexed.keys()]).toEqual([0, "", ["doc1"]]);
    published.close();
    expect((await start(data)).stderr).toMatch(
      /^error: There is no local deployment with its data in .*: run npm start/,
    );
  });

  test("does not go on in one deployment where a run in another ended, for both have the same names", async () => {
    await rebuild.store("doc1");
    const [one, other] = [directory("one"), directory("other")] as const;
    publish(one);
    publish(other);
    // Of the orphans, after all was put.
    rebuild.vectors.fault = ({ path }) =>
      path === "/ListVectors" && rebuild.puts().length > 0 ? s3Failure(403, "AccessDenied") : "none";
    expect((await start(one)).status).toBe(2);
    rebuild.vectors.clear();
    expect((await start(other)).stdout).toMatch(/^Indexed +1 embedding$/m);
    expect((await start(one)).stdout).toMatch(/^Indexed +1 embedding, 1 of the objects in an earlier run$/m);
  });

  test("says that a deployment does not run which was killed as it began", async () => {
    const data = directory("begun");
    writeFileSync(join(data, "endpoints.json"), '{"s3": "http');
    const { status, stderr } = await start(data);
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^error: There is no local deployment /)]);
  });

  test("says that a deployment does not run which was killed", async () => {
    const data = directory("killed");
    const url = "http://127.0.0.1:1";
    publishLocalEndpoints(data, { s3: url, vectors: url, bedrock: url, region: "us-east-1" });
    const { status, stderr } = await start(data);
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^error: There is no local deployment /)]);
  });
});
