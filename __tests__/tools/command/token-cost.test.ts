import { describeEstimate } from "../../../tools/command/token-cost";

test("says about how many tokens there are, and what they cost where the model is known", () => {
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
