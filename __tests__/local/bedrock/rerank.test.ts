import { useLocalBedrock } from "../../helpers/local/local-bedrock";

const bedrock = useLocalBedrock({ unsubscribed: ["cohere.rerank-v3-5:0"] });
const subscribed = useLocalBedrock();
const amazon = "amazon.rerank-v1:0";
const cohere = "cohere.rerank-v3-5:0";
const documents = ["nothing of it", "Shut the Café down", "the cafe"];

test.each([
  [amazon, {}],
  [cohere, { api_version: 2 }],
])("%s orders documents by the share of the query's words that they have", async (model, more) => {
  const { body } = await subscribed.invoke(model, { query: "shut shut café", documents, ...more });
  expect(body).toEqual({
    results: [
      { index: 1, relevance_score: 1 },
      { index: 2, relevance_score: 0.5 },
      { index: 0, relevance_score: 0 },
    ],
  });
});

test("keeps equal documents in their order, and answers as many as are asked for", async () => {
  const { body } = await bedrock.invoke(amazon, { query: "cafe", documents: ["x", "cafe 1", "cafe 2"], top_n: 2 });
  expect(body.results).toEqual([
    { index: 1, relevance_score: 1 },
    { index: 2, relevance_score: 1 },
  ]);
});

test.each<[string, string, object, RegExp]>([
  ["no documents", amazon, { query: "a", documents: [] }, /expected minimum item count: 1, found: 0/],
  ["too many", amazon, { query: "a", documents: Array(1_001).fill("a") }, /expected maximum item count: 1000/],
  ["an empty query", amazon, { query: "", documents: ["a"] }, /expected minLength: 1, actual: 0/],
  ["an empty document", amazon, { query: "a", documents: [""] }, /expected minLength: 1/],
  ["a field of Cohere's", amazon, { query: "a", documents: ["a"], api_version: 2 }, /extraneous key \[api_version\]/],
  ["no version for Cohere", cohere, { query: "a", documents: ["a"] }, /required key \[api_version\] not found/],
])("refuses %s", async (_, model, body, message) => {
  await expect(subscribed.invoke(model, body)).rejects.toMatchObject({
    name: "ValidationException",
    message: expect.stringMatching(message),
  });
});

test("has no model without its subscription", async () => {
  await expect(bedrock.invoke(cohere, { query: "a", documents: ["a"], api_version: 2 })).rejects.toMatchObject({
    name: "AccessDeniedException",
  });
});
