import { BedrockRuntimeClient, InvokeModelCommand } from "@aws-sdk/client-bedrock-runtime";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import type { FastifyInstance } from "fastify";
import { localBedrock } from "../../../local/bedrock/bedrock";

let server: FastifyInstance;
let client: BedrockRuntimeClient;

beforeAll(async () => {
  server = localBedrock();
  client = new BedrockRuntimeClient({
    endpoint: await server.listen({ port: 0, host: "127.0.0.1" }),
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    requestHandler: new NodeHttpHandler(),
    maxAttempts: 1,
  });
});
afterAll(async () => {
  client.destroy();
  await server.close();
});

const invoke = async (modelId: string, body: unknown) => {
  const response = await client.send(
    new InvokeModelCommand({ modelId, contentType: "application/json", body: JSON.stringify(body) }),
  );
  return JSON.parse(response.body.transformToString());
};

test.each([
  ["amazon.titan-embed-text-v2:0", {}, 1024],
  ["amazon.titan-embed-text-v2:0", { dimensions: 256 }, 256],
  ["amazon.titan-embed-text-v1", {}, 1536],
])("answers InvokeModel for %s with %j by a vector of %d", async (modelId, options, dimension) => {
  const { embedding, inputTextTokenCount } = await invoke(modelId, { inputText: "Hello world", ...options });
  expect(embedding).toHaveLength(dimension);
  expect(inputTextTokenCount).toBe(3);
});

test.each<[string, string, unknown, string]>([
  ["an unknown model", "acme.model", { inputText: "a" }, "ResourceNotFoundException"],
  ["an empty text", "amazon.titan-embed-text-v2:0", { inputText: "" }, "ValidationException"],
  ["too long a text", "amazon.titan-embed-text-v2:0", { inputText: "a".repeat(50_001) }, "ValidationException"],
  ["too many tokens", "amazon.titan-embed-text-v2:0", { inputText: "a".repeat(40_000) }, "ValidationException"],
  ["another dimension", "amazon.titan-embed-text-v2:0", { inputText: "a", dimensions: 300 }, "ValidationException"],
  [
    "a field of the other model",
    "amazon.titan-embed-text-v1",
    { inputText: "a", dimensions: 256 },
    "ValidationException",
  ],
])("refuses %s as Bedrock would", async (_, modelId, body, name) => {
  await expect(invoke(modelId, body)).rejects.toMatchObject({ name });
});
