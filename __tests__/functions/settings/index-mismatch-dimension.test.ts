import { handlerOf, post, useUpstreams } from "../../helpers/handler/handler";

const upstreams = useUpstreams({ index: { model: "amazon.titan-embed-text-v2:0", dimension: 768 } });

test("refuses an index of a dimension that the model does not offer, and names both", async () => {
  const answer = await post(handlerOf("generate"), { text: "Hello", store_in_s3: true, embedding_id: "doc1" });
  expect([answer.status, answer.body["code"]]).toEqual([409, "index_mismatch"]);
  expect(answer.body["detail"]).toContain(
    "of the dimension 1024, 512, 256, and the vector index has the dimension 768",
  );
  expect([...upstreams.bedrock.requests, ...upstreams.s3.requests, ...upstreams.vectors.requests]).toEqual([]);
});
