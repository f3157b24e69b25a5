import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SearchResponse } from "../../functions/routes/search/response";
import { weightedStems } from "../../local/model/weighted-stems";
import { wordVector } from "../../local/model/word-vector";
import { passagesBelow } from "../helpers/documents/passages-below";
import { failure } from "../helpers/handler/aws-answers";
import { usePackedService } from "../helpers/local/packed-service";
import { temporaryDirectory } from "../helpers/temporary-directory";
import { IngestProcess } from "../helpers/tools/ingest-process";
import { startReindex } from "../helpers/tools/reindex";

const packed = usePackedService();
const directory = temporaryDirectory();
const nodeModules = join(__dirname, "../../node_modules");

interface Item {
  readonly id: string;
  readonly text: string;
  readonly metadata: { readonly part: number; readonly even: boolean };
}

/** So many passages of the installed packages' documentation, no two of which have the same vector. */
async function documentation(count: number): Promise<Item[]> {
  const vectors = new Set<string>();
  const items: Item[] = [];
  for await (const { text } of passagesBelow(nodeModules, ["*.md"])) {
    const vector = wordVector(weightedStems(text), { dimension: 64, space: "" }).join();
    if (vectors.has(vector)) continue;
    vectors.add(vector);
    const index = items.length;
    items.push({ id: `passage-${index}`, text, metadata: { part: index % 10, even: index % 2 === 0 } });
    if (items.length === count) return items;
  }
  throw new Error(`The documentation has ${items.length} passages`);
}

let corpus: Item[];
beforeAll(async () => {
  corpus = await documentation(1_100);
});

/** Starts to ingest the first passages of the corpus. */
function ingest(count: number, journal: string, ...args: string[]): IngestProcess {
  const path = join(directory, `corpus-${count}.jsonl`);
  writeFileSync(
    path,
    corpus
      .slice(0, count)
      .map((item) => `${JSON.stringify(item)}\n`)
      .join(""),
  );
  const env = { EMBEDDINGS_API_URL: packed.api.url, INGEST_DIR: join(directory, journal) };
  return new IngestProcess([path, ...args], env);
}

/** The ids on both sides, in order, each as often as it is there. */
const stored = async () => ({
  objects: (await packed.service.objects.keys()).map((key) => key.replace(/^embeddings\/(.*)\.json$/, "$1")),
  vectors: await packed.service.index.keys(),
});
const both = (count: number) => {
  const ids = corpus.slice(0, count).map(({ id }) => id);
  return { objects: ids.toSorted(), vectors: ids.toSorted() };
};

test("finds 200 passages of a real corpus by their own text first, and all else as computed from the stored objects", async () => {
  const { code, stdout } = await ingest(corpus.length, "whole").ended();
  expect([code, stdout]).toEqual([0, expect.stringContaining("Stored   1,100 passages\n")]);
  const documents = await Promise.all(
    corpus.map(async ({ id, metadata }) => {
      const { embedding } = JSON.parse(String(await packed.service.objects.read(id))) as { embedding: number[] };
      return { id, metadata, embedding, length: Math.hypot(...embedding) };
    }),
  );
  type Document = (typeof documents)[number];
  const similarity = (one: Document, other: Document) => {
    let sum = 0;
    for (let index = 0; index < one.embedding.length; index++) {
      sum += (one.embedding[index] as number) * (other.embedding[index] as number);
    }
    return sum / (one.length * other.length);
  };

  const filters = [
    { filter: undefined, matches: () => true },
    {
      filter: { part: { $in: [1, 3, 7] }, even: false },
      matches: ({ metadata }: Document) => [1, 3, 7].includes(metadata.part),
    },
    {
      filter: { $or: [{ part: { $gte: 8 } }, { even: { $eq: true } }] },
      matches: ({ metadata }: Document) => metadata.part >= 8 || metadata.even,
    },
  ];
  for (let index = 0; index < corpus.length; index += 5) {
    const [document, { text = "" } = {}] = [documents[index] as Document, corpus[index]];
    for (const { filter, matches } of index % 20 === 0 ? filters : filters.slice(0, 1)) {
      const answer = await packed.api.post("/embeddings/search", { text, mode: "vector", top_k: 10, filter });
      expect(answer.status).toBe(200);
      const { results } = answer.body as SearchResponse;
      const exact = documents.filter(matches).map((other) => ({ id: other.id, score: similarity(document, other) }));
      const best = exact.toSorted((a, b) => b.score - a.score).slice(0, 10);
      if (!filter) expect(results[0]?.id).toBe(document.id);
      expect(results).toHaveLength(10);
      expect(new Set(results.map(({ id }) => id)).size).toBe(10);
      for (const [rank, { id, score, distance }] of results.entries()) {
        // Of equally similar ones either may come first.
        expect(Math.abs((exact.find((other) => other.id === id)?.score ?? Number.NaN) - score)).toBeLessThan(1e-6);
        expect(Math.abs((best[rank]?.score ?? Number.NaN) - score)).toBeLessThan(1e-6);
        expect(Math.abs(1 - distance - score)).toBeLessThan(1e-12);
      }
    }
  }
});

