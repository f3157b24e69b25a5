import { EmbeddingError, type ErrorCode } from "../../../../embedding/errors";
import { requireAll } from "../../../../functions/routes/openai-embeddings/embedded-inputs";

/** What became of inputs, by the codes of their errors; undefined where they were embedded. */
function outcomesOf(codes: readonly (ErrorCode | undefined)[]) {
  return codes.map((code) =>
    code ? { error: new EmbeddingError(code, "detail") } : { value: { vector: [1], inputTokens: 1, truncated: false } },
  );
}

test.each<[string, boolean, (ErrorCode | undefined)[], ErrorCode]>([
  ["what waited, of which there were too many", false, [undefined, "not_started"], "too_many_inputs"],
  ["what was under way, beside what waited", true, [undefined, "model_timeout", "not_started"], "too_many_inputs"],
  ["a failure that came before the time was up", true, ["text_too_long", undefined, "not_started"], "text_too_long"],
  [
    "a failure beside what was under way",
    true,
    [undefined, "model_timeout", "not_started", "model_failed"],
    "model_failed",
  ],
  ["the last ones, for which fewer would be as slow", true, [undefined, "model_timeout"], "model_timeout"],
  ["a model that answered nothing", true, ["model_timeout", "not_started"], "model_timeout"],
  ["a model that gave up before the time was up", false, [undefined, "model_timeout", "not_started"], "model_timeout"],
])("throws the error of %s", (_, isTimeUp, codes, code) => {
  expect(() => requireAll(outcomesOf(codes), isTimeUp)).toThrow(expect.objectContaining({ code }));
});

test("returns the embeddings where each has one", () => {
  expect(requireAll(outcomesOf([undefined, undefined]), true)).toHaveLength(2);
});
