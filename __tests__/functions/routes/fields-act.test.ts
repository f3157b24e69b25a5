import { textKey } from "../../../embedding/index/carried-keys";
import { exampleRequest } from "../../../openapi/example-request";
import { operationsOf } from "../../../openapi/operations";
import { routes } from "../../../service/routes";
import { DocumentSchema, type Json } from "../../helpers/api/document-schema";
import { objectOf, requestShapes } from "../../helpers/api/request-shapes";
import { embeds, titan, vector } from "../../helpers/handler/aws-answers";
import { useClock } from "../../helpers/handler/clock";
import { call, handlerOf, useUpstreams } from "../../helpers/handler/handler";
import { MemoryStore } from "../../helpers/handler/memory-store";
import type { UpstreamAnswer, UpstreamRequest } from "../../helpers/handler/upstream";

const other = "amazon.titan-embed-text-v1";
const upstreams = useUpstreams({
  models: [other],
  rerankModels: ["amazon.rerank-v1:0"],
  index: { model: "amazon.titan-embed-text-v2:0", dimension: 256 },
});

// What has expired is left out of a search, which says until when.
useClock();

/** More characters than the model takes. */
const longText = "x".repeat(50_001);

/** Of the index's length. */
const stored = vector(256);

/** The operations whose fields must act: clients of OpenAI send some that are taken and not used. */
const operations = operationsOf(routes).filter(({ path, operation }) => operation.request && !path.startsWith("/v1/"));

/** The bodies that ask for as little as an operation takes, with this text, of those that do not just need what they require. */
const least: Readonly<Record<string, (text: string) => readonly Json[]>> = {
  generate: (text) => [{ text }],
  batch: (text) => [{ items: [{ text }] }],
  store: (text) => [{ embedding_id: "doc1", text, embedding: stored }],
  update: () => [{ metadata: { page: 2 } }],
  "get-many": () => [{ ids: ["doc2"] }],
  "delete-many": () => [{ ids: ["doc1", "doc2"] }, { prefix: "doc" }, { filter: { page: 1 } }],
  search: (text) => [{ text }, { queries: [text, "another"] }, { embedding: stored }, { embedding_id: "doc2" }],
};

/** The body with what an operation requires, and no more, with this text in each field that takes any. */
function required(operation: (typeof operations)[number], text: string): Json {
  const { fields = {} } = requestShapes.find(({ operation: { name } }) => operation.name === name) ?? {};
  const schemas = documentOf(operation).fields;
  const all = Object.entries(fields).filter(([, { required }]) => required);
  return JSON.parse(
    objectOf(all.map(([field, { valid }]) => [field, schemas[field]?.takes(longText) ? JSON.stringify(text) : valid])),
  );
}

/** What the API's description says of an operation's body, by the operation's name. */
const documents = Object.fromEntries(
  operations.map(({ name, path, method }) => {
    const place = ["paths", path, method.toLowerCase(), "requestBody", "content", "application/json", "schema"];
    return [name, new DocumentSchema(place)];
  }),
);

function documentOf({ name }: (typeof operations)[number]): DocumentSchema {
  return documents[name] as DocumentSchema;
}

/** A value of each field that asks for something else than leaving it out does. */
const telling: Readonly<Record<string, unknown>> = {
  store_in_s3: true,
  if_changed: true,
  embedding_id: "doc1",
  model: other,
  dimensions: 512,
  input_type: "query",
  truncate: "end",
  normalize: false,
  metadata: { page: 1 },
  text: "a text",
  queries: ["a text", "another"],
  embedding: stored,
  mode: "hybrid",
  candidates: 300,
  group_by: "page",
  group_size: 2,
  diversity: 1,
  rerank: true,
  top_k: 1,
  cursor: "none that was given",
  filter: { page: 1 },
  include: ["metadata"],
  highlight: true,
  min_score: 0.9,
  return_embedding: false,
  encoding: "base64",
  ids: ["doc1"],
  prefix: "doc",
  dry_run: true,
  expires_at: "2999-01-01T00:00:00Z",
};

/** Where leaving it out means this. */
const tellingOf: Readonly<Record<string, Readonly<Record<string, unknown>>>> = { store: { return_embedding: true } };

/** A field, or one of each item. */
interface Field {
  readonly name: string;
  readonly ofItem: boolean;
}

/** The fields that an operation's document has, without those of a body, the items' ones included. */
function fieldsBeside(operation: (typeof operations)[number], body: Json): Field[] {
  const { fields } = documentOf(operation);
  const listed = Object.values(fields).flatMap(({ listed }) => Object.keys(listed?.fields ?? {}));
  const ofItems = listed.filter((name) => name !== "text").map((name) => ({ name, ofItem: true }));
  const own = Object.keys(fields).filter((name) => !(name in body));
  return [...own.map((name) => ({ name, ofItem: false })), ...ofItems];
}

/** A body with more fields. */
function withFields(operation: string, body: Json, fields: readonly Field[]): Json {
  const values = { ...telling, ...tellingOf[operation] };
  const given = (ofItem: boolean) =>
    Object.fromEntries(
      fields.filter((field) => field.ofItem === ofItem).map(({ name }) => [name, values[name]] as const),
    );
  const items = body["items"] as readonly object[] | undefined;
  return { ...body, ...given(false), ...(items ? { items: items.map((item) => ({ ...item, ...given(true) })) } : {}) };
}

/** What comes of a request after another: its answer, and all that was asked for it. */
type RequestOutcome = readonly [status: number, text: string];

/** The outcomes that are known, by what they are of: of three fields, three pairs have another beside. */
const outcomes = new Map<string, Promise<RequestOutcome>>();

