import { rareTerms } from "../../../embedding/ranking/rare-terms";
import { failure } from "../../helpers/handler/aws-answers";
import type { Fault } from "../../helpers/handler/fault-proxy";
import { document, isPut, keysOf, model, useRebuild } from "../../helpers/tools/rebuild";

const rebuild = useRebuild();
const { run, start, store, puts } = rebuild;
const otherModel = { model: "amazon.titan-embed-text-v1" };

/** Resolves when so many requests for vectors to be put have come. */
const putsCame = (count: number) => rebuild.vectors.received(count, isPut);
/** What happens to the first request for vectors to be put. */
const onFirstPut = (fault: Fault) => {
  rebuild.vectors.fault = (request) => (isPut(request) && puts().length === 1 ? fault : "none");
};

test("puts what is stored as the functions do, deletes orphans, and names what it cannot read or mix", async () => {
  await store("doc1");
  await store("doc2", { model: null });
  await store("other", otherModel);
  await rebuild.stored.write("corrupt", "{");
  await store("renamed", { id: "another" });
  await rebuild.putVector("orphan");

  const dry = await run(["--dry-run"]);
  expect(dry.stdout).toMatch(/Indexed +2 [\s\S]*Deleted +1 [\s\S]*Failed +3/);
  expect(await rebuild.indexed.keys()).toEqual(["orphan"]);

  const { status, stdout, stderr } = await run();
  expect(stderr.split("\n").toSorted().filter(Boolean)).toEqual([
    "embeddings/corrupt.json is 1 bytes that are not a JSON object",
    `embeddings/other.json is of the model amazon.titan-embed-text-v1, dimension 256, and the index of ${model}, dimension 256`,
    'embeddings/renamed.json has the id of another embedding, "another"',
  ]);
  expect(stdout).toMatch(/Indexed +2 [\s\S]*Deleted +1 [\s\S]*Failed +3/);
  expect(status).toBe(1);
  expect(await rebuild.indexed.keys()).toEqual(["doc1", "doc2"]);
  expect((await rebuild.indexed.all()).get("doc1")).toEqual({
    embedding: document("doc1").embedding,
    metadata: {
      page: 7,
      text: "text of doc1",
      _terms: rareTerms("doc1"),
      _model: model,
      _dimension: 256,
      _normalized: false,
    },
  });
  expect(puts()).toHaveLength(1);
});

test("embeds and stores anew what is of another model", async () => {
  await rebuild.stored.clear();
  await rebuild.indexed.clear();
  await store("doc1");
  await store("other", { ...otherModel, extra: "kept" });
  const { status, stdout } = await run(["--reembed"]);
  expect(stdout).toMatch(/Indexed +2 [\s\S]*Reembedded +1 of them, 3 tokens/);
  expect(status).toBe(0);
  const written = JSON.parse(String(await rebuild.stored.read("other")));
  expect(written).toMatchObject({ model, dimension: 256, extra: "kept", created_at: "2026-01-01T00:00:00.000Z" });
  expect(JSON.parse(String(await rebuild.stored.read("doc1")))).toEqual(document("doc1"));
  expect((await rebuild.indexed.all()).get("other")?.embedding).toEqual(written.embedding.map(Math.fround));
});

test("estimates by the model that will embed, also where an object has another one's count", async () => {
  await rebuild.stored.clear();
  await rebuild.indexed.clear();
  await store("doc1", { text: "x".repeat(4_000), model: "amazon.titan-embed-text-v1", input_token_count: 7 });
  const args = ["--reembed", "--model", "cohere.embed-v4:0"];
  expect((await run([...args, "--dry-run"])).stdout).toContain("1 of them, 1,000 tokens of cohere.embed-v4:0");
  const { stdout, stderr } = await run(args);
  expect(stderr).toMatch(/^To embed: about 1,000 tokens of cohere\.embed-v4:0, /);
  expect(stdout).toContain("1 of them, 1,000 tokens of cohere.embed-v4:0");
});

test("embeds as many texts in a call as the model takes, and one that it refuses fails alone", async () => {
  await rebuild.stored.clear();
  await rebuild.indexed.clear();
  const ids = Array.from({ length: 100 }, (_, at) => `p${at + 100}`);
  await Promise.all(ids.map((id) => store(id)));
  rebuild.bedrock.fault = ({ body }) =>
    String(body).includes("text of p150") ? failure(400, "ValidationException", "no good") : "none";
  const { status, stdout, stderr } = await run(["--reembed", "--model", "cohere.embed-v4:0"]);
  const texts = rebuild.bedrock.requests.map(({ body }) => JSON.parse(String(body)).texts.length);
  expect(texts.toSorted((a, b) => b - a).slice(0, 2)).toEqual([96, 48]);
  // Halves find the one among 96 in 14 calls.
  expect(texts.length).toBeLessThan(20);
  expect(stderr.trim().split("\n")).toEqual([
    expect.stringMatching(/^To embed: about 400 tokens of cohere\.embed-v4:0, \$0\.0000 at \$0\.12 per million$/),
    "embeddings/p150.json has a text that the model refuses: 400 ValidationException: no good",
  ]);
  expect(stdout).toMatch(/Indexed +99 [\s\S]*Reembedded +99 of them, [\d,]+ tokens of cohere\.embed-v4:0/);
  expect(status).toBe(1);
  expect(JSON.parse(String(await rebuild.stored.read("p199")))).toMatchObject({
    model: "cohere.embed-v4:0",
    input_type: "document",
    dimension: 256,
  });
  expect(await rebuild.indexed.keys()).toEqual(expect.arrayContaining(ids.filter((id) => id !== "p150")));
});

