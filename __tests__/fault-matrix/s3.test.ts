import { s3Failure, vector } from "../helpers/handler/aws-answers";
import type { Fault, ProxiedRequest } from "../helpers/handler/fault-proxy";
import { type Answer, type Outcome, outcomesOf } from "../helpers/local/packed-api";
import { usePackedService } from "../helpers/local/packed-service";

const packed = usePackedService();

/** Takes functions of their own for what follows. */
async function renewApi(timeoutSeconds?: number): Promise<void> {
  await packed.api.close();
  packed.api = await packed.service.api(timeoutSeconds);
}

const outcomeOf = (answer: Answer) => outcomesOf(answer)[0] as Outcome;

/** Sends a request that stores a text under an id. */
type Post = (id: string, headers?: Record<string, string>, text?: string) => Promise<Answer>;

const posts: Record<"generate" | "store" | "batch", Post> = {
  generate: (id, headers, text = "generated") =>
    packed.api.post("/embeddings/generate", { text, store_in_s3: true, embedding_id: id }, headers),
  store: (id, headers, text = "stored") =>
    packed.api.post("/embeddings/store", { text, embedding_id: id, embedding: vector(1024) }, headers),
  batch: (id, headers, text = "batched") =>
    packed.api.post("/embeddings/batch", { items: [{ text, embedding_id: id }], store_in_s3: true }, headers),
};
const outcomeFrom =
  (post: Post) =>
  async (...args: Parameters<Post>) =>
    outcomeOf(await post(...args));
const generate = outcomeFrom(posts.generate);
const store = outcomeFrom(posts.store);
const writers = Object.entries({ generate, store, batch: outcomeFrom(posts.batch) });

const retrieve = async (id: string) => outcomeOf(await packed.api.get(`/embeddings/${id}`));
const remove = async (id: string) => outcomeOf(await packed.api.send("DELETE", `/embeddings/${id}`));
const list = async () => outcomeOf(await packed.api.get("/embeddings"));

const createOnly = { "if-none-match": "*" };
const succeeded = { status: 200 };
const unavailable = { status: 503, code: "storage_unavailable" };
const exists = { status: 412, code: "embedding_exists" };

/** The methods of the requests to S3, in order: of all, or of those for one id. */
const methods = (id?: string) =>
  packed.service.s3.requests
    .filter(({ path }) => id === undefined || decodeURIComponent(path).includes(`embeddings/${id}.json`))
    .map(({ method }) => method);
/** How many requests with this method there were for the same object, this one included. */
const attempt = ({ method, path }: ProxiedRequest) =>
  packed.service.s3.requests.filter((request) => request.method === method && request.path === path).length;
/** Loses the first answer to a request with this method. */
const loseFirst = (method: string) => (request: ProxiedRequest) =>
  request.method === method && attempt(request) === 1 ? "lose" : "none";

/** A document whose bytes a failure must leave as they are. */
const document = (id: string) =>
  JSON.stringify({
    id,
    text: "the text of the document",
    embedding: vector(1024),
    dimension: 1024,
    model: null,
    input_token_count: null,
    created_at: "2026-01-02T03:04:05.000Z",
  });
const write = (id: string) => packed.service.objects.write(id, document(id));
const read = async (id: string) => String(await packed.service.objects.read(id));
const textIn = async (id: string) => JSON.parse(await read(id)).text;
const keys = (...ids: string[]) => ids.map((id) => `embeddings/${id}.json`).toSorted();

