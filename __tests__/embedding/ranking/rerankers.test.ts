import { parseRelevance, rerankers } from "../../../embedding/ranking/rerankers";

const bytes = (value: unknown) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value));
const result = (index: unknown, relevance_score: unknown) => ({ index, relevance_score });

test("asks each reranker as it documents", () => {
  expect(rerankers["amazon.rerank-v1:0"].request("q", ["a", "b"])).toEqual({ query: "q", documents: ["a", "b"] });
  expect(rerankers["cohere.rerank-v3-5:0"].request("q", ["a"])).toEqual({
    query: "q",
    documents: ["a"],
    api_version: 2,
  });
});

test("has the score of each text, in whatever order they come", () => {
  expect(parseRelevance(bytes({ results: [result(1, 0.9), result(0, 0.1)], id: "x" }), 2)).toEqual([0.1, 0.9]);
});

test.each<[string, unknown]>([
  ["one score too few", { results: [result(0, 0.5)] }],
  ["another index", { results: [result(0, 0.5), result(2, 0.5)] }],
  ["a negative index", { results: [result(0, 0.5), result(-1, 0.5)] }],
  ["a score that is a text", { results: [result(0, 0.5), result(1, "0.5")] }],
  ["no score", { results: [result(0, 0.5), { index: 1 }] }],
  ["a score beyond the finite", '{"results":[{"index":0,"relevance_score":1},{"index":1,"relevance_score":1e999}]}'],
  ["no results", {}],
  ["HTML", "<html>upstream secret</html>"],
  ["what is cut off", '{"results":[{"index":0,'],
  ["nothing", ""],
])("takes %s for no answer, and quotes nothing of it", (_, answer) => {
  expect(() => parseRelevance(bytes(answer), 2)).toThrow(expect.objectContaining({ code: "model_output_invalid" }));
  expect(() => parseRelevance(bytes(answer), 2)).not.toThrow(/secret/);
});
