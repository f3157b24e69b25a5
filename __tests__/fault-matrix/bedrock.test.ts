import { failure, titan, vector } from "../helpers/handler/aws-answers";
import type { Fault, ProxiedRequest } from "../helpers/handler/fault-proxy";
import { type Answer, type Outcome, outcomesOf, type PackedApi } from "../helpers/local/packed-api";
import { usePackedService } from "../helpers/local/packed-service";

const packed = usePackedService();

const textOf = (id: string) => `the text of ${id}`;

/** Sends the texts of these ids to a route, to be stored where the route stores. */
type Send = (to: PackedApi, ids: readonly string[]) => Promise<Outcome[]>;

const each = async (ids: readonly string[], send: (id: string) => Promise<Answer>) =>
  (await Promise.all(ids.map(send))).flatMap(outcomesOf);
const generate: Send = (to, ids) =>
  each(ids, (id) => to.post("/embeddings/generate", { text: textOf(id), store_in_s3: true, embedding_id: id }));
const batch: Send = async (to, ids) => {
  const items = ids.map((id) => ({ text: textOf(id), embedding_id: id }));
  return outcomesOf(await to.post("/embeddings/batch", { items, store_in_s3: true }));
};
const openai: Send = (to, ids) =>
  each(ids, (id) => to.post("/v1/embeddings", { model: "text-embedding-3-small", input: textOf(id) }));

const isFor = (id: string, { body }: ProxiedRequest) => JSON.parse(String(body)).inputText === textOf(id);
/** The number of requests to Bedrock for the text of an id. */
const callsFor = (id: string) => packed.service.bedrock.requests.filter((request) => isFor(id, request)).length;
/** How many requests there were with the body of this one, itself included. */
const attempt = ({ body }: ProxiedRequest) =>
  packed.service.bedrock.requests.filter((request) => request.body.equals(body)).length;

/**
 * Sends two texts to a route, one of which is to be stored where there is something already, and expects that both
 * fail in this way and that the bucket is as it was. Returns the numbers of calls.
 */
async function expectFailureOf(send: Send, outcome: Outcome, to = packed.api): Promise<number[]> {
  const before = Buffer.from("what was stored before");
  const [kept, absent] = [`${send.name}-kept`, `${send.name}-absent`] as const;
  await packed.service.objects.write(kept, before);
  expect([send.name, await send(to, [kept, absent])]).toEqual([send.name, [outcome, outcome]]);
  expect([await packed.service.objects.read(kept), await packed.service.objects.read(absent)]).toEqual([
    before,
    undefined,
  ]);
  return [callsFor(kept), callsFor(absent)];
}

/** The same for every route. */
async function expectFailure(outcome: Outcome, to = packed.api): Promise<number[]> {
  // OpenAI has 400 for what is 422 on the other routes.
  const openaiOutcome = outcome.status === 422 ? { ...outcome, status: 400 } : outcome;
  const calls = await Promise.all([
    expectFailureOf(generate, outcome, to),
    expectFailureOf(batch, outcome, to),
    expectFailureOf(openai, openaiOutcome, to),
  ]);
  expect(packed.service.s3.requests).toEqual([]);
  return calls.flat();
}

/** Sends a text to every route, and expects that all succeed and are stored. Returns the numbers of calls. */
async function expectSuccess(to = packed.api) {
  const [generated, batched] = ["generated", "batched"] as const;
  const outcomes = await Promise.all([generate(to, [generated]), batch(to, [batched]), openai(to, ["embedded"])]);
  expect(outcomes.flat()).toEqual([{ status: 200 }, { status: 200 }, { status: 200 }]);
  for (const id of [generated, batched]) {
    expect(JSON.parse(String(await packed.service.objects.read(id)))).toMatchObject({ id, text: textOf(id) });
  }
  expect(packed.service.s3.requests.map(({ method }) => method)).toEqual(["PUT", "PUT"]);
  return [callsFor(generated), callsFor(batched), callsFor("embedded")];
}

const onEveryRoute = (calls: number) => Array(6).fill(calls);