describe.each<[string, Fault]>([
  ["500", s3Failure(500, "InternalError")],
  ["503", s3Failure(503, "SlowDown")],
  ["reset", "reset"],
])("S3 %s", (_, fault) => {
  test("bounded retries, then 503, on every route; the bucket is as it was", async () => {
    const kept = ["kept-generate", "kept-store", "kept-batch", "retrieved", "deleted"];
    await Promise.all(kept.map(write));
    packed.service.s3.fault = () => fault;
    const outcomes = await Promise.all([
      ...writers.flatMap(([name, send]) => [send(`kept-${name}`), send(`new-${name}`, createOnly)]),
      retrieve("retrieved"),
      remove("deleted"),
      list(),
    ]);
    expect(outcomes).toEqual(outcomes.map(() => unavailable));
    for (const id of writers.flatMap(([name]) => [`kept-${name}`, `new-${name}`])) {
      expect([id, ...methods(id)]).toEqual([id, "PUT", "PUT", "PUT", "HEAD", "HEAD", "HEAD"]);
    }
    expect(methods("retrieved")).toEqual(["GET", "GET", "GET"]);
    expect(methods("deleted")).toEqual(["GET", "GET", "GET"]);
    expect(methods()).toHaveLength(6 * 6 + 3 + 3 + 3);
    expect(await packed.service.objects.keys()).toEqual(keys(...kept));
    for (const id of kept) expect(await read(id)).toBe(document(id));
  });

  test("to what alters the bucket: bounded retries, then 503; the bucket is as it was", async () => {
    const kept = ["kept-generate", "kept-store", "kept-batch", "deleted"];
    await Promise.all(kept.map(write));
    packed.service.s3.fault = ({ method }) => (method === "PUT" || method === "DELETE" ? fault : "none");
    const outcomes = await Promise.all([
      ...writers.flatMap(([name, send]) => [send(`kept-${name}`), send(`new-${name}`)]),
      remove("deleted"),
    ]);
    expect(outcomes).toEqual(outcomes.map(() => unavailable));
    for (const id of writers.flatMap(([name]) => [`kept-${name}`, `new-${name}`])) {
      expect([id, ...methods(id)]).toEqual([id, "PUT", "PUT", "PUT", "HEAD"]);
    }
    expect(methods("deleted")).toEqual(["GET", "DELETE", "DELETE", "DELETE"]);
    expect(await packed.service.objects.keys()).toEqual(keys(...kept));
    for (const id of kept) expect(await read(id)).toBe(document(id));
  });

  test("once: success on every route", async () => {
    await Promise.all(["retrieved", "deleted"].map(write));
    packed.service.s3.fault = (request) => (attempt(request) === 1 ? fault : "none");
    const outcomes = await Promise.all([
      ...writers.map(([name, send]) => send(name)),
      retrieve("retrieved"),
      remove("deleted"),
      list(),
    ]);
    expect(outcomes).toEqual(outcomes.map(() => succeeded));
    for (const [name] of writers) expect([name, ...methods(name)]).toEqual([name, "PUT", "PUT"]);
    expect(methods("retrieved")).toEqual(["GET", "GET"]);
    expect(methods("deleted")).toEqual(["GET", "GET", "DELETE", "DELETE"]);
    expect(await packed.service.objects.keys()).toEqual(keys("batch", "generate", "retrieved", "store"));
  });
});

describe("S3 does not answer in time", () => {
  const send = () => Promise.all([generate("new"), store("kept"), retrieve("retrieved"), remove("deleted"), list()]);
  beforeAll(async () => {
    await renewApi(2);
    // So that none of the time is lost on starting the functions.
    await send();
  });

  test.each<[string, Fault]>([
    ["silent", "hang"],
    ["503 with a Retry-After beyond the deadline", { status: 503, headers: { "retry-after": "60" } }],
  ])("%s: 504 inside the deadline; the bucket is as it was; the next request is healthy", async (_, fault) => {
    await Promise.all(["kept", "retrieved", "deleted"].map(write));
    packed.service.s3.fault = () => fault;
    expect(await send()).toEqual(Array(5).fill({ status: 504, code: "storage_timeout" }));
    expect(methods().toSorted()).toEqual(["GET", "GET", "GET", "PUT", "PUT"]);
    expect(await packed.service.objects.keys()).toEqual(keys("deleted", "kept", "retrieved"));
    expect(await read("kept")).toBe(document("kept"));
    packed.service.s3.clear();
    expect(await send()).toEqual(Array(5).fill(succeeded));
  });
});

