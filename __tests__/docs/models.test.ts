import { codeBlocks, Page } from "../helpers/docs/page";
import { bootstrapStackName, named, runLayer } from "../helpers/stacks/run-layer";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

/** What the commands of the page set in a stack; of a list its first value. */
function configured(stack: string): Record<string, unknown> {
  const [{ code } = { code: "" }] = codeBlocks(new Page("docs/models.md").section("Choose one"));
  const set = [...code.matchAll(/^npx pulumi config set (?:--path '(\w+)\[0\]'|(\w+)) (\S+) --stack (\w+)$/gm)];
  return Object.fromEntries(
    set
      .filter(([, , , , of]) => of === stack)
      .map(([, list, key = "", value = ""]) => (list ? [list, [value]] : [key, value])),
  );
}

test("another model is chosen for bootstrap, index and service by the commands of the page", async () => {
  const { outputs } = await runLayer("bootstrap", { config: configured("bootstrap") });
  const { bedrockModelId } = configured("dev");
  expect(outputs).toMatchObject({ vectorIndexModel: bedrockModelId, embeddingModels: [bedrockModelId] });
  const service = await runLayer("service", {
    config: configured("dev"),
    stackOutputs: { [bootstrapStackName]: outputs },
  });
  expect(named(service, "search-function").inputs["environment"]).toMatchObject({
    variables: { BEDROCK_MODEL_ID: bedrockModelId, VECTOR_INDEX_MODEL: bedrockModelId },
  });
});
