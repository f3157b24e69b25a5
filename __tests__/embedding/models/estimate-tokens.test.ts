import { embeddingModels } from "../../../embedding/models";
import { estimateTokens } from "../../../embedding/models/estimate-tokens";

const titan = "amazon.titan-embed-text-v2:0";
const cohere = "cohere.embed-v4:0";

test.each([
  ["as many characters of English as the model documents", "x".repeat(4_000), cohere, 1_000],
  ["each character of Chinese, Japanese and Korean", "向量索引", titan, 4],
  ["each emoji", "🙂🙂🙂", titan, 3],
  ["both", "xxxx向量", cohere, 3],
  ["no more than the model takes", "x".repeat(9_000 * 4.7), titan, 8_192],
] as const)("estimates tokens by %s", (_, text, model, tokens) => {
  expect(estimateTokens(text, embeddingModels[model])).toBe(tokens);
});
