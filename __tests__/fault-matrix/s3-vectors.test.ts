import { failure, vector } from "../helpers/handler/aws-answers";
import type { Fault, ProxiedRequest } from "../helpers/handler/fault-proxy";
import { type Answer, type Outcome, outcomesOf } from "../helpers/local/packed-api";
import { usePackedService } from "../helpers/local/packed-service";

const packed = usePackedService();

const outcomeOf = (answer: Answer) => outcomesOf(answer)[0] as Outcome;
const textOf = (id: string) => `the text of ${id}`;

/** Stores a text under an id. */
type Write = (id: string, headers?: Record<string, string>) => Promise<Answer>;
const writes: Record<"generate" | "store" | "batch", Write> = {
  generate: (id, headers) =>
    packed.api.post("/embeddings/generate", { text: textOf(id), store_in_s3: true, embedding_id: id }, headers),
  store: (id, headers) =>
    packed.api.post("/embeddings/store", { text: textOf(id), embedding_id: id, embedding: vector(1024) }, headers),
  batch: (id, headers) =>
    packed.api.post(
      "/embeddings/batch",
      { items: [{ text: textOf(id), embedding_id: id }], store_in_s3: true },
      headers,
    ),
};
const writers = Object.entries(writes).map(
  ([name, write]) => [name, async (...args: Parameters<Write>) => outcomeOf(await write(...args))] as const,
);
const remove = async (id: string) => outcomeOf(await packed.api.send("DELETE", `/embeddings/${id}`));
const search = async (more: object = {}) =>
  outcomeOf(await packed.api.post("/embeddings/search", { embedding: vector(1024), ...more }));

const html = { status: 200, headers: { "content-type": "text/html" }, body: "<html>upstream secret</html>" };
const createOnly = { "if-none-match": "*" };
const succeeded = { status: 200 };
const unavailable = { status: 503, code: "index_unavailable" };

/** The operations that were asked of the index, in order: of all, or of those that name an id. */
const operations = (id = "") =>
  packed.service.vectors.requests.filter(({ body }) => String(body).includes(id)).map(({ path }) => path.slice(1));
/** How many requests there were with this body, this one included. */
const attempt = ({ body }: ProxiedRequest) =>
  packed.service.vectors.requests.filter((request) => request.body.equals(body)).length;

/** The ids on both sides, which no failure may set apart for longer than until the request is repeated. */
const stored = async () => ({
  objects: (await packed.service.objects.keys()).map((key) => key.replace(/^embeddings\/(.*)\.json$/, "$1")),
  vectors: await packed.service.index.keys(),
});
const both = (...ids: string[]) => ({ objects: ids.toSorted(), vectors: ids.toSorted() });

/** Takes functions of their own for what follows. */
async function renewApi(timeoutSeconds?: number): Promise<void> {
  await packed.api.close();
  packed.api = await packed.service.api(timeoutSeconds);
}

describe.each<[string, Fault]>([
  ["429", failure(429, "TooManyRequestsException")],
  ["500", failure(500, "InternalServerException")],
  ["503", failure(503, "ServiceUnavailableException")],
  ["reset", "reset"],
])("S3 Vectors %s", (_, fault) => {
  // Anew, since a client that has met many faults no longer repeats its requests.
  beforeAll(() => renewApi());

  test("bounded retries, then 503 on every route; the objects are safe, and repeating completes them", async () => {
    await writes.store("deleted");
    packed.service.vectors.clear();
    packed.service.vectors.fault = () => fault;
    const outcomes = await Promise.all([...writers.map(([name, write]) => write(name)), remove("deleted"), search()]);
    expect(outcomes).toEqual(outcomes.map(() => unavailable));
    for (const [name] of writers) expect(operations(name)).toEqual(Array(3).fill("PutVectors"));
    expect(operations("deleted")).toEqual(Array(3).fill("DeleteVectors"));
    expect(operations()).toHaveLength(5 * 3);
    expect(await stored()).toEqual({ ...both("batch", "deleted", "generate", "store"), vectors: ["deleted"] });

    packed.service.vectors.clear();
    const repeated = await Promise.all([...writers.map(([name, write]) => write(name)), remove("deleted"), search()]);
    expect(repeated).toEqual(repeated.map(() => succeeded));
    expect(await stored()).toEqual(both("batch", "generate", "store"));
  });

  test("once: success on every route", async () => {
    await writes.store("deleted");
    packed.service.vectors.fault = (request) => (attempt(request) === 1 ? fault : "none");
    const outcomes = await Promise.all([...writers.map(([name, write]) => write(name)), remove("deleted"), search()]);
    expect(outcomes).toEqual(outcomes.map(() => succeeded));
    expect(await stored()).toEqual(both("batch", "generate", "store"));
  });
});

