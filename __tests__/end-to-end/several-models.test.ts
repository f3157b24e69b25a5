import { join } from "node:path";
import OpenAI, { NotFoundError } from "openai";
import { ApiClient } from "../helpers/api/api-client";
import { fetchValidated } from "../helpers/api/openapi";
import { LocalDeployment } from "../helpers/local/local-deployment";
import { configureDev, configureStack, copyStackFiles } from "../helpers/stacks/stack-file";
import { temporaryDirectory } from "../helpers/temporary-directory";

const titan = "amazon.titan-embed-text-v2:0";
const cohere = "cohere.embed-v4:0";
const english = "cohere.embed-english-v3";
const origin = "https://app.example.com";

const directory = temporaryDirectory();
let deployment: LocalDeployment;
let url: string;
let openai: OpenAI;

beforeAll(async () => {
  const stacks = copyStackFiles(join(directory, "stacks"));
  configureStack(stacks, "bootstrap", { embeddingModels: [titan, `us.${cohere}`, english] });
  configureDev(stacks, {
    models: [`us.${cohere}`, english],
    modelAliases: { "text-embedding-3-small": titan, "text-embedding-3-large": cohere },
    corsAllowOrigins: [origin],
  });
  deployment = new LocalDeployment({
    env: { LOCAL_STACKS_DIR: stacks, LOCAL_DATA_DIR: join(directory, "data") },
  });
  url = await deployment.url();
  openai = new OpenAI({ baseURL: `${url}/v1`, apiKey: "none", fetch: fetchValidated, maxRetries: 0 });
});
afterAll(() => deployment.stop());

test("OpenAI's client lists all that it may name, and gets the vectors of what it names", async () => {
  const { data } = await openai.models.list();
  const names = [titan, cohere, `us.${cohere}`, english, "text-embedding-3-small", "text-embedding-3-large"];
  expect(data.map(({ id }) => id)).toEqual(names);
  const answered: [string, string, number | undefined][] = [];
  for (const model of names) {
    const answer = await openai.embeddings.create({ model, input: ["Hello world", "Bonjour"] });
    answered.push([model, answer.model, answer.data[1]?.embedding.length]);
  }
  expect(answered).toEqual([
    [titan, titan, 1024],
    [cohere, cohere, 1536],
    [`us.${cohere}`, cohere, 1536],
    [english, english, 1024],
    ["text-embedding-3-small", titan, 1024],
    ["text-embedding-3-large", cohere, 1536],
  ]);
  const unknown = openai.embeddings.create({ model: "text-embedding-ada-002", input: "Hello" });
  await expect(unknown).rejects.toThrow(NotFoundError);
  await expect(unknown).rejects.toMatchObject({ code: "model_not_found", param: "model" });
});

test("stores and searches with the model of the index alone", async () => {
  const api = new ApiClient(url);
  const stored = { text: "Hello world", embedding_id: "doc1", store_in_s3: true };
  const refused = [
    await api.request("POST", "/embeddings/generate", { body: { ...stored, model: cohere } }),
    await api.request("POST", "/embeddings/search", { body: { text: "Hello", model: "text-embedding-3-large" } }),
  ];
  for (const { status, body } of refused) expect([status, body]).toMatchObject([422, { code: "index_mismatch" }]);
  expect((await api.retrieve("doc1")).status).toBe(404);
  const own = { model: "text-embedding-3-small" };
  expect((await api.generate({ ...stored, ...own })).status).toBe(200);
  const { body } = await api.request("POST", "/embeddings/search", { body: { text: "Hello world", ...own } });
  expect(body).toMatchObject({ model: titan, results: [{ id: "doc1" }] });
});

test("lets a page ask what OpenAI's client asks in a browser", async () => {
  const headers = [
    ...["authorization", "content-type", "openai-organization", "openai-project"],
    ...["arch", "lang", "os", "package-version", "retry-count", "runtime", "runtime-version", "timeout"].map(
      (name) => `x-stainless-${name}`,
    ),
  ];
  const response = await fetch(`${url}/v1/embeddings`, {
    method: "OPTIONS",
    headers: {
      origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": headers.join(","),
    },
  });
  expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([204, origin]);
  const allowed = response.headers.get("access-control-allow-headers")?.split(",");
  expect(headers.filter((name) => !allowed?.includes(name))).toEqual([]);
  expect(response.headers.get("access-control-allow-methods")).toContain("HEAD");
});