test("does not overwrite what is stored while it embeds", async () => {
  await rebuild.stored.clear();
  await rebuild.indexed.clear();
  await store("other", otherModel);
  const newer = { ...otherModel, text: "newer and longer text" };
  rebuild.bedrock.fault = (_, number) => (number === 1 ? { after: store("other", newer) } : "none");
  expect((await run(["--reembed"])).status).toBe(0);
  expect(JSON.parse(String(await rebuild.stored.read("other")))).toMatchObject({ model, text: newer.text });
  expect((await rebuild.indexed.all()).get("other")?.metadata).toMatchObject({ text: newer.text, _model: model });
});

test("names what is stored each time that it is embedded or put", async () => {
  await rebuild.stored.clear();
  await rebuild.indexed.clear();
  await store("doc1");
  await store("other", otherModel);
  let version = 0;
  rebuild.vectors.fault = (request) => ({
    after: isPut(request) ? store("doc1", { text: `version ${version++}` }) : Promise.resolve(),
  });
  rebuild.bedrock.fault = () => ({ after: store("other", { ...otherModel, text: `version ${version++}` }) });
  const { status, stderr } = await run(["--reembed"]);
  expect(stderr.trim().split("\n").toSorted()).toEqual([
    "To embed: about 3 tokens of amazon.titan-embed-text-v2:0, $0.0000 at $0.02 per million",
    "embeddings/doc1.json was stored again and again while it was indexed",
    "embeddings/other.json was stored again and again while it was indexed",
  ]);
  expect(status).toBe(1);
  expect(puts()).toHaveLength(4);
  rebuild.vectors.clear();
  rebuild.bedrock.clear();
  expect((await run(["--reembed"])).status).toBe(0);
});

test("keeps the vector of what is stored after it was listed, also where it deletes it as an orphan", async () => {
  await rebuild.stored.clear();
  await rebuild.indexed.clear();
  for (const id of ["doc1", "listed", "deleted"]) await store(id);
  expect((await run()).status).toBe(0);
  for (const id of ["listed", "deleted"]) await rebuild.stored.remove(id);
  rebuild.vectors.fault = ({ path }) => {
    if (path === "/ListVectors") return { after: store("listed") };
    return path === "/DeleteVectors" ? { after: store("deleted", { text: "newer" }) } : "none";
  };
  expect((await run()).status).toBe(0);
  const deletions = rebuild.vectors.requests.filter(({ path }) => path === "/DeleteVectors");
  expect(deletions.map(({ body }) => JSON.parse(String(body)).keys)).toEqual([["deleted"]]);
  expect(await rebuild.indexed.keys()).toEqual(["deleted", "doc1", "listed"]);
  expect((await rebuild.indexed.all()).get("deleted")?.metadata).toMatchObject({ text: "newer" });
});

test("names nothing that is deleted after it was read", async () => {
  await rebuild.stored.clear();
  await rebuild.indexed.clear();
  await store("doc1");
  await rebuild.stored.write("corrupt", "{");
  rebuild.vectors.fault = (request) => (isPut(request) ? { after: rebuild.stored.remove("corrupt") } : "none");
  const { status, stderr } = await run();
  expect([status, stderr]).toEqual([0, ""]);
});

test("empties an index by a bucket without embeddings only where it is told to", async () => {
  await rebuild.stored.clear();
  const vectors = await rebuild.indexed.keys();
  const { length } = vectors;
  const { status, stderr } = await run();
  expect(stderr).toBe(
    `error: The bucket embeddings has no embeddings, and the index has ${length} ${length === 1 ? "vector" : "vectors"}: ` +
      "check --bucket, or add --allow-empty to delete all of them\n",
  );
  expect(status).toBe(2);
  expect(await rebuild.indexed.keys()).toEqual(vectors);
  const allowed = await run(["--allow-empty"]);
  expect(allowed.stdout).toMatch(new RegExp(`Indexed +0 [\\s\\S]*Deleted +${vectors.length} `));
  expect(allowed.status).toBe(0);
  expect(await rebuild.indexed.keys()).toEqual([]);
  expect((await run()).status).toBe(0);
});