describe("S3 PUT answered lost after commit", () => {
  // Anew, since a client that has met many faults no longer repeats its requests.
  beforeAll(() => renewApi());

  describe.each(writers)("by %s", (_, send) => {
    test("retry gets 412, the object is the same: success", async () => {
      packed.service.s3.fault = loseFirst("PUT");
      expect(await send("new", createOnly, "written once")).toEqual(succeeded);
      expect(methods()).toEqual(["PUT", "PUT", "HEAD"]);
      expect([await packed.service.objects.keys(), await textIn("new")]).toEqual([keys("new"), "written once"]);
    });

    test("retry gets 412, the object is different: 412, and it is as it was", async () => {
      await write("kept");
      packed.service.s3.fault = loseFirst("PUT");
      expect(await send("kept", createOnly)).toEqual(exists);
      expect(methods()).toEqual(["PUT", "PUT", "HEAD", "GET"]);
      expect([await packed.service.objects.keys(), await read("kept")]).toEqual([keys("kept"), document("kept")]);
    });

    test("retry meets 409 and then 412, the object is the same: success", async () => {
      const conflict = s3Failure(409, "ConditionalRequestConflict");
      packed.service.s3.fault = (request) =>
        request.method === "PUT" ? ((["lose", conflict] as const)[attempt(request) - 1] ?? "none") : "none";
      expect(await send("new", createOnly, "written once")).toEqual(succeeded);
      expect(methods()).toEqual(["PUT", "PUT", "PUT", "HEAD"]);
      expect([await packed.service.objects.keys(), await textIn("new")]).toEqual([keys("new"), "written once"]);
    });

    test("and without a condition: success by the retry", async () => {
      await write("kept");
      packed.service.s3.fault = loseFirst("PUT");
      expect(await send("kept", {}, "written twice")).toEqual(succeeded);
      expect(methods()).toEqual(["PUT", "PUT"]);
      expect([await packed.service.objects.keys(), await textIn("kept")]).toEqual([keys("kept"), "written twice"]);
    });

    test.each([
      ["with", createOnly],
      ["without", {}],
    ])("on every attempt, %s a condition: success by reading it back", async (_, headers) => {
      packed.service.s3.fault = ({ method }) => (method === "PUT" ? "lose" : "none");
      expect(await send("new", headers, "written")).toEqual(succeeded);
      expect(methods()).toEqual(["PUT", "PUT", "PUT", "HEAD"]);
      expect([await packed.service.objects.keys(), await textIn("new")]).toEqual([keys("new"), "written"]);
    });

    test("on every attempt, and it cannot be read back: 503; the object is complete, and repeating is safe", async () => {
      packed.service.s3.fault = ({ method }) => (method === "PUT" ? "lose" : "reset");
      expect(await send("new", createOnly, "written")).toEqual(unavailable);
      expect(methods()).toEqual(["PUT", "PUT", "PUT", "HEAD", "HEAD", "HEAD"]);
      expect([await packed.service.objects.keys(), await textIn("new")]).toEqual([keys("new"), "written"]);
      packed.service.s3.clear();
      expect([await send("new", createOnly), await send("new", {}, "repeated")]).toEqual([exists, succeeded]);
      expect([methods(), await textIn("new")]).toEqual([["PUT", "GET", "PUT"], "repeated"]);
    });
  });
});