describe.each<[string, Fault, Outcome]>([
  ["access denied", failure(403, "AccessDeniedException"), unavailable],
  ["no index", failure(404, "NotFoundException"), unavailable],
  ["quota", failure(402, "ServiceQuotaExceededException"), unavailable],
  ["ValidationException", failure(400, "ValidationException"), { status: 500, code: "internal_error" }],
])("S3 Vectors %s", (_, fault, outcome) => {
  test("a stable code, nothing of the upstream message, and no retry", async () => {
    packed.service.vectors.fault = () => fault;
    const outcomes = await Promise.all([...writers.map(([name, write]) => write(name)), remove("deleted"), search()]);
    expect(outcomes).toEqual(outcomes.map(() => outcome));
    expect(operations()).toHaveLength(5);
    expect(await stored()).toEqual({ ...both("batch", "generate", "store"), vectors: [] });
  });
});

describe("S3 Vectors does not answer in time", () => {
  const send = () =>
    Promise.all([...writers.slice(0, 2).map(([name, write]) => write(name)), remove("deleted"), search()]);
  beforeAll(async () => {
    await renewApi(2);
    // So that none of the time is lost on starting the functions.
    await send();
  });

  test.each<[string, Fault]>([
    ["silent", "hang"],
    ["503 with a Retry-After beyond the deadline", { status: 503, headers: { "retry-after": "60" } }],
  ])("%s: 504 inside the deadline; the objects are safe; the next request is healthy", async (_, fault) => {
    await writes.store("deleted");
    packed.service.vectors.fault = () => fault;
    expect(await send()).toEqual(Array(4).fill({ status: 504, code: "index_timeout" }));
    expect(await stored()).toEqual({ ...both("deleted", "generate", "store"), vectors: ["deleted"] });
    packed.service.vectors.clear();
    expect(await send()).toEqual(Array(4).fill(succeeded));
    expect(await stored()).toEqual(both("generate", "store"));
  });
});

describe("S3 Vectors answered lost after commit", () => {
  beforeAll(() => renewApi());

  test("success by the retry", async () => {
    await writes.store("deleted");
    packed.service.vectors.fault = (request) => (attempt(request) === 1 ? "lose" : "none");
    const outcomes = await Promise.all([...writers.map(([name, write]) => write(name)), remove("deleted")]);
    expect(outcomes).toEqual(outcomes.map(() => succeeded));
    expect(await stored()).toEqual(both("batch", "generate", "store"));
  });

  test("on every attempt: 503, and repeating is safe", async () => {
    packed.service.vectors.fault = () => "lose";
    expect(await Promise.all(writers.map(([name, write]) => write(name)))).toEqual(Array(3).fill(unavailable));
    packed.service.vectors.clear();
    expect(await Promise.all(writers.map(([name, write]) => write(name)))).toEqual(Array(3).fill(succeeded));
    expect(await stored()).toEqual(both("batch", "generate", "store"));
  });
});

test("S3 Vectors answers a write with HTML: 503, the objects are safe, and repeating completes them", async () => {
  await writes.store("deleted");
  packed.service.vectors.fault = () => html;
  const failed = await Promise.all([...writers.map(([name, write]) => write(name)), remove("deleted")]);
  expect(failed).toEqual(failed.map(() => unavailable));
  expect(await stored()).toEqual({ ...both("batch", "deleted", "generate", "store"), vectors: ["deleted"] });

  packed.service.vectors.clear();
  const repeated = await Promise.all([...writers.map(([name, write]) => write(name)), remove("deleted")]);
  expect(repeated).toEqual(repeated.map(() => succeeded));
  expect(await stored()).toEqual(both("batch", "generate", "store"));
});

describe("S3 Vectors answers a query with anything but its vectors: 503, and never a part of the results", () => {
  beforeAll(() => renewApi());
  beforeEach(() => writes.store("doc1"));

  test.each<[string, Fault]>([
    ["truncated", "truncate"],
    ["HTML", html],
    ["an empty object", { status: 200, body: "{}" }],
    ["nothing", { status: 200 }],
    ["a vector without a key", { status: 200, body: '{"vectors":[{"distance":0}],"distanceMetric":"cosine"}' }],
    ["a vector without a distance", { status: 200, body: '{"vectors":[{"key":"doc1"}],"distanceMetric":"cosine"}' }],
  ])("%s", async (_, fault) => {
    packed.service.vectors.fault = () => fault;
    expect(await search()).toEqual(unavailable);
  });

  test("a page after the first that fails", async () => {
    const ids = Array.from({ length: 100 }, (_, index) => `page-${index}`);
    const items = ids.map((id) => ({ text: textOf(id), embedding_id: id }));
    await packed.api.post("/embeddings/batch", { items, store_in_s3: true });
    packed.service.vectors.clear();
    expect(await search({ top_k: 1_000 })).toEqual(succeeded);
    const pages = operations().length;
    expect(pages).toBeGreaterThan(1);
    packed.service.vectors.clear();
    packed.service.vectors.fault = (_, number) => (number >= pages ? "reset" : "none");
    expect(await search({ top_k: 1_000 })).toEqual(unavailable);
  });

  test("of candidates, whose texts no part of stands for all of them", async () => {
    const items = Array.from({ length: 100 }, (_, index) => ({
      text: textOf(`page-${index}`),
      embedding_id: `page-${index}`,
    }));
    await packed.api.post("/embeddings/batch", { items, store_in_s3: true });
    const hybrid = async () =>
      outcomeOf(await packed.api.post("/embeddings/search", { text: textOf("page-7"), top_k: 3 }));
    packed.service.vectors.clear();
    expect(await hybrid()).toEqual(succeeded);
    expect(operations()).toEqual(["QueryVectors", "QueryVectors"]);
    for (const fault of ["reset", "truncate", html] as const) {
      packed.service.vectors.clear();
      packed.service.vectors.fault = (_, number) => (number >= 2 ? fault : "none");
      expect(await hybrid()).toEqual(unavailable);
    }
  });
});

