import { parseArguments } from "../../../tools/command/arguments";
import { CommandError } from "../../../tools/command/command-error";
import { completeReindexOptions, reindexCommand } from "../../../tools/reindex/options";

function parse(...args: string[]) {
  const parsed = parseArguments(reindexCommand, ["--bucket", "some-bucket", "--index", "vectors/index", ...args]);
  if (!parsed) throw new Error("asked for help");
  return completeReindexOptions(parsed.options);
}

test("tells the model whose vectors an index holds from what is invoked for it", () => {
  expect(parse().model).toMatchObject({
    modelId: "amazon.titan-embed-text-v2:0",
    invokedId: "amazon.titan-embed-text-v2:0",
  });
  expect(parse("--model", "eu.cohere.embed-v4:0").model).toMatchObject({
    modelId: "cohere.embed-v4:0",
    invokedId: "eu.cohere.embed-v4:0",
  });
});

test("assumes the model of an index, whatever it is invoked by", () => {
  const { assumedModel } = parse("--model", "eu.cohere.embed-v4:0", "--assume-model", "cohere.embed-v4:0");
  expect(assumedModel).toBe("cohere.embed-v4:0");
  expect(parse().assumedModel).toBeUndefined();
  expect(() => parse("--assume-model", "cohere.embed-v4:0")).toThrow(CommandError);
});

test.each([
  [
    "eu.amazon.titan-embed-text-v2:0",
    /^--model is .*: it must be amazon.titan-embed-text-v2:0, for the model has no inf/,
  ],
  ["gpt", /^--model is "gpt": it must be a Bedrock model id among amazon.titan-embed-text-v2:0, /],
])("refuses the model %s", (id, message) => {
  expect(() => parse("--model", id)).toThrow(CommandError);
  expect(() => parse("--model", id)).toThrow(message);
});
