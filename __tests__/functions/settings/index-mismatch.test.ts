import { vector } from "../../helpers/handler/aws-answers";
import { handlerOf, post, useUpstreams } from "../../helpers/handler/handler";

const upstreams = useUpstreams({ index: { model: "amazon.titan-embed-text-v1", dimension: 1536 } });

test.each([
  ["generate", { text: "Hello", store_in_s3: true, embedding_id: "doc1" }],
  ["batch", { items: [{ text: "Hello", embedding_id: "doc1" }], store_in_s3: true }],
  ["store", { embedding_id: "doc1", text: "Hello", embedding: vector(1024) }],
  ["search", { text: "Hello" }],
  ["search", { embedding: vector(1024) }],
  ["search", { embedding_id: "doc1" }],
])("%s refuses to mix the models' vectors, and names both", async (name, body) => {
  const answer = await post(handlerOf(name), body);
  expect([answer.status, answer.body["code"]]).toEqual([409, "index_mismatch"]);
  expect(answer.body["detail"]).toContain("amazon.titan-embed-text-v2:0");
  expect(answer.body["detail"]).toContain("amazon.titan-embed-text-v1");
  const { bedrock, s3, vectors } = upstreams;
  expect([bedrock, s3, vectors].flatMap(({ requests }) => requests)).toEqual([]);
});

test("generates for other uses all the same, of the model's own dimension", async () => {
  const { status, body } = await post(handlerOf("generate"), { text: "Hello" });
  expect([status, body["dimension"], body["indexed"]]).toEqual([200, 1024, false]);
});
