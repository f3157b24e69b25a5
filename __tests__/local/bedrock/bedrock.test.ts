import { refusal, useLocalBedrock } from "../../helpers/local/local-bedrock";

const bedrock = useLocalBedrock();
const unsubscribed = useLocalBedrock({ unsubscribed: ["cohere.embed-v4:0", "cohere.embed-english-v3"] });

const nova = {
  taskType: "SINGLE_EMBEDDING",
  singleEmbeddingParams: { embeddingPurpose: "GENERIC_INDEX", text: { truncationMode: "NONE", value: "Hello world" } },
};
const cohere = { texts: ["Hello world"], input_type: "search_document" };
const titan = { inputText: "Hello world" };

/** The bodies that models take, by what an InvokeModel calls them. */
const bodies: Readonly<Record<string, object>> = {
  "amazon.titan-embed-text-v2:0": titan,
  "amazon.titan-embed-text-v1": titan,
  "cohere.embed-english-v3": cohere,
  "cohere.embed-multilingual-v3": cohere,
  "cohere.embed-v4:0": cohere,
  "us.cohere.embed-v4:0": cohere,
  "eu.cohere.embed-v4:0": cohere,
  "global.cohere.embed-v4:0": cohere,
  "amazon.nova-2-multimodal-embeddings-v1:0": nova,
};

test.each(Object.entries(bodies))("invokes %s, and says what it took", async (modelId, body) => {
  const { headers } = await bedrock.invoke(modelId, body);
  expect(headers).toMatchObject({
    "content-type": "application/json",
    "x-amzn-bedrock-input-token-count": "3",
    "x-amzn-bedrock-invocation-latency": expect.stringMatching(/^[0-9]+$/),
    "x-amzn-requestid": expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
});

test("gives each model vectors of its own, and a profile those of its model", async () => {
  const numbers = async (modelId: string) => {
    const { body } = await bedrock.invoke(modelId, bodies[modelId]);
    return String(body.embedding ?? body.embeddings.float ?? body.embeddings[0].embedding ?? body.embeddings[0]);
  };
  const [v4, us, eu, global] = await Promise.all(
    ["", "us.", "eu.", "global."].map((prefix) => numbers(`${prefix}cohere.embed-v4:0`)),
  );
  expect([us, eu, global]).toEqual([v4, v4, v4]);
  const models = Object.keys(bodies).filter((id) => !/^(us|eu|global)\./.test(id));
  expect(new Set(await Promise.all(models.map(numbers))).size).toBe(models.length);
});

test.each([
  "acme.model",
  "amazon.titan-embed-text-v2",
  "us.amazon.titan-embed-text-v2:0",
  "us.cohere.embed-english-v3",
  "us.amazon.nova-2-multimodal-embeddings-v1:0",
  "apac.cohere.embed-v4:0",
  "jp.cohere.embed-v4:0",
  "au.cohere.embed-v4:0",
  "us.us.cohere.embed-v4:0",
  "constructor",
  `a${"b".repeat(2_000)}`,
])("refuses the model identifier %s", async (modelId) => {
  await expect(bedrock.invoke(modelId, cohere)).rejects.toMatchObject(
    refusal("The provided model identifier is invalid."),
  );
});

describe("without a subscription in AWS Marketplace", () => {
  const denied = refusal(
    "Model access is denied due to IAM user or service role is not authorized to perform the required AWS " +
      "Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to this " +
      "model. Refer to the Amazon Bedrock documentation for further details. Your AWS Marketplace subscription for " +
      "this model cannot be completed at this time. If you recently fixed this issue, try again after 5 minutes.",
    "AccessDeniedException",
    403,
  );

  test.each(["cohere.embed-v4:0", "global.cohere.embed-v4:0", "cohere.embed-english-v3"])(
    "denies access to %s, whatever is asked of it",
    async (modelId) => {
      await expect(unsubscribed.invoke(modelId, cohere)).rejects.toMatchObject(denied);
      await expect(unsubscribed.invoke(modelId, {})).rejects.toMatchObject(denied);
    },
  );

  test.each(["cohere.embed-multilingual-v3", "amazon.titan-embed-text-v2:0"])("invokes %s", async (modelId) => {
    await expect(unsubscribed.invoke(modelId, bodies[modelId])).resolves.toBeDefined();
  });
});

/** Sends bytes to Titan V2 as they are. */
async function post(body: Uint8Array<ArrayBuffer> | null, headers: Record<string, string> = {}) {
  const url = `${bedrock.url}/model/amazon.titan-embed-text-v2%3A0/invoke`;
  const response = await fetch(url, { method: "POST", body, headers });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

test.each<[string, Record<string, string>]>([
  ["no content type", {}],
  ["application/json", { "content-type": "application/json" }],
  ["any accept", { "content-type": "application/json", accept: "*/*" }],
])("takes a body with %s", async (_, headers) => {
  const answer = await post(bytes(JSON.stringify(titan)), headers);
  expect(answer).toMatchObject({ status: 200, body: { inputTextTokenCount: 3 } });
  expect(answer.headers.get("content-type")).toBe("application/json");
});

test.each(["text/plain", "application/octet-stream", "application/json; charset=utf-8"])(
  "refuses a body of the content type %s",
  async (contentType) => {
    const answer = await post(bytes(JSON.stringify(titan)), { "content-type": contentType });
    expect(answer).toMatchObject({
      status: 400,
      body: { message: "The provided Content Type is invalid or not supported for this model" },
    });
  },
);

test.each(["", "{", '{"inputText": "a"', "inputText=a", '{"inputText": NaN}'])("refuses the body %j", async (body) => {
  const answer = await post(bytes(body));
  expect(answer).toMatchObject({
    status: 400,
    body: {
      message: body
        ? "Malformed input request, please reformat your input and try again."
        : "Malformed input request: expected type: JSONObject, found: Null, please reformat your input and try again.",
    },
  });
});

test("writes the type of an error and the request's id as Bedrock does", async () => {
  const { headers } = await post(bytes("{"));
  expect(headers.get("x-amzn-errortype")).toBe(
    "ValidationException:http://internal.amazon.com/coral/com.amazon.bedrock/",
  );
  expect(headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
});

test("takes a body of 25,000,000 bytes, and refuses a longer one", async () => {
  const json = JSON.stringify(titan);
  expect(await post(bytes(json.padEnd(25_000_000)))).toMatchObject({ status: 200 });
  expect(await post(bytes(json.padEnd(25_000_001)))).toMatchObject({
    status: 400,
    body: {
      message:
        "1 validation error detected: Value at 'body' failed to satisfy constraint: " +
        "Member must have length less than or equal to 25000000",
    },
  });
});

test("has no other operation", async () => {
  const response = await fetch(`${bedrock.url}/model/cohere.embed-v4%3A0/converse`, { method: "POST" });
  expect(response.status).toBe(404);
  expect(response.headers.get("x-amzn-errortype")).toMatch(/^UnknownOperationException:/);
});