test("changes nothing in an index that seems to be another bucket's, unless it is told to", async () => {
  await rebuild.stored.clear();
  await run(["--allow-empty"]);
  await Promise.all(["a", "b", "c", "d"].map((id) => store(id)));
  for (const id of ["a", "other1", "other2", "other3"]) await rebuild.putVector(id);
  const keys = await rebuild.indexed.keys();
  const refused = await run();
  expect([refused.status, refused.stdout]).toEqual([2, ""]);
  expect(refused.stderr).toBe(
    "error: The index is of another bucket, it seems: 3 of 4 vectors are of no embedding in embeddings. " +
      "Check --bucket and --index, or add --allow-empty to delete all such vectors\n",
  );
  expect((await run(["--dry-run"])).status).toBe(2);
  expect(await rebuild.indexed.keys()).toEqual(keys);

  const allowed = await run(["--allow-empty"]);
  expect([allowed.status, allowed.stdout]).toEqual([0, expect.stringMatching(/Indexed +4 [\s\S]*Deleted +3 /)]);
  expect(await rebuild.indexed.keys()).toEqual(["a", "b", "c", "d"]);
  // Half of them are as many as a bucket loses.
  for (const id of ["other1", "other2", "other3", "other4"]) await rebuild.putVector(id);
  expect((await run()).stdout).toMatch(/Deleted +4 /);
});

test("puts 500 at a time, and goes on after it was killed", async () => {
  await rebuild.stored.clear();
  await rebuild.indexed.clear();
  const ids = Array.from({ length: 1_100 }, (_, at) => `p${at}`);
  for (let at = 0; at < ids.length; at += 50) await Promise.all(ids.slice(at, at + 50).map((id) => store(id)));
  rebuild.vectors.fault = (request) => (isPut(request) && puts().length > 1 ? "hang" : "none");
  const { child, ended } = start([]);
  await putsCame(3);
  expect(puts().map(keysOf)[0]).toHaveLength(500);
  child.kill("SIGKILL");
  await ended;
  rebuild.vectors.clear();
  const { status, stdout } = await run();
  expect(stdout).toContain("1,100 embeddings, 500 of the objects in an earlier run");
  expect(status).toBe(0);
  expect(await rebuild.indexed.keys()).toEqual(ids.toSorted());
});

test("ends in order when it is interrupted, and goes on from there", async () => {
  // The first batch is under way when the signal comes, and is put.
  onFirstPut({ delayMs: 500 });
  const { child, ended } = start([]);
  await putsCame(1);
  child.kill("SIGINT");
  const { status, stderr } = await ended;
  expect(stderr).toContain("run the same command again to go on");
  expect(status).toBe(130);
  const resumed = await run();
  expect(resumed.stdout).toMatch(/1,100 embeddings, [\d,]+ of the objects in an earlier run/);
  expect(resumed.status).toBe(0);
});

test("begins anew where it is told to", async () => {
  rebuild.vectors.fault = (request) => (isPut(request) && puts().length > 1 ? "hang" : "none");
  const { child, ended } = start([]);
  await putsCame(3);
  child.kill("SIGKILL");
  await ended;
  rebuild.vectors.clear();
  const { status, stdout } = await run(["--restart"]);
  expect(stdout).toMatch(/^Indexed +1,100 embeddings$/m);
  expect(status).toBe(0);
  expect(puts().flatMap(keysOf)).toHaveLength(1_100);
});

test("puts again what the service stores while the older version is put", async () => {
  await rebuild.stored.clear();
  await rebuild.indexed.clear();
  await store("doc1");
  await store("doc2");
  let newer = "";
  rebuild.vectors.fault = (request) => {
    if (!isPut(request) || newer) return "none";
    [newer = ""] = keysOf(request);
    return { after: store(newer, { text: "newer" }) };
  };
  expect((await run()).status).toBe(0);
  expect((await rebuild.indexed.all()).get(newer)?.metadata).toMatchObject({ text: "newer" });
});

test("takes what has expired out of the index, and neither embeds it nor puts it back", async () => {
  await rebuild.stored.clear();
  await rebuild.indexed.clear();
  await store("doc1");
  await store("later", { expires_at: "2999-01-31T12:00:00+01:00" });
  for (const id of ["past", "ancient"]) await store(id, { ...otherModel, expires_at: "2026-01-02T00:00:00.000Z" });
  await rebuild.putVector("past");
  const dry = await run(["--reembed", "--dry-run"]);
  expect(dry.stdout).toMatch(/Indexed +2 [\s\S]*Reembedded +0 [\s\S]*Expired +2 [\s\S]*Deleted +1 /);
  const { status, stdout } = await run(["--reembed"]);
  expect(stdout).toMatch(/Indexed +2 [\s\S]*Reembedded +0 [\s\S]*Expired +2 [\s\S]*Deleted +1 [\s\S]*Failed +0/);
  expect([status, await rebuild.indexed.keys()]).toEqual([0, ["doc1", "later"]]);
  expect((await rebuild.indexed.all()).get("later")?.metadata["_expires_at"]).toBe(Date.parse("2999-01-31T11:00:00Z"));
  expect(rebuild.bedrock.requests).toEqual([]);
});