describe("S3 PUT answered 409 by a conflict with another one", () => {
  const conflict = s3Failure(409, "ConditionalRequestConflict");

  test("then success", async () => {
    packed.service.s3.fault = (request) => (attempt(request) < 3 ? conflict : "none");
    expect(await store("new", createOnly, "written")).toEqual(succeeded);
    expect([methods(), await textIn("new")]).toEqual([["PUT", "PUT", "PUT"], "written"]);
  });

  test("then 412: 412, and the object is as it was", async () => {
    await write("kept");
    packed.service.s3.fault = (request) => (request.method === "PUT" && attempt(request) < 3 ? conflict : "none");
    expect(await store("kept", createOnly)).toEqual(exists);
    expect([methods(), await read("kept")]).toEqual([["PUT", "PUT", "PUT", "GET"], document("kept")]);
  });

  test("without end: bounded retries, then 503; the object is as it was", async () => {
    await write("kept");
    packed.service.s3.fault = () => conflict;
    expect(await store("kept")).toEqual(unavailable);
    expect([methods(), await read("kept")]).toEqual([Array(6).fill("PUT"), document("kept")]);
  });
});

test("S3 DELETE answered lost after commit: success by the retry", async () => {
  await write("deleted");
  packed.service.s3.fault = loseFirst("DELETE");
  expect(await remove("deleted")).toEqual(succeeded);
  expect([methods(), await packed.service.objects.keys()]).toEqual([["GET", "DELETE", "DELETE"], []]);
});

describe("S3 GET truncated or bad checksum", () => {
  /** Other bytes of the same length, which are a document as well. */
  const altered: Fault = { alter: (body) => Buffer.from(String(body).replace("the text", "The text")) };
  const faults: [string, Fault][] = [
    ["truncated", "truncate"],
    ["bad checksum", altered],
  ];

  test.each(faults)("%s once: success with the whole document after one retry", async (_, fault) => {
    await write("doc1");
    packed.service.s3.fault = (request) => (attempt(request) === 1 ? fault : "none");
    const { status, text } = await packed.api.get("/embeddings/doc1");
    expect([status, text]).toEqual([200, document("doc1")]);
    expect(methods()).toEqual(["GET", "GET"]);
  });

  test.each(faults)("%s always: 503 after one retry, and nothing of the document", async (_, fault) => {
    await write("doc1");
    packed.service.s3.fault = () => fault;
    const answer = await packed.api.get("/embeddings/doc1");
    expect([outcomeOf(answer), methods()]).toEqual([unavailable, ["GET", "GET"]]);
    expect(answer.text).not.toMatch(/text of the document/i);
  });

  test("truncated once and then a bad checksum: 503", async () => {
    await write("doc1");
    packed.service.s3.fault = (request) => (attempt(request) === 1 ? "truncate" : altered);
    expect([await retrieve("doc1"), methods()]).toEqual([unavailable, ["GET", "GET"]]);
  });

  test("of the list that list and delete read: 503 after bounded retries, and nothing is deleted", async () => {
    await write("doc1");
    packed.service.s3.fault = () => "truncate";
    expect([await list(), await remove("doc1")]).toEqual([unavailable, unavailable]);
    expect(methods()).toEqual(Array(6).fill("GET"));
    expect(await read("doc1")).toBe(document("doc1"));
  });
});

test("key absent: 404 on retrieve and delete, also where there are keys that start with it", async () => {
  await Promise.all(["doc1", "doc.json"].map(write));
  const absent = { status: 404, code: "embedding_not_found" };
  expect([await retrieve("doc"), await remove("doc")]).toEqual([absent, absent]);
  expect(methods()).toEqual(["GET", "GET"]);
  expect(await packed.service.objects.keys()).toEqual(keys("doc.json", "doc1"));
});