const unavailable = { status: 503, code: "model_unavailable" };
/** The faults that the model is not available with, by the ids for which a test has them. */
const unavailability: [string, Fault][] = [
  ["429", failure(429, "ThrottlingException")],
  ["500", failure(500, "InternalServerException")],
  ["503", failure(503, "ServiceUnavailableException")],
  ["model-not-ready", failure(429, "ModelNotReadyException")],
  ["closed-connection", "reset"],
];

describe("Bedrock 429, 500, 503, model not ready", () => {
  test.each(unavailability)("%s: bounded retries, then 503 with Retry-After; no object", async (_, fault) => {
    packed.service.bedrock.fault = () => fault;
    expect(await expectFailureOf(generate, unavailable)).toEqual([3, 3]);
    expect(packed.service.s3.requests).toEqual([]);
  });

  test.each(unavailability)("%s: success where a retry succeeds", async (_, fault) => {
    packed.service.bedrock.fault = (request) => (attempt(request) === 1 ? fault : "none");
    expect(await expectSuccess()).toEqual([2, 2, 2]);
  });

  test("a batch goes on where the model is available again after all retries", async () => {
    packed.service.bedrock.fault = (request) =>
      attempt(request) < 4 ? failure(503, "ServiceUnavailableException") : "none";
    expect(await batch(packed.api, ["late"])).toEqual([{ status: 200 }]);
    expect(callsFor("late")).toBe(4);
  });
});

describe.each<[string, Fault, Outcome]>([
  ["408", failure(408, "ModelTimeoutException"), { status: 504, code: "model_timeout" }],
  ["424", failure(424, "ModelErrorException"), { status: 502, code: "model_failed" }],
])("Bedrock %s", (_, fault, outcome) => {
  test("success where the one retry of our own succeeds", async () => {
    packed.service.bedrock.fault = (request) => (attempt(request) === 1 ? fault : "none");
    expect(await expectSuccess()).toEqual([2, 2, 2]);
  });

  test(`${outcome.status} where the retry fails too`, async () => {
    packed.service.bedrock.fault = () => fault;
    expect(await expectFailure(outcome)).toEqual(onEveryRoute(2));
  });

  test(`${outcome.status} without a retry where the budget does not allow one`, async () => {
    packed.service.bedrock.fault = () => fault;
    const hastyApi = await packed.service.api(8);
    expect(await expectFailureOf(generate, outcome, hastyApi)).toEqual([1, 1]);
    await hastyApi.close();
  });
});

describe("Bedrock ValidationException", () => {
  test("422 where the caller's input caused it, and 400 in OpenAI's envelope", async () => {
    packed.service.bedrock.fault = () => failure(400, "ValidationException", "upstream secret: Too many input tokens");
    expect(await expectFailure({ status: 422, code: "text_too_long" })).toEqual(onEveryRoute(1));
  });

  test("500 otherwise", async () => {
    packed.service.bedrock.fault = () => failure(400, "ValidationException");
    expect(await expectFailure({ status: 500, code: "internal_error" })).toEqual(onEveryRoute(1));
  });
});

test.each([
  ["AccessDenied", failure(403, "AccessDeniedException")],
  ["quota", failure(400, "ServiceQuotaExceededException")],
])("Bedrock %s: 503, stable code, nothing of the upstream message", async (_, fault) => {
  packed.service.bedrock.fault = () => fault;
  expect(await expectFailure({ status: 503, code: "model_access_denied" })).toEqual(onEveryRoute(1));
});

describe("Bedrock silent or slow", () => {
  let hastyApi: PackedApi;
  beforeAll(async () => {
    hastyApi = await packed.service.api(2);
    // So that none of the time is lost on starting the functions.
    await generate(hastyApi, ["one", "another"]);
  });
  afterAll(() => hastyApi.close());

  test.each<[string, Fault]>([
    ["silent", "hang"],
    ["silent in the middle of its answer", { status: 200, body: '{"embedding":[0.1,', stalls: true }],
    [
      "429 with a Retry-After beyond the deadline",
      { status: 429, headers: { "x-amzn-errortype": "ThrottlingException", "retry-after": "60" } },
    ],
  ])("%s: 504 inside the deadline; the next request is healthy", async (_, fault) => {
    packed.service.bedrock.fault = () => fault;
    expect(await expectFailureOf(generate, { status: 504, code: "model_timeout" }, hastyApi)).toEqual([1, 1]);
    expect(packed.service.s3.requests).toEqual([]);
    packed.service.bedrock.clear();
    expect(await generate(hastyApi, ["healthy"])).toEqual([{ status: 200 }]);
    expect(await packed.service.objects.read("healthy")).toBeDefined();
  });

  test("slow, and still within the deadline: success", async () => {
    packed.service.bedrock.fault = () => ({ delayMs: 500 });
    expect(await expectSuccess()).toEqual([1, 1, 1]);
  });
});

