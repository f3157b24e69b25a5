import { vector } from "../../helpers/handler/aws-answers";
import { handlerOf, post, useUpstreams } from "../../helpers/handler/handler";

const modelId = "cohere.embed-v4:0";
const upstreams = useUpstreams({ modelId: `us.${modelId}`, index: { model: modelId, dimension: 1024 } });

test("invokes the profile, and says of a vector the model that it is of", async () => {
  upstreams.bedrock.answer = () => ({
    status: 200,
    headers: { "content-type": "application/json", "x-amzn-bedrock-input-token-count": "2" },
    body: JSON.stringify({
      response_type: "embeddings_by_type",
      embeddings: { float: [vector(1024)] },
      texts: ["Hello"],
    }),
  });
  const request = { text: "Hello", store_in_s3: true, embedding_id: "doc1" };
  const { status, body } = await post(handlerOf("generate"), request);
  expect([status, body["model"], body["indexed"]]).toEqual([200, modelId, true]);
  expect(upstreams.bedrock.requests.map(({ path }) => decodeURIComponent(path))).toEqual([
    `/model/us.${modelId}/invoke`,
  ]);
  expect(JSON.parse(upstreams.s3.requests[0]?.body ?? "")).toMatchObject({ model: modelId });
});

test("stores in the index of the model, which has no profile", async () => {
  const request = { embedding_id: "doc1", text: "Hello", embedding: vector(1024) };
  const { status, body } = await post(handlerOf("store"), request);
  expect([status, body["indexed"]]).toEqual([200, true]);
});