describe("stored JSON corrupt, or with another id: 500 with a stable code, nothing leaked", () => {
  const without = (field: string) => JSON.stringify({ ...JSON.parse(document("doc1")), [field]: undefined });
  const having = (fields: object) => JSON.stringify({ ...JSON.parse(document("doc1")), ...fields });

  test.each<[string, string | Buffer]>([
    ["nothing", ""],
    ["no JSON", "the text of another document"],
    ["truncated JSON", document("doc1").slice(0, -1)],
    ["bytes that are no UTF-8", Buffer.from(document("doc1").replace("the text", "\xff the text"), "latin1")],
    ["null", "null"],
    ["a list", `[${document("doc1")}]`],
    ["another id", document("doc2")],
    ["no id", without("id")],
    ["a number that JSON does not have", document("doc1").replace(/\[[^,]+/, "[NaN")],
    ["no text and no vector", having({ text: undefined, embedding: null })],
    ["no text and an empty vector", having({ text: null, embedding: [], dimension: 0 })],
    ["no text and a string in the vector", having({ text: "", embedding: [...vector(1023), "the text"] })],
    ["no text and null in the vector", having({ text: 1, embedding: [...vector(1023), null] })],
  ])("%s", async (_, body) => {
    await packed.service.objects.write("doc1", body);
    const answer = await packed.api.get("/embeddings/doc1");
    expect(outcomeOf(answer)).toEqual({ status: 500, code: "stored_document_invalid" });
    expect(answer.text).not.toMatch(/the text|doc2|0\.\d/);
    expect([methods(), await packed.service.objects.read("doc1")]).toEqual([["GET"], Buffer.from(body)]);
  });
});

describe("N writers of one id with If-None-Match: *: exactly one wins, the others get 412", () => {
  const race = async (n: number) => {
    const texts = Array.from({ length: n }, (_, index) => `the text of writer ${index}`);
    const outcomes = await Promise.all(texts.map((text) => generate("one", createOnly, text)));
    const winner = outcomes.findIndex(({ status }) => status === 200);
    expect(outcomes).toEqual(outcomes.map((_, index) => (index === winner ? succeeded : exists)));
    expect([await packed.service.objects.keys(), await textIn("one")]).toEqual([keys("one"), texts[winner]]);
  };

  test("50 writers", async () => {
    await race(50);
    // What the losers find is indexed for them.
    expect(methods().toSorted()).toEqual([...Array(49).fill("GET"), ...Array(50).fill("PUT")]);
  });

  test("12 writers whose first answers are lost", async () => {
    packed.service.s3.fault = ({ method, headers }) =>
      method === "PUT" && headers["amz-sdk-request"]?.includes("attempt=1") ? "lose" : "none";
    await race(12);
  });
});

test("function killed between model and write: no success answered; repeating the request is safe", async () => {
  jest.spyOn(console, "error").mockImplementation(() => {});
  await Promise.all(Object.keys(posts).map((name) => write(`kept-${name}`)));
  const before = await packed.service.objects.keys();
  await renewApi();
  packed.service.s3.fault = () => "hang";
  const send = () =>
    Promise.all(
      Object.entries(posts).flatMap(([name, post]) => [post(`kept-${name}`), post(`new-${name}`, createOnly)]),
    );

  const answers = send();
  await packed.service.s3.received(6);
  await packed.api.kill();
  expect((await answers).map(({ status }) => status)).toEqual(Array(6).fill(502));
  expect(await packed.service.objects.keys()).toEqual(before);
  for (const name of Object.keys(posts)) expect(await read(`kept-${name}`)).toBe(document(`kept-${name}`));

  packed.service.s3.clear();
  await renewApi();
  expect((await send()).map(outcomeOf)).toEqual(Array(6).fill(succeeded));
  expect(methods()).toEqual(Array(6).fill("PUT"));
  for (const name of Object.keys(posts)) expect(await textIn(`kept-${name}`)).toBe(await textIn(`new-${name}`));
});

test("no line of log holds the texts, a vector or credentials, whatever the fault", async () => {
  const log = await packed.service.log();
  expect(log.length).toBeGreaterThan(200);
  const secret = /generated|stored"|batched|written|the text|(-?\d[^,]*,){4}|the-secret-key|the-session-token/;
  expect(log.filter((line) => secret.test(line))).toEqual([]);
});