describe("Bedrock 200 with anything but an embedding: 502; no object", () => {
  const numbers = (text: string) => `{"embedding":[${`${text},`.repeat(1023)}0.1],"inputTextTokenCount":3}`;
  const badOutput = { status: 502, code: "model_output_invalid" };

  test.each<[string, Fault]>([
    ["truncated", { status: 200, body: '{"embedding":[0.1,0.2' }],
    ["HTML", { status: 200, headers: { "content-type": "text/html" }, body: "<html>upstream secret</html>" }],
    ["too few numbers", titan(vector(1023))],
    ["too many numbers", titan(vector(1025))],
    ["NaN", { status: 200, body: numbers("NaN") }],
    ["a number beyond the finite", { status: 200, body: numbers("1e999") }],
    ["null among the numbers", titan([...vector(1023), null])],
    ["null for the vector", titan(null)],
    ["strings for numbers", titan(vector(1024).map(String))],
    ["a string for the token count", titan(vector(1024), "3")],
    ["an empty object", { status: 200, body: "{}" }],
    ["nothing", { status: 200 }],
  ])("%s", async (_, fault) => {
    packed.service.bedrock.fault = () => fault;
    expect(await expectFailure(badOutput)).toEqual(onEveryRoute(1));
  });

  test("truncated by the end of its connection, after bounded retries", async () => {
    packed.service.bedrock.fault = () => "truncate";
    expect(await expectFailure(badOutput)).toEqual(onEveryRoute(3));
  });

  test("for one item of a batch, which fails alone", async () => {
    packed.service.bedrock.fault = ({ body }) => (String(body).includes(textOf("bad")) ? titan(vector(1)) : "none");
    expect(await batch(packed.api, ["good", "bad", "fine"])).toEqual([{ status: 200 }, badOutput, { status: 200 }]);
    expect(await packed.service.objects.keys()).toEqual(["embeddings/fine.json", "embeddings/good.json"]);
  });
});

test("in a batch and on /v1/embeddings, an unavailable model is asked three times with all retries, a silent one once", async () => {
  const faults = new Map(unavailability.filter(([id]) => id !== "model-not-ready"));
  const ids = [...faults.keys()];
  const hastyApi = await packed.service.api(6);
  // So that none of the time is lost on starting the functions, which then would start no item.
  await Promise.all([batch(hastyApi, ids), openai(hastyApi, ids)]);
  await packed.service.clear();
  packed.service.bedrock.fault = (request) => faults.get(ids.find((id) => isFor(id, request)) ?? "") ?? "hang";

  const [silent, ...outcomes] = await Promise.all([
    Promise.all([batch(hastyApi, ["silent"]), openai(hastyApi, ["silent"])]),
    ...ids.flatMap((id) => [batch(packed.api, [id]), openai(packed.api, [id])]),
  ]);
  expect(outcomes.flat()).toEqual(outcomes.map(() => unavailable));
  expect(ids.map(callsFor)).toEqual(ids.map(() => 2 * 3 * 3));
  expect(silent.flat()).toEqual(Array(2).fill({ status: 504, code: "model_timeout" }));
  expect(callsFor("silent")).toBe(2);
  expect([await packed.service.objects.keys(), packed.service.s3.requests]).toEqual([[], []]);

  packed.service.bedrock.clear();
  expect(await expectSuccess(hastyApi)).toEqual([1, 1, 1]);
});

test("no line of log holds the texts, a vector or credentials, whatever the fault", async () => {
  const log = await packed.service.log();
  expect(log.length).toBeGreaterThan(100);
  expect(log.filter((line) => /the text of|(-?\d[^,]*,){4}|the-secret-key|the-session-token/.test(line))).toEqual([]);
});
