import { setTimeout } from "node:timers/promises";
import { failure, s3Failure, vector } from "../helpers/handler/aws-answers";
import type { Fault } from "../helpers/handler/fault-proxy";
import { type Answer, type Outcome, outcomesOf } from "../helpers/local/packed-api";
import { usePackedService } from "../helpers/local/packed-service";

const packed = usePackedService();

const ifChanged = { if_changed: true };
const text = "the text of it";

/** Requests that store a text under an id, by their routes. */
const posts: Record<"generate" | "store" | "batch", (id: string, more?: object) => Promise<Answer>> = {
  generate: (id, more = ifChanged) =>
    packed.api.post("/embeddings/generate", { text, store_in_s3: true, embedding_id: id, ...more }),
  store: (id, more = ifChanged) =>
    packed.api.post("/embeddings/store", { text, embedding_id: id, embedding: vector(1024), ...more }),
  batch: (id, more = ifChanged) =>
    packed.api.post("/embeddings/batch", { items: [{ text, embedding_id: id }], store_in_s3: true, ...more }),
};
const writers = Object.entries(posts);
const outcomeOf = (answer: Answer) => outcomesOf(answer)[0] as Outcome;
const isUnchanged = (answer: Answer) => /"unchanged":true/.test(answer.text);

/** Stores by every route, and forgets the requests. */
async function storeAll(): Promise<Record<string, string>> {
  for (const [name, post] of writers) expect(outcomeOf(await post(name, {}))).toEqual({ status: 200 });
  const kept = await Promise.all(
    writers.map(async ([name]) => [name, String(await packed.service.objects.read(name))]),
  );
  for (const upstream of [packed.service.bedrock, packed.service.s3, packed.service.vectors]) upstream.clear();
  return Object.fromEntries(kept);
}

/** Expects that nothing was embedded, written or put since. */
async function expectAsItWas(kept: Record<string, string>) {
  expect(packed.service.bedrock.requests).toEqual([]);
  expect(packed.service.s3.requests.filter(({ method }) => method !== "GET")).toEqual([]);
  expect(packed.service.vectors.requests.filter(({ path }) => path !== "/GetVectors")).toEqual([]);
  for (const [id, object] of Object.entries(kept)) expect(String(await packed.service.objects.read(id))).toBe(object);
}

test("is unchanged by every route, on the real stores: an object read, a vector got, nothing else", async () => {
  const kept = await storeAll();
  for (const [name, post] of writers) expect([name, isUnchanged(await post(name))]).toEqual([name, true]);
  expect(packed.service.s3.requests).toHaveLength(3);
  expect(packed.service.vectors.requests).toHaveLength(3);
  await expectAsItWas(kept);
});

test("keeps the object's digits where only the metadata are other", async () => {
  const kept = await storeAll();
  expect(outcomeOf(await posts.generate("generate", { ...ifChanged, metadata: { page: 1 } }))).toEqual({ status: 200 });
  const digits = (object = "") => /"embedding":\[[^\]]*\]/.exec(object)?.[0];
  expect(digits(String(await packed.service.objects.read("generate")))).toBe(digits(kept["generate"]));
  expect((await packed.service.index.all()).get("generate")?.metadata).toMatchObject({ page: 1, text });
  expect(packed.service.bedrock.requests).toEqual([]);
});

const html = { status: 200, headers: { "content-type": "text/html" }, body: "<html>upstream secret</html>" };
describe.each<["s3" | "vectors", string, Fault, string]>([
  ["s3", "500", s3Failure(500, "InternalError"), "storage_unavailable"],
  ["s3", "503", s3Failure(503, "SlowDown"), "storage_unavailable"],
  ["s3", "reset", "reset", "storage_unavailable"],
  ["vectors", "429", failure(429, "TooManyRequestsException"), "index_unavailable"],
  ["vectors", "500", failure(500, "InternalServerException"), "index_unavailable"],
  ["vectors", "503", failure(503, "ServiceUnavailableException"), "index_unavailable"],
  ["vectors", "access denied", failure(403, "AccessDeniedException"), "index_unavailable"],
  ["vectors", "no index", failure(404, "NotFoundException"), "index_unavailable"],
  ["vectors", "HTML", html, "index_unavailable"],
  ["vectors", "reset", "reset", "index_unavailable"],
])("%s answers %s while it is read", (upstream, _, fault, code) => {
  test("503, never unchanged by guess; nothing is embedded or written; the next request is healthy", async () => {
    await packed.api.close();
    packed.api = await packed.service.api();
    const kept = await storeAll();
    packed.service[upstream].fault = ({ method, path }) =>
      method === "GET" || path === "/GetVectors" ? fault : "none";
    const answers = await Promise.all(writers.map(([name, post]) => post(name)));
    expect(answers.map(outcomeOf)).toEqual(answers.map(() => ({ status: 503, code })));
    expect(answers.filter(isUnchanged)).toEqual([]);
    expect(answers.filter((answer) => answer.text.includes("upstream secret"))).toEqual([]);
    await expectAsItWas(kept);
    packed.service[upstream].clear();
    for (const [name, post] of writers) expect([name, isUnchanged(await post(name))]).toEqual([name, true]);
  });
});

test.each<["s3" | "vectors", string]>([
  ["s3", "storage_timeout"],
  ["vectors", "index_timeout"],
])(
  "%s silent while it is read: 504 inside the deadline, and nothing is embedded or written",
  async (upstream, code) => {
    const kept = await storeAll();
    await packed.api.close();
    packed.api = await packed.service.api(2);
    packed.service[upstream].fault = () => "hang";
    const answers = await Promise.all(writers.map(([name, post]) => post(name)));
    expect(answers.map(outcomeOf)).toEqual(answers.map(() => ({ status: 504, code })));
    await expectAsItWas(kept);
    await packed.api.close();
    packed.api = await packed.service.api();
  },
);

test("answered lost while it is read: the repeated reading tells", async () => {
  const kept = await storeAll();
  const { s3, vectors } = packed.service;
  for (const upstream of [s3, vectors]) {
    upstream.fault = () => (upstream.requests.length === 1 ? "lose" : "none");
  }
  expect(isUnchanged(await posts.generate("generate"))).toBe(true);
  await expectAsItWas(kept);
});

test("of requests of other texts at once, what is stored is one of them, and complete", async () => {
  await storeAll();
  const texts = ["one", "two", "three", "four"];
  for (let round = 0; round < 5; round++) {
    const answers = await Promise.all(texts.map((other) => posts.generate("generate", { ...ifChanged, text: other })));
    expect(answers.map(outcomeOf)).toEqual(texts.map(() => ({ status: 200 })));
    const stored = JSON.parse(String(await packed.service.objects.read("generate")));
    expect(texts).toContain(stored.text);
    // The same again, in whichever order the index was written: it is completed, then unchanged.
    const again = () => posts.generate("generate", { ...ifChanged, text: stored.text });
    await again();
    expect(isUnchanged(await again())).toBe(true);
    expect((await packed.service.index.all()).get("generate")?.metadata).toMatchObject({ text: stored.text });
    await setTimeout(0);
  }
});
