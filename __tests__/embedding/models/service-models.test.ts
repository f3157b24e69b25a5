import { modelsByName, serviceModels } from "../../../embedding/models/service-models";

const titan = "amazon.titan-embed-text-v2:0";
const profile = "us.cohere.embed-v4:0";

test("has the own model first, and each once", () => {
  const ids = (models: string[]) => serviceModels({ bedrockModelId: titan, models }).map(({ invokedId }) => invokedId);
  expect(ids([])).toEqual([titan]);
  expect(ids([profile, titan])).toEqual([titan, profile]);
});

test("knows models by their ids, what they are invoked by, and aliases, of which an own list replaces OpenAI's", () => {
  const named = (modelAliases?: Record<string, string>) =>
    [...modelsByName({ bedrockModelId: titan, models: [profile], modelAliases })].map(([name, { invokedId }]) => [
      name,
      invokedId,
    ]);
  const own = [
    [titan, titan],
    ["cohere.embed-v4:0", profile],
    [profile, profile],
  ];
  expect(named({ large: "cohere.embed-v4:0" })).toEqual([...own, ["large", profile]]);
  expect(named({})).toEqual(own);
  expect(named()).toEqual([
    ...own,
    ["text-embedding-3-small", titan],
    ["text-embedding-3-large", titan],
    ["text-embedding-ada-002", titan],
  ]);
});
