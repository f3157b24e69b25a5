import { embeddingModels } from "../../../embedding/models";
import { invokedModel, invokedModelProblem } from "../../../embedding/models/inference-profile";

const cohere = "cohere.embed-v4:0";

test.each(Object.keys(embeddingModels))("takes %s for itself, on demand", (modelId) => {
  expect(invokedModel(modelId)).toEqual({ invokedId: modelId, modelId, profile: undefined });
  expect(invokedModelProblem(modelId)).toBeUndefined();
});

test.each(["us", "eu", "global"])("takes the inference profile %s for a way to its model", (profile) => {
  const id = `${profile}.${cohere}`;
  expect(invokedModel(id)).toEqual({ invokedId: id, modelId: cohere, profile });
  expect(invokedModelProblem(id)).toBeUndefined();
});

test.each([
  ["a model that is not supported", "cohere.embed-v5:0"],
  ["an inference profile of one", "us.cohere.embed-v5:0"],
  ["nothing", ""],
  ["a profile alone", "us"],
  ["a profile of nothing", "us."],
  ["a model of nobody", `.${cohere.slice(7)}`],
  ["two profiles", `us.eu.${cohere}`],
  ["capitals", cohere.toUpperCase()],
  ["a space", `${cohere} `],
  ["a key that every object has", "constructor"],
])("refuses %s, and names all ids that there are", (_, id) => {
  const problem = invokedModelProblem(id);
  for (const modelId of Object.keys(embeddingModels)) expect(problem).toContain(modelId);
  expect(problem).toMatch(/^must be a Bedrock model id among .*, us\.cohere\.embed-v4:0, eu\./);
  expect(problem?.endsWith(`, which ${JSON.stringify(id)} is not`)).toBe(true);
  expect(() => invokedModel(id)).toThrow(problem);
});

test("refuses a profile that the model does not have, and names those that it has", () => {
  expect(invokedModelProblem(`apac.${cohere}`)).toBe(
    `must be ${cohere} or us.${cohere} or eu.${cohere} or global.${cohere}, for the model has no inference profile "apac"`,
  );
  expect(invokedModelProblem("us.amazon.titan-embed-text-v2:0")).toBe(
    'must be amazon.titan-embed-text-v2:0, for the model has no inference profile "us"',
  );
});
