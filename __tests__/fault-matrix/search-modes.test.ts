import { failure, s3Failure, vector } from "../helpers/handler/aws-answers";
import type { Fault, ProxiedRequest } from "../helpers/handler/fault-proxy";
import { type Answer, outcomesOf } from "../helpers/local/packed-api";
import { usePackedService } from "../helpers/local/packed-service";

const packed = usePackedService();

const text = "a river with zebras";
const stored = {
  one: { text: "zebras cross the river", source: "a.md" },
  two: { text: "a river in winter", source: "a.md" },
  three: { text: "what zebras eat", source: "b.md" },
};

beforeEach(async () => {
  for (const [embedding_id, { text, source }] of Object.entries(stored)) {
    const item = { text, embedding_id, metadata: { source }, store_in_s3: true };
    expect((await packed.api.post("/embeddings/generate", item)).status).toBe(200);
  }
});

/** Ways to order what is found, each as the fields of a search. */
const modes: Record<string, object> = {
  vector: { text, mode: "vector" },
  hybrid: { text, mode: "hybrid" },
  "several texts": { queries: [text, "what animals eat", "winter"] },
  groups: { text, group_by: "source", group_size: 2 },
  diversity: { text, diversity: 0.4 },
};
const reranked = Object.fromEntries(
  Object.entries(modes)
    .filter(([, fields]) => "text" in fields)
    .map(([name, fields]) => [`${name}, reranked`, { ...fields, rerank: true }]),
);

const search = (fields: object): Promise<Answer> => packed.api.post("/embeddings/search", fields);
const isReranker = ({ path }: ProxiedRequest) => path.includes("rerank");
const rerankings = () => packed.service.bedrock.requests.filter(isReranker).length;
const clear = () => {
  for (const name of ["bedrock", "s3", "vectors"] as const) packed.service[name].clear();
};

/** A search that is answered, with how many requests it sent to the index. */
async function healthy(fields: object) {
  clear();
  const { status, body } = await search(fields);
  expect([fields, status]).toEqual([fields, 200]);
  return { results: body["results"] as object[], calls: packed.service.vectors.requests.length };
}

const html = { status: 200, headers: { "content-type": "text/html" }, body: "<html>upstream secret</html>" };

describe.each(Object.entries({ ...modes, ...reranked }))("%s", (_, fields) => {
  test.each<[string, Fault]>([
    ["access denied", failure(403, "AccessDeniedException")],
    ["HTML", html],
    ["truncated", "truncate"],
  ])(
    "the index %s, at whichever of its calls: 503, no part of the results, no reranking; then as before",
    async (_name, fault) => {
      const before = await healthy(fields);
      expect(before.results).toHaveLength(3);
      for (let call = 1; call <= before.calls; call++) {
        clear();
        packed.service.vectors.fault = (_request, number) => (number >= call ? fault : "none");
        const answer = await search(fields);
        expect([call, outcomesOf(answer)]).toEqual([call, [{ status: 503, code: "index_unavailable" }]]);
        expect(answer.text).not.toContain("upstream secret");
        // Diversity compares what a reranker has ordered.
        expect(rerankings()).toBe("diversity" in fields && "rerank" in fields && call > 1 ? 1 : 0);
      }
      expect((await healthy(fields)).results).toEqual(before.results);
    },
  );
});

test("the index denies the first of several texts: 503, once the others have ended", async () => {
  clear();
  packed.service.vectors.fault = (_request, number) =>
    number === 1 ? failure(403, "AccessDeniedException") : { delayMs: 200 };
  expect(outcomesOf(await search(modes["several texts"] as object))).toEqual([
    { status: 503, code: "index_unavailable" },
  ]);
  expect(packed.service.vectors.requests.map(({ status }) => status)).toEqual([403, 200, 200]);
});