function outcomeOf(operation: (typeof operations)[number], body: Json, before: Json): Promise<RequestOutcome> {
  const sorted = (object: Json) => Object.entries(object).toSorted(([one], [other]) => (one < other ? -1 : 1));
  const { name } = operation;
  const key = JSON.stringify([name, sorted(body), name === "search" ? [] : sorted(before)]);
  const outcome = outcomes.get(key) ?? newOutcome(operation, body, before);
  outcomes.set(key, outcome);
  return outcome;
}

async function newOutcome(operation: (typeof operations)[number], body: Json, before: Json): Promise<RequestOutcome> {
  const { route, method, name } = operation;
  const send = (value: Json) =>
    call(handlerOf(route.name), { method, body: JSON.stringify(value) }, exampleRequest(operation).pathParameters);
  const store = new MemoryStore(upstreams);
  store.objects.set("doc1", JSON.stringify({ id: "doc1", text: "one" }));
  store.vectors.set("other", { key: "other", metadata: { page: 1 } });
  store.objects.set("doc2", JSON.stringify({ id: "doc2", text: "another", embedding: stored }));
  // In such an order that each field tells: the least similar comes first, has the words of the short text, and is as another.
  const held = [
    { key: "doc4", distance: 0.5, metadata: { page: 1, [textKey]: "a text" }, data: { float32: [0, 1] } },
    { key: "doc2", distance: 0, metadata: { page: 1, [textKey]: "more" }, data: { float32: [0, 1] } },
    { key: "doc3", distance: 0.05, metadata: { page: 1, [textKey]: "more" }, data: { float32: [1, 0] } },
    { key: "doc5", distance: 0.08, metadata: { page: 2, [textKey]: "more" }, data: { float32: [0, 1] } },
  ];
  const page = (found: readonly object[]) => ({
    status: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ vectors: found, distanceMetric: "cosine" }),
  });
  // The other text finds the least similar alone.
  const isOther = ({ body }: UpstreamRequest) => JSON.parse(body).queryVector.float32[1] < 0;
  upstreams.bedrock.answer = (request) => {
    const { inputText, dimensions, documents = [] } = JSON.parse(request.body);
    if (request.path.includes("rerank")) return ranked(documents);
    return inputText === "another" ? titan(vector(dimensions).map((value) => -value)) : embeds(request);
  };
  upstreams.vectors.answer = (request) => {
    if (request.path === "/QueryVectors") return page(isOther(request) ? held.slice(0, 1) : held);
    return name === "search" ? page(held) : store.index(request);
  };
  if (name !== "search") await send(before);
  upstreams.clear();
  const { status, text } = await send(body);
  const asked = [upstreams.bedrock, upstreams.s3, upstreams.vectors].map(({ requests }) =>
    requests.map((request) => [request.method, request.path, request.body]),
  );
  const timed = JSON.stringify([status, text, asked]);
  return [status, timed.replace(/processing_time_ms\\":[\d.]+/g, "")];
}

/** A reranker's answer, which has the last text first. */
function ranked(texts: readonly string[]): UpstreamAnswer {
  const results = texts.map((_, index) => ({ index, relevance_score: (index + 1) / 10 }));
  return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify({ results }) };
}

/** The lists of at most two of these. */
function fewOf(fields: readonly Field[]): Field[][] {
  const pairs = fields.flatMap((first, index) => fields.slice(index + 1).map((second) => [first, second]));
  return [[], ...fields.map((field) => [field]), ...pairs];
}

// What a field does with a text that is too long, it does not do with a short one.
const texts = ["a text", longText];

/** The bodies to which an operation's other fields are added, with this text. */
const bodiesOf = (operation: (typeof operations)[number], text: string) =>
  least[operation.name]?.(text) ?? [required(operation, text)];
/** The fields of an operation of which a request may have one more, or not. */
const addedTo = (operation: (typeof operations)[number]) =>
  bodiesOf(operation, "").flatMap((body) => fieldsBeside(operation, body));

test.each(operations)("each field of $routeKey acts or is refused, whatever it is beside", async (operation) => {
  const { name } = operation;
  const bodies = (text: string) => bodiesOf(operation, text);
  const idle: string[] = [];
  let answered = 0;
  let compared = 0;
  for (const [index, body] of bodies("").entries()) {
    const fields = fieldsBeside(operation, body);
    for (const beside of fewOf(fields)) {
      const without = texts.map((text) => withFields(name, bodies(text)[index] as Json, beside));
      const acts = async (field: Field) => {
        for (const [at, text] of texts.entries()) {
          const less = without[at] as Json;
          const more = withFields(name, bodies(text)[index] as Json, [...beside, field]);
          const [, found] = await outcomeOf(operation, less, less);
          const [, outcome] = await outcomeOf(operation, more, less);
          if (outcome !== found) return true;
        }
        return false;
      };
      const [short = {}] = without;
      const [status] = await outcomeOf(operation, short, short);
      if (status !== 200) continue;
      answered += 1;
      for (const field of fields.filter((other) => !beside.includes(other))) {
        compared += 1;
        if (await acts(field)) continue;
        idle.push(`${field.name} beside ${[...Object.keys(body), ...beside.map((other) => other.name)]}`);
      }
    }
  }
  expect(idle).toEqual([]);
  expect(answered).toBeGreaterThan(0);
  expect(compared > 0).toBe(addedTo(operation).length > 0);
});

test("has bodies of operations that there are, and a telling value of each of their fields", () => {
  expect(operations.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(least)));
  const names = operations
    .flatMap(addedTo)
    .map(({ name }) => name)
    .filter((name) => name !== "items");
  expect(new Set(names)).toEqual(new Set(Object.keys(telling)));
});