test("S3 Vectors fails the vectors that diversity needs: 503, and the next request is healthy", async () => {
  await Promise.all(["doc1", "doc2"].map((id) => writes.store(id)));
  for (const fault of ["reset", "truncate", html] as const) {
    packed.service.vectors.clear();
    packed.service.vectors.fault = ({ path }) => (path === "/GetVectors" ? fault : "none");
    expect(await search({ diversity: 0.5 })).toEqual(unavailable);
    packed.service.vectors.clear();
    expect(await search({ diversity: 0.5 })).toEqual(succeeded);
    expect(operations()).toEqual(["QueryVectors", "GetVectors"]);
  }
});

describe("S3 fails a search that needs the text of an object", () => {
  const text = "the text of a long document ".repeat(1_700);
  beforeEach(async () => {
    const stored = { text, embedding: vector(1024), embedding_id: "long" };
    expect(outcomeOf(await packed.api.post("/embeddings/store", stored))).toEqual(succeeded);
  });

  test("not available: 503, and no result without its text", async () => {
    packed.service.s3.fault = () => "reset";
    expect(await search({ include: ["text"] })).toEqual({ status: 503, code: "storage_unavailable" });
    expect(await search({ include: ["metadata"] })).toEqual(succeeded);
  });

  test("a hybrid search needs none: what the index has no text of is found by its vector", async () => {
    packed.service.s3.clear();
    packed.service.s3.fault = () => "reset";
    const { status, body } = await packed.api.post("/embeddings/search", { text: "the text of a long document" });
    expect([status, body["results"]]).toEqual([200, [expect.objectContaining({ id: "long", score: 0.5 })]]);
    expect(packed.service.s3.requests).toEqual([]);
  });

  test("the object gone: left out", async () => {
    await packed.service.objects.clear();
    const { status, body } = await packed.api.post("/embeddings/search", {
      embedding: vector(1024),
      include: ["text"],
    });
    expect([status, body["results"], body["left_out"]]).toEqual([200, [], 1]);
  });
});

describe("a request that stores only where nothing is, and failed to index", () => {
  test.each(writers)("by %s: 412 when repeated, and indexed", async (name, write) => {
    packed.service.vectors.fault = () => failure(403, "AccessDeniedException");
    expect(await write(name, createOnly)).toEqual(unavailable);
    packed.service.vectors.clear();
    expect(await write(name, createOnly)).toEqual({ status: 412, code: "embedding_exists" });
    expect(await stored()).toEqual(both(name));
  });
});

test("S3 fails to delete what has left the index: 503, and repeating completes it", async () => {
  await writes.store("deleted");
  packed.service.s3.fault = ({ method }) => (method === "DELETE" ? "reset" : "none");
  expect(await remove("deleted")).toEqual({ status: 503, code: "storage_unavailable" });
  packed.service.s3.clear();
  expect(await remove("deleted")).toEqual(succeeded);
  expect(await stored()).toEqual(both());
});

test("function killed between object and vector: no success answered; repeating the request is safe", async () => {
  jest.spyOn(console, "error").mockImplementation(() => {});
  await renewApi();
  packed.service.vectors.fault = () => "hang";
  const answers = Promise.all(Object.entries(writes).map(([name, write]) => write(name)));
  await packed.service.vectors.received(3);
  await packed.api.kill();
  expect((await answers).map(({ status }) => status)).toEqual([502, 502, 502]);
  expect(await stored()).toEqual({ ...both("batch", "generate", "store"), vectors: [] });

  packed.service.vectors.clear();
  await renewApi();
  expect(await Promise.all(writers.map(([name, write]) => write(name)))).toEqual(Array(3).fill(succeeded));
  expect(await stored()).toEqual(both("batch", "generate", "store"));
});

test("no line of log holds the texts, a vector or credentials, whatever the fault", async () => {
  const log = await packed.service.log();
  expect(log.length).toBeGreaterThan(100);
  const secret = /the text|(-?\d[^,]*,){4}|the-secret-key|the-session-token/;
  expect(log.filter((line) => secret.test(line))).toEqual([]);
});
