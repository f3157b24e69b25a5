import { handlerOf, post, useUpstreams } from "../../helpers/handler/handler";

const upstreams = useUpstreams({ modelId: "amazon.titan-embed-text-v1" });
const handler = handlerOf("generate");

beforeEach(() => {
  upstreams.bedrock.answer = () => ({
    status: 200,
    body: JSON.stringify({ embedding: [3, 4, ...new Array(1534).fill(0)], inputTextTokenCount: 2 }),
  });
});

test("sends the text alone and normalizes the 1,536 dimensions itself", async () => {
  const { status, body } = await post(handler, { text: "Hello" });
  expect(status).toBe(200);
  expect(JSON.parse(upstreams.bedrock.requests[0]?.body ?? "")).toEqual({ inputText: "Hello" });
  expect(body).toMatchObject({ dimension: 1536, model: "amazon.titan-embed-text-v1" });
  expect((body["embedding"] as number[]).slice(0, 3)).toEqual([0.6, 0.8, 0]);
});

test("leaves the vector as it is without normalize", async () => {
  const { body } = await post(handler, { text: "Hello", normalize: false });
  expect((body["embedding"] as number[]).slice(0, 3)).toEqual([3, 4, 0]);
});

test("refuses a dimension that this model does not offer", async () => {
  const { status, body } = await post(handler, { text: "Hello", dimensions: 256 });
  expect(status).toBe(422);
  expect(body["errors"]).toEqual([
    { field: "dimensions", message: "is 256, and amazon.titan-embed-text-v1 offers 1536" },
  ]);
});