test("has every passage once on both sides after ingest was killed half way and run again", async () => {
  const killed = ingest(400, "killed", "--concurrency", "1");
  await packed.service.vectors.received(3);
  killed.kill("SIGKILL");
  expect((await killed.ended()).code).toBe(null);
  const { vectors } = await stored();
  expect(vectors.length).toBeLessThan(400);

  const { code, stdout } = await ingest(400, "killed", "--json").ended();
  // What was stored when it was killed, and not known to be.
  const { stored: sent, unchanged, skipped } = JSON.parse(stdout) as Record<string, number>;
  expect([code, Number(sent) + Number(unchanged) + Number(skipped)]).toEqual([0, 400]);
  expect(Number(skipped)).toBeGreaterThanOrEqual(100);
  expect(await stored()).toEqual(both(400));
});

describe("with the index failing for a while", () => {
  const outage = () => {
    packed.service.vectors.fault = () => failure(403, "AccessDeniedException");
  };

  test("says of nothing that it is stored, loses nothing, and ingest run again makes both sides equal", async () => {
    outage();
    const failing = ingest(200, "outage");
    await failing.said("503 index_unavailable");
    failing.kill("SIGINT");
    expect((await failing.ended()).stdout).toMatch(/^Stored +0 passages$/m);
    const { objects, vectors } = await stored();
    expect([objects.length > 0, vectors]).toEqual([true, []]);

    packed.service.vectors.clear();
    const { code, stdout } = await ingest(200, "outage").ended();
    expect([code, stdout]).toEqual([0, expect.stringContaining("Stored   200 passages\n")]);
    expect(await stored()).toEqual(both(200));
  });

  test("keeps what a batch stored, which a rebuild puts into the index", async () => {
    outage();
    const items = corpus.slice(0, 100).map(({ id, text, metadata }) => ({ embedding_id: id, text, metadata }));
    const { body, ...failed } = await packed.api.post("/embeddings/batch", { items, store_in_s3: true });
    expect([failed.status, body["succeeded"], body["failed"]]).toEqual([207, 0, 100]);
    expect(await stored()).toEqual({ ...both(100), vectors: [] });

    packed.service.vectors.clear();
    const { status, stdout } = await startReindex(
      ["--bucket", packed.service.bucket, "--index", packed.service.indexArn],
      { ...packed.service.awsEnvironment, REINDEX_DIR: join(directory, "checkpoints") },
    ).ended;
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^Indexed +100 embeddings$/m)]);
    expect(await stored()).toEqual(both(100));
    const rebuilt = await packed.service.index.all();
    const repeated = await packed.api.post("/embeddings/batch", { items, store_in_s3: true });
    expect(repeated.status).toBe(200);
    expect(await packed.service.index.all()).toEqual(rebuilt);
  });
});
