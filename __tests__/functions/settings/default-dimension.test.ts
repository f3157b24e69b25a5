import type { OpenaiResponse } from "../../../functions/routes/openai-embeddings/response";
import { titan, vector } from "../../helpers/handler/aws-answers";
import { handlerOf, post, useUpstreams } from "../../helpers/handler/handler";

const upstreams = useUpstreams();

// As the function of OpenAI's interface has it, which has no other part in the index.
beforeAll(() => {
  process.env["VECTOR_INDEX_DIMENSION"] = "512";
});
beforeEach(() => {
  upstreams.bedrock.answer = ({ body }) => titan(vector(JSON.parse(body).dimensions));
});

test("is the index's on both routes that embed a text", async () => {
  const generated = await post(handlerOf("generate"), { text: "Hello" });
  expect(generated.body["dimension"]).toBe(512);
  const answer = await post(handlerOf("openai-embeddings"), { input: "Hello", model: "text-embedding-3-small" });
  const { data } = answer.body as unknown as OpenaiResponse;
  const [{ embedding } = { embedding: [] }] = data;
  expect((embedding as number[]).map(Math.fround)).toEqual(generated.body["embedding"]);
});
