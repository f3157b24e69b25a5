import { embeddingModels } from "../../../embedding/models";
import { describeEstimate, estimateTokens } from "../../../tools/command/token-cost";

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

test("says about how many tokens there are, and what they cost where the model is known", () => {
  expect(estimateTokens("x".repeat(4_700))).toBe(1_000);
  expect(estimateTokens("x")).toBe(1);
  expect(describeEstimate(2_500_000, "amazon.titan-embed-text-v2:0")).toBe(
    "To embed: about 2,500,000 tokens of amazon.titan-embed-text-v2:0, $0.0500 at $0.02 per million",
  );
  expect(describeEstimate(1_000_000, "amazon.nova-2-multimodal-embeddings-v1:0")).toMatch(
    /, \$0\.1350 at \$0\.135 per million$/,
  );
  expect(describeEstimate(2_500_000, undefined)).toBe(
    "To embed: about 2,500,000 tokens; --model ID says what they cost",
  );
});