test("the index denies the first of two requests for vectors to compare: 503, once the other has ended", async () => {
  const items = Array.from({ length: 100 }, (_, place) => ({
    text: `a river, ${place}`,
    embedding_id: `more-${place}`,
  }));
  expect((await packed.api.post("/embeddings/batch", { items, store_in_s3: true })).status).toBe(200);
  clear();
  const compared = () => packed.service.vectors.requests.filter(({ path }) => path === "/GetVectors");
  packed.service.vectors.fault = ({ path }) => {
    if (path !== "/GetVectors") return "none";
    return compared().length === 1 ? failure(403, "AccessDeniedException") : { delayMs: 200 };
  };
  expect(outcomesOf(await search({ text, mode: "vector", diversity: 0.4, candidates: 200 }))).toEqual([
    { status: 503, code: "index_unavailable" },
  ]);
  expect(compared().map(({ status }) => status)).toEqual([403, 200]);
});

test.each(Object.entries(modes).filter(([, fields]) => "text" in fields))(
  "the reranker of a search by %s is down: what is found without it, in the same order",
  async (_, fields) => {
    const without = await healthy(fields);
    clear();
    packed.service.bedrock.fault = (request) =>
      isReranker(request) ? failure(503, "ServiceUnavailableException") : "none";
    const { status, body } = await search({ ...fields, rerank: true });
    expect([status, body["rerank"]]).toMatchObject([200, { applied: false, problem: { code: "model_unavailable" } }]);
    expect(body["results"]).toEqual(without.results);
  },
);

describe("a reranker that needs the text of an object, for which the index has no room", () => {
  const long = { text: "a river with zebras, at length ".repeat(1_500), embedding: vector(1024), embedding_id: "long" };
  const fields = { text, mode: "vector", rerank: true };
  beforeEach(async () => {
    expect((await packed.api.post("/embeddings/store", long)).status).toBe(200);
  });
  const found = async () => {
    const { status, body } = await search(fields);
    expect(status).toBe(200);
    return body["results"] as { id: string; rerank_score?: number }[];
  };

  test.each<[string, Fault, object]>([
    ["503", s3Failure(503, "SlowDown"), { status: 503, code: "storage_unavailable" }],
    ["reset", "reset", { status: 503, code: "storage_unavailable" }],
  ])("S3 %s: 503, and the reranker is not paid for; then as before", async (_, fault, outcome) => {
    const before = await found();
    expect(before[0]).toMatchObject({ id: "long", rerank_score: 1 });
    clear();
    packed.service.s3.fault = () => fault;
    expect(outcomesOf(await search(fields))).toEqual([outcome]);
    expect(rerankings()).toBe(0);
    clear();
    expect(await found()).toEqual(before);
  });

  test("the object gone: left out; corrupt, or refused: the last, and without a score", async () => {
    const corrupt = "{";
    await packed.service.objects.write("long", corrupt);
    expect((await found()).at(-1)).toEqual(expect.not.objectContaining({ rerank_score: expect.anything() }));
    expect((await found()).at(-1)).toMatchObject({ id: "long", score: 0 });
    clear();
    packed.service.s3.fault = () => s3Failure(403, "AccessDenied");
    expect((await found()).at(-1)).toMatchObject({ id: "long", score: 0 });
    clear();
    packed.service.s3.fault = () => s3Failure(404, "NoSuchKey");
    expect((await found()).map(({ id }) => id).toSorted()).toEqual(["one", "three", "two"]);
  });
});

test("a page after the first that the index fails: 503, and the same cursor goes on after it", async () => {
  const first = await search({ ...modes["vector"], top_k: 1 });
  const fields = { ...modes["vector"], top_k: 1, cursor: first.body["next_cursor"] };
  const before = await healthy(fields);
  clear();
  packed.service.vectors.fault = () => failure(403, "AccessDeniedException");
  expect(outcomesOf(await search(fields))).toEqual([{ status: 503, code: "index_unavailable" }]);
  expect((await healthy(fields)).results).toEqual(before.results);
});
