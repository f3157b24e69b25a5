import { call, handlerOf, post, useUpstreams } from "../../helpers/handler/handler";

const cohere = "cohere.embed-v4:0";
useUpstreams({ modelId: `eu.${cohere}` });

test("are the service's own, by its id, its profile and OpenAI's names", async () => {
  const { body } = await call(handlerOf("models"), { url: "/v1/models", headers: {} });
  const names = (body["data"] as { id: string }[]).map(({ id }) => id);
  const openai = ["text-embedding-3-small", "text-embedding-3-large", "text-embedding-ada-002"];
  expect(names).toEqual([cohere, `eu.${cohere}`, ...openai]);
});

test("refuse to store what is of none of them", async () => {
  const request = { text: "Hello", model: "amazon.titan-embed-text-v2:0", store_in_s3: true, embedding_id: "doc1" };
  const { status, body } = await post(handlerOf("generate"), request);
  expect([status, body["code"]]).toEqual([404, "model_not_found"]);
});
