import { codeBlocks, Page } from "../helpers/docs/page";
import { plan } from "../helpers/stacks/deployment-plan";
import { bootstrapStackName, named, runLayer } from "../helpers/stacks/run-layer";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

/** What the commands of a section set in a stack. */
function configured(section: string, stack: string): Record<string, unknown> {
  const commands = codeBlocks(new Page("docs/models.md").section(section)).map(({ code }) => code);
  const set = [
    ...commands
      .join("")
      .matchAll(
        /^npx pulumi config set (?:--path '(\w+)\[(\d)\]'|--path '(\w+)\.([\w-]+)'|(\w+)) (\S+) --stack (\w+)$/gm,
      ),
  ].filter((match) => match.at(-1) === stack);
  const config: Record<string, string | string[] | Record<string, string>> = {};
  for (const [, list, index, map, field = "", key = "", value = ""] of set) {
    if (list) config[list] = [...((config[list] as string[]) ?? [])].toSpliced(Number(index), 0, value);
    else if (map) config[map] = { ...(config[map] as Record<string, string>), [field]: value };
    else config[key] = value;
  }
  return config;
}

test("another model is chosen for bootstrap, index and service by the commands of the page", async () => {
  const { outputs } = await runLayer("bootstrap", { config: configured("Choose one", "bootstrap") });
  const { bedrockModelId } = configured("Choose one", "dev");
  expect(outputs).toMatchObject({ vectorIndexModel: bedrockModelId, embeddingModels: [bedrockModelId] });
  const service = await runLayer("service", {
    config: configured("Choose one", "dev"),
    stackOutputs: { [bootstrapStackName]: outputs },
  });
  expect(named(service, "search-function").inputs["environment"]).toMatchObject({
    variables: { BEDROCK_MODEL_ID: bedrockModelId, VECTOR_INDEX_MODEL: bedrockModelId },
  });
});

test("a running service gets another model by the commands of the page: indexes stay, and the former model is allowed", async () => {
  const title = "Change the model of a running service";
  const before = await runLayer("bootstrap", {});
  const after = await runLayer("bootstrap", { config: configured(title, "bootstrap") });
  const { bedrockModelId } = configured(title, "dev");
  expect(after.outputs).toMatchObject({
    vectorIndexModel: bedrockModelId,
    embeddingModels: [before.outputs["vectorIndexModel"], bedrockModelId],
  });
  const operations = plan(before, after).map(({ operation }) => operation);
  expect([...new Set(operations)]).toEqual(["update"]);
  const service = await runLayer("service", {
    config: configured(title, "dev"),
    stackOutputs: { [bootstrapStackName]: after.outputs },
  });
  expect(named(service, "search-function").inputs["environment"]).toMatchObject({
    variables: { BEDROCK_MODEL_ID: bedrockModelId, VECTOR_INDEX_MODEL: bedrockModelId },
  });
});

test("a service takes several models, and names of its callers for them, by the commands of the page", async () => {
  const title = "Several models";
  const { outputs } = await runLayer("bootstrap", { config: configured(title, "bootstrap") });
  const { models, modelAliases } = configured(title, "dev");
  expect([models, modelAliases]).toEqual([
    ["us.cohere.embed-v4:0"],
    {
      "text-embedding-3-small": "amazon.titan-embed-text-v2:0",
      "text-embedding-3-large": "us.cohere.embed-v4:0",
    },
  ]);
  const service = await runLayer("service", {
    config: configured(title, "dev"),
    stackOutputs: { [bootstrapStackName]: outputs },
  });
  expect(named(service, "openai-embeddings-function").inputs["environment"]).toMatchObject({
    variables: { MODELS: JSON.stringify(models), MODEL_ALIASES: JSON.stringify(modelAliases) },
  });
});
