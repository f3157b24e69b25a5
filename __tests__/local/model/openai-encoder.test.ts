import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { EncoderError } from "../../../local/model/encoder";
import { openaiEncoder } from "../../../local/model/openai-encoder";

const requests: { url: string | undefined; authorization: string | undefined; body: unknown }[] = [];
let answer: { status: number; body: string };
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { url, headers } = request;
  requests.push({ url, authorization: headers.authorization, body: JSON.parse(String(Buffer.concat(chunks))) });
  response.writeHead(answer.status).end(answer.body);
});
let url: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
});
afterAll(() => server.close());
beforeEach(() => {
  requests.length = 0;
  answer = { status: 200, body: JSON.stringify({ object: "list", data: [{ index: 0, embedding: [3, 0, 4, 5] }] }) };
});

test("asks by OpenAI's protocol for numbers, with the key where there is one", async () => {
  await openaiEncoder({ url: `${url}/`, name: "nomic" }).encode("a text", { dimension: 4, space: "" });
  await openaiEncoder({ url, name: "nomic", key: "sk-1" }).encode("another", { dimension: 4, space: "" });
  const body = { model: "nomic", encoding_format: "float" };
  expect(requests).toEqual([
    { url: "/v1/embeddings", authorization: undefined, body: { ...body, input: "a text" } },
    { url: "/v1/embeddings", authorization: "Bearer sk-1", body: { ...body, input: "another" } },
  ]);
});

test.each([
  [4, [3, 0, 4, 5]],
  [6, [3, 0, 4, 5, 0, 0]],
  [3, [3, 0, 4]],
])("brings its numbers to %d", async (dimension, vector) => {
  expect([...(await openaiEncoder({ url, name: "nomic" }).encode("a", { dimension, space: "x" }))]).toEqual(vector);
});

test.each([
  [404, '{"error":"model not found, try pulling it first"}', /^The model nomic at http.*: 404 .*try pulling it first/],
  [200, "<html>", /: it answers <html>$/],
  [200, '{"data":[]}', /: it answers \{"data":\[\]\}$/],
  [200, '{"data":[{"embedding":[]}]}', /: it answers /],
])("says what it was answered: %d %s", async (status, body, message) => {
  answer = { status, body };
  const encoding = openaiEncoder({ url, name: "nomic" }).encode("a", { dimension: 4, space: "" });
  await expect(encoding).rejects.toThrow(message);
  await expect(encoding).rejects.toBeInstanceOf(EncoderError);
});

test("says why a server cannot be reached", async () => {
  const encoder = openaiEncoder({ url: "http://127.0.0.1:1/v1", name: "nomic" });
  await expect(encoder.encode("a", { dimension: 4, space: "" })).rejects.toThrow(
    /^The model nomic at http:\/\/127\.0\.0\.1:1\/v1 gives no embeddings: .*(ECONNREFUSED|bad port)/,
  );
});
