import { BedrockRuntimeClient, InvokeModelCommand } from "@aws-sdk/client-bedrock-runtime";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { localBedrock } from "../../../local/bedrock/bedrock";
import { type RealBedrock, realBedrock } from "../../../local/bedrock/real-bedrock";

const titan = "amazon.titan-embed-text-v2:0";

/** In place of AWS: where its SDK finds it, it notes who calls. */
const callers: (string | undefined)[] = [];
const aws = localBedrock({ unsubscribed: ["cohere.embed-v4:0"] });
aws.addHook("onRequest", async ({ headers }) => {
  callers.push(headers.authorization);
});
const environment = { ...process.env };
let real: RealBedrock;
let client: BedrockRuntimeClient;
let url: string;

beforeAll(async () => {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: await aws.listen({ port: 0, host: "127.0.0.1" }),
    AWS_ACCESS_KEY_ID: "AKIDPERSON",
    AWS_SECRET_ACCESS_KEY: "theirs",
    AWS_REGION: "eu-north-1",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_SHARED_CREDENTIALS_FILE: "/nowhere",
    AWS_CONFIG_FILE: "/nowhere",
  });
  real = await realBedrock("us-east-1");
  url = await real.app.listen({ port: 0, host: "127.0.0.1" });
  client = new BedrockRuntimeClient({
    endpoint: url,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler(),
  });
});
afterAll(async () => {
  client.destroy();
  await real.app.close();
  await aws.close();
  process.env = environment;
});
beforeEach(() => {
  callers.length = 0;
});

const invoke = (modelId: string, body: object) =>
  client.send(new InvokeModelCommand({ modelId, contentType: "application/json", body: JSON.stringify(body) }));

test("passes calls on with the person's credentials and region, and answers as it is answered", async () => {
  const { body, contentType } = await invoke(titan, { inputText: "a text", dimensions: 256 });
  const answer = JSON.parse(body.transformToString()) as { embedding: number[]; inputTextTokenCount: number };
  expect([contentType, answer.embedding.length, answer.inputTextTokenCount]).toEqual(["application/json", 256, 2]);
  expect(callers).toEqual([
    expect.stringMatching(/^AWS4-HMAC-SHA256 Credential=AKIDPERSON\/\d+\/eu-north-1\/bedrock\//),
  ]);
});

test("answers with the number of tokens, which of some models is in a header alone", async () => {
  const { headers } = await fetch(`${url}/model/cohere.embed-english-v3/invoke`, {
    method: "POST",
    body: JSON.stringify({ texts: ["a text"], input_type: "search_query" }),
    headers: { "content-type": "application/json" },
  });
  expect(headers.get("x-amzn-bedrock-input-token-count")).toBe("2");
});

test.each([
  [titan, { inputText: "" }, { name: "ValidationException", message: expect.stringMatching(/^Malformed input/) }],
  ["cohere.embed-v4:0", { texts: ["a"], input_type: "search_query" }, { name: "AccessDeniedException" }],
  ["no.model", {}, { name: "ValidationException", message: "The provided model identifier is invalid." }],
])("passes on how %s refuses %j", async (modelId, body, refusal) => {
  await expect(invoke(modelId, body)).rejects.toMatchObject(refusal);
  expect(callers).toHaveLength(1);
});

test("takes the stack's region where nothing says another", async () => {
  delete process.env["AWS_REGION"];
  const { app, region } = await realBedrock("ap-south-1");
  await app.close();
  expect(region).toBe("ap-south-1");
});

test("says what is missing where there are no credentials", async () => {
  delete process.env["AWS_ACCESS_KEY_ID"];
  await expect(realBedrock("us-east-1")).rejects.toThrow(
    /^--model bedrock finds no AWS credentials \(.+\): sign in, or start with another --model$/,
  );
});
