import { join } from "node:path";
import { archiveFiles } from "../../local/lambda/archive";
import type { LocalFunction } from "../../local/lambda/lambda-function";
import { registeredFunction } from "../../local/lambda/registered-function";
import { s3Failure } from "../helpers/handler/aws-answers";
import { Upstream } from "../helpers/handler/upstream";
import { runConsumer } from "../helpers/stacks/run-consumer";
import { named } from "../helpers/stacks/run-layer";
import { temporaryDirectory } from "../helpers/temporary-directory";

const directory = temporaryDirectory();
const s3 = new Upstream();
const stored: Record<string, unknown> = {};
let similarity: LocalFunction;

/** Stores an embedding as the service does. */
function store(id: string, embedding: number[], model: string | null = "amazon.titan-embed-text-v2:0"): void {
  const dimension = embedding.length;
  const rest = { text: id, input_token_count: null, created_at: "2026-11-24T12:00:00.000Z" };
  stored[`/embeddings-service-vector-embeddings/embeddings/${id}.json`] = { id, embedding, dimension, model, ...rest };
}

beforeAll(async () => {
  s3.answer = ({ path }) => {
    const document = stored[path.split("?")[0] ?? ""];
    return document ? { status: 200, body: JSON.stringify(document) } : s3Failure(404, "NoSuchKey");
  };
  const lambda = named(await runConsumer({ outputs: { region: "eu-west-1" } }), "similarity");
  similarity = await registeredFunction(lambda, {
    region: "us-east-1",
    endpoints: { AWS_ENDPOINT_URL_S3: await s3.listen() },
    directory: join(directory, "lambda"),
  });
});
beforeEach(() => {
  s3.requests.length = 0;
});
afterAll(async () => {
  await similarity.close();
  await s3.close();
});

test.each<[number, number[], number[]]>([
  [1, [3, 4], [6, 8]],
  [0, [1, 0], [0, 5]],
  [-1, [1, 2], [-1, -2]],
  [0.6, [1, 0], [3, 4]],
])("answers %d for two stored vectors", async (expected, first, second) => {
  store("first", first);
  store("second", second);
  const answer = (await similarity.invoke({ first: "first", second: "second" })) as { similarity: number };
  expect(answer.similarity).toBeCloseTo(expected, 12);
});

test("asks S3 in the region of the contract, not in its own", async () => {
  store("first", [1, 0]);
  await similarity.invoke({ first: "first", second: "first" });
  expect(s3.requests.map(({ method }) => method)).toEqual(["GET", "GET"]);
  for (const { headers } of s3.requests) expect(headers.authorization).toContain("/eu-west-1/s3/aws4_request");
});

test.each<[string, unknown, RegExp]>([
  ["an embedding that does not exist", { first: "first", second: "nope" }, /There is no embedding "nope"/],
  ["embeddings of two lengths", { first: "first", second: "longer" }, /"first" is of .* with 2, "longer" of .* with 3/],
  ["embeddings of two models", { first: "first", second: "other" }, /"other" of amazon.titan-embed-text-v1 with 2/],
  ["an object that is no embedding", { first: "first", second: "broken" }, /embeddings\/broken.json is invalid: /],
  ["a vector without direction", { first: "first", second: "zero" }, /A vector of zeros has no direction/],
])("fails for %s, and says so", async (_, event, message) => {
  store("first", [1, 0]);
  store("longer", [1, 0, 0]);
  store("other", [1, 0], "amazon.titan-embed-text-v1");
  store("zero", [0, 0]);
  store("broken", []);
  await expect(similarity.invoke(event)).rejects.toThrow(message);
});

test.each<[unknown, RegExp]>([
  [{ first: "../secret", second: "first" }, /The event is invalid: .*must be 1 to 256 letters.*\n.*at first/],
  [{ first: "first" }, /The event is invalid: .*must be a string\n.*at second/],
  [null, /The event is invalid: .*expected object/],
])("refuses the event %j without a request", async (event, message) => {
  await expect(similarity.invoke(event)).rejects.toThrow(message);
  expect(s3.requests).toEqual([]);
});

test("is one file, as the service's functions are", async () => {
  const files = await archiveFiles(named(await runConsumer(), "similarity"));
  expect(Object.keys(files)).toEqual(["__index.js"]);
  expect(files["__index.js"]?.length).toBeLessThan(700_000);
});
