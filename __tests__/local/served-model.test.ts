import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { ModelChoice } from "../../local/model-choice";
import { type ServedModel, serveModel } from "../../local/served-model";

const titan = "amazon.titan-embed-text-v2:0";
const environment = { ...process.env };
afterEach(() => {
  process.env = { ...environment };
});

/** What a choice is said to be, and its vector of a text. */
async function served(choice: ModelChoice, modelIds: readonly string[] = [titan]) {
  const model: ServedModel = await serveModel(choice, { region: "us-west-2", modelIds });
  try {
    model.load();
    const url = await model.app.listen({ port: 0, host: "127.0.0.1" });
    const answer = await fetch(`${url}/model/${encodeURIComponent(titan)}/invoke`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ inputText: "a hound howls", dimensions: 256 }),
    });
    return { description: model.description, vector: ((await answer.json()) as { embedding: number[] }).embedding };
  } finally {
    await model.close();
  }
}

test("has meaning and words, or words alone", async () => {
  const words = await served({ type: "words" });
  expect(words.description).toBe("The model is a stand-in for Bedrock that compares words, whatever they mean.");
  const sentences = await served({ type: "sentences" });
  expect(sentences.description).toMatch(/^The model is a stand-in for Bedrock that knows some English; /);
  const zeros = (vector: readonly number[]) => vector.filter((value) => value === 0).length;
  expect(zeros(words.vector)).toBeGreaterThan(200);
  expect(zeros(sentences.vector)).toBeLessThan(128);
  for (const { vector } of [words, sentences]) expect(Math.hypot(...vector)).toBeCloseTo(1, 6);
});

test("says what becomes of a server's numbers, or why there are none", async () => {
  const server = createServer((_, response) =>
    response.end(JSON.stringify({ data: [{ embedding: Array.from({ length: 384 }, () => 1) }] })),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const choice: ModelChoice = { type: "server", url, name: "all-minilm" };
  const { description, vector } = await served(choice);
  server.close();
  expect(description).toBe(
    `The model is all-minilm at ${url}, for whichever of Bedrock's is called: of its 384 numbers a vector has the first ` +
      "ones where it is shorter, and zeros behind them where it is longer.",
  );
  expect(vector).toEqual(Array(256).fill(1 / 16));
  await expect(served(choice)).rejects.toThrow(
    /^The model all-minilm at .* gives no embeddings: .*: start it there, or leave out --model$/,
  );
});

test("says what Amazon Bedrock charges for the service's models", async () => {
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: "a",
    AWS_SECRET_ACCESS_KEY: "b",
    AWS_REGION: "eu-west-1",
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: "http://127.0.0.1:1",
  });
  const model = await serveModel(
    { type: "bedrock" },
    { region: "us-west-2", modelIds: [titan, "eu.cohere.embed-v4:0"] },
  );
  await model.close();
  expect(model.description).toBe(
    `The model is Amazon Bedrock in eu-west-1, which charges your account $0.02 for a million tokens of ${titan}, ` +
      "$0.12 for a million tokens of eu.cohere.embed-v4:0.",
  );
});
