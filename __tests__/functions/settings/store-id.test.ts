const original = { ...process.env };
afterEach(() => {
  process.env = { ...original };
});

const store = {
  VECTOR_BUCKET_NAME: "vectors",
  BEDROCK_MODEL_ID: "cohere.embed-v4:0",
  VECTOR_INDEX_ARN: "arn:aws:s3vectors:us-east-1:123456789012:bucket/vectors/index/embeddings",
};

/** What a function with these settings answers. */
function storeIdOf(settings: Record<string, string>): string {
  process.env = { ...original, ...settings };
  let storeId = "";
  jest.isolateModules(() => {
    storeId = require("../../../functions/settings/store-id").storeId;
  });
  return storeId;
}

test("is the same in every function of one store", () => {
  expect(storeIdOf(store)).toMatch(/^[\w-]{22}$/);
  expect(storeIdOf({ ...store, BATCH_CONCURRENCY: "4" })).toBe(storeIdOf(store));
});

test("is the same by whichever inference profile the model is invoked", () => {
  expect(storeIdOf({ ...store, BEDROCK_MODEL_ID: "eu.cohere.embed-v4:0" })).toBe(storeIdOf(store));
});

test.each<[string, Partial<typeof store>]>([
  ["bucket", { VECTOR_BUCKET_NAME: "vectors-prod" }],
  ["index", { VECTOR_INDEX_ARN: `${store.VECTOR_INDEX_ARN}-prod` }],
  ["model", { BEDROCK_MODEL_ID: "amazon.titan-embed-text-v2:0" }],
])("is another for another %s", (_, change) => {
  expect(storeIdOf({ ...store, ...change })).not.toBe(storeIdOf(store));
});

test("is another without an index", () => {
  const { VECTOR_INDEX_ARN: _, ...bucket } = store;
  expect(storeIdOf(bucket)).not.toBe(storeIdOf(store));
});
