import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import OpenAI, { APIError, NotFoundError, PermissionDeniedError } from "openai";
import { apiKeyHash } from "../../common/api-key";
import { cosine } from "../../embedding/similarity";
import { Page, shownConfigurations } from "../helpers/docs/page";
import { LocalDeployment } from "../helpers/local/local-deployment";
import { configureStack, copyStackFiles, unthrottled } from "../helpers/stacks/stack-file";
import { temporaryDirectory } from "../helpers/temporary-directory";
import { BedrockAccessGateway } from "../helpers/tools/bedrock-access-gateway";
import { CommandProcess } from "../helpers/tools/command-process";

const page = new Page("docs/move-from-bedrock-access-gateway.md");
/** One that its owner made up, with all but spaces. */
const key = "any-string:Tr0ub4dor&3/=without_spaces";

/** What it had, by its source. */
const models = [
  { model: "cohere.embed-english-v3", length: 1024, most: 96 },
  { model: "cohere.embed-multilingual-v3", length: 1024, most: 96 },
  { model: "amazon.titan-embed-text-v1", length: 1536, most: 1 },
  { model: "amazon.titan-embed-text-v2:0", length: 1024, most: 1 },
  { model: "amazon.nova-2-multimodal-embeddings-v1:0", length: 3072, most: 100 },
] as const;
const aliases = ["text-embedding-3-small", "text-embedding-3-large", "text-embedding-ada-002"];

const directory = temporaryDirectory();
const gateway = new BedrockAccessGateway(key);
let deployment: LocalDeployment;
let url: string;
let gatewayUrl: string;

beforeAll(async () => {
  const stacks = copyStackFiles(join(directory, "stacks"));
  // As the page says, with the hash of this key.
  for (const { stack, config } of shownConfigurations(page.section("Deploy"))) {
    const text = JSON.stringify(config).replace(/"[\da-f]{64}"/, JSON.stringify(apiKeyHash(key)));
    configureStack(stacks, stack, { ...JSON.parse(text), ...(stack === "dev" ? unthrottled : {}) });
  }
  gatewayUrl = `${await gateway.listen()}/api/v1`;
  const env = { LOCAL_DATA_DIR: join(directory, "data") };
  deployment = new LocalDeployment({ args: ["--auth", "keys"], directory: stacks, env });
  url = await deployment.url();
});
afterAll(() => Promise.all([deployment.stop(), gateway.close()]));

test("the page hashes the gateway's secret as the service does", () => {
  const [, hash = ""] = /--output text \|\n {2}(node .+)\n/.exec(page.section("Keep the key")) ?? [];
  const printed = execFileSync("sh", ["-c", hash], {
    input: `${JSON.stringify({ api_key: key })}\n`,
    encoding: "utf8",
  });
  expect(printed.trim()).toBe(apiKeyHash(key));
});

/** What a client embeds by one of both, as it is set up: another base URL, the same key. */
async function embed(baseUrl: string, body: object): Promise<{ status: number; model: string; vectors: number[][] }> {
  const response = await fetch(`${baseUrl}/embeddings`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  const { data = [], model = "" } = response.ok ? JSON.parse(text) : {};
  const vectors = data.map(({ embedding }: { embedding: string | number[] }) =>
    typeof embedding === "string" ? decoded(embedding) : embedding,
  );
  return { status: response.status, model, vectors };
}

function decoded(base64: string): number[] {
  const bytes = Buffer.from(base64, "base64");
  return Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(4 * index));
}

/** What is asked of both, and answered alike. */
const requests: [string, object][] = [
  ["a string", { input: "The food was delicious and the waiter..." }],
  ["a list of one", { input: ["Your text string goes here"] }],
  ["what its documentation sends", { input: "The food was delicious", encoding_format: "float" }],
  ["what OpenAI's clients send", { input: ["Hello"], encoding_format: "base64", user: "team" }],
  ["null for what may be left out", { input: ["Hello"], dimensions: null, user: null }],
  ["fields that it does not know", { input: "Hello", drop_params: true, extra_body: { a: 1 }, timeout: 5 }],
  ["a blank text", { input: " " }],
  ["line breaks, as before a client replaces them", { input: "a\nb\n" }],
];

describe.each(models)("$model", ({ model, length, most }) => {
  test.each(requests)("answers as the gateway did: %s", async (_, request) => {
    const [there, here] = [
      await embed(gatewayUrl, { model, ...request }),
      await embed(`${url}/v1`, { model, ...request }),
    ];
    expect([there.status, here.status, there.model, here.model]).toEqual([200, 200, model, model]);
    expect([there.vectors, here.vectors].map((vectors) => vectors.map((vector) => vector.length))).toEqual([
      [length],
      [length],
    ]);
    expect(cosine(here.vectors[0] ?? [], there.vectors[0] ?? [])).toBeGreaterThan(0.9999);
  });

  test("answers as many texts as the gateway took, in their order, and more", async () => {
    const texts = Array.from({ length: most + 1 }, (_, index) => `text ${index}`);
    const body = { model, input: texts.slice(0, most) };
    const [there, here] = [await embed(gatewayUrl, body), await embed(`${url}/v1`, body)];
    expect([there.vectors.length, here.vectors.length]).toEqual([most, most]);
    for (const [index, vector] of here.vectors.entries()) {
      expect(cosine(vector, there.vectors[index] ?? [])).toBeGreaterThan(0.9999);
    }
    expect((await embed(`${url}/v1`, { model, input: texts })).vectors).toHaveLength(most + 1);
  });

  test("takes tokens, as LangChain for Python sends them by a name that it does not know", async () => {
    const text = await embed(`${url}/v1`, { model, input: "Hello world" });
    for (const input of [[9906, 1917], [[9906, 1917]]]) {
      expect(await embed(`${url}/v1`, { model, input, encoding_format: "base64" })).toMatchObject({ status: 200 });
      expect((await embed(`${url}/v1`, { model, input })).vectors).toEqual(text.vectors);
    }
  });

  test("refuses a text with too many tokens unless it may be cut, which then is as the gateway's where that cut it", async () => {
    // Cohere takes no more characters than 2,048, of whatever script.
    const input = model.startsWith("cohere.") ? "語".repeat(2_000) : "word ".repeat(9_900);
    const there = await embed(gatewayUrl, { model, input });
    expect(there.status).toBe(model.includes("titan") ? 400 : 200);
    expect((await embed(`${url}/v1`, { model, input })).status).toBe(400);
    const here = await embed(`${url}/v1`, { model, input, truncate: "end" });
    expect(here.status).toBe(200);
    if (there.status === 200) expect(cosine(here.vectors[0] ?? [], there.vectors[0] ?? [])).toBeGreaterThan(0.9999);
  });

  test("has dimensions act, or refuses them, where the gateway ignored them", async () => {
    const { status, vectors } = await embed(`${url}/v1`, { model, input: "Hello", dimensions: 256 });
    const isFixed = model.startsWith("cohere.") || model.endsWith("-v1");
    expect([status, vectors[0]?.length]).toEqual(isFixed ? [400, undefined] : [200, 256]);
  });
});

describe("OpenAI's client", () => {
  const openai = (apiKey = key) => new OpenAI({ baseURL: `${url}/v1`, apiKey, maxRetries: 0 });

  test.each(aliases)("gets by OpenAI's name %s what it stood for", async (model) => {
    const { data, model: answered } = await openai().embeddings.create({ model, input: ["hello"] });
    expect(answered).toBe("cohere.embed-multilingual-v3");
    const there = await embed(gatewayUrl, { model, input: ["hello"] });
    expect(cosine(data[0]?.embedding ?? [], there.vectors[0] ?? [])).toBeGreaterThan(0.9999);
  });

  test("lists each model that the gateway had, and the names that stand for one", async () => {
    const ids = (await openai().models.list()).data.map(({ id }) => id);
    expect(ids.toSorted()).toEqual([...models.map(({ model }) => model), ...aliases].toSorted());
    for (const { model } of models) expect(await openai().models.retrieve(model)).toMatchObject({ id: model });
  });

  test("is told of what there is not", async () => {
    const input = "hello";
    await expect(openai("wrong").embeddings.create({ model: "x", input })).rejects.toThrow(PermissionDeniedError);
    await expect(openai().embeddings.create({ model: "text-embedding-4", input })).rejects.toThrow(NotFoundError);
    await expect(
      openai().chat.completions.create({ model: "x", messages: [{ role: "user", content: "hello" }] }),
    ).rejects.toThrow(NotFoundError);
    const empty = openai().embeddings.create({ model: "cohere.embed-english-v3", input: "" });
    await expect(empty).rejects.toBeInstanceOf(APIError);
    await expect(empty).rejects.toMatchObject({ status: 400, code: "invalid_request", param: "input" });
  });

  test("stores nothing and reads nothing with the gateway's key", async () => {
    const response = await fetch(`${url}/embeddings`, { headers: { authorization: `Bearer ${key}` } });
    expect(response.status).toBe(403);
  });
});

describe("npm run compare", () => {
  const compare = (...args: string[]) =>
    new CommandProcess("tools/compare/compare.ts", [...args, "--auth", "keys"], {
      EMBEDDINGS_API_URL: url,
      EMBEDDINGS_API_KEY: key,
      OPENAI_BASE_URL: gatewayUrl,
      OPENAI_API_KEY: key,
    }).ended();

  test.each([...models.map(({ model }) => model), ...aliases])("finds the same vectors of %s", async (model) => {
    const { code, stdout, stderr } = await compare("--model", model);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("\ncosine");
    expect(stdout.includes("magnitude")).toBe(model === "amazon.titan-embed-text-v1");
  });

  test("prints what the page shows", async () => {
    const [, shown = ""] = /```text\n([\s\S]+?)```/.exec(page.section("Compare")) ?? [];
    const texts = [...shown.matchAll(/^ [\d.]{8} {2}(.+)$/gm)].map(([, text]) => text);
    const file = join(directory, "texts.txt");
    writeFileSync(file, texts.join("\n"));
    expect(await compare("--model", "cohere.embed-multilingual-v3", file)).toMatchObject({ code: 0, stdout: shown });
  });

  test.each<[string[], RegExp]>([
    [["--model", "titan"], /answered 400: Unsupported embedding model id titan\n$/],
    [
      ["--model", "text-embedding-4"],
      /\/v1\/embeddings answered 404 model_not_found: There is no model "text-embedding-4"/,
    ],
    [
      ["--model", "amazon.titan-embed-text-v2:0", "--dimensions", "256"],
      /answers 256 numbers of .*, the other 1,024 numbers of .*: leave out --dimensions/,
    ],
  ])("tells what does not compare with %j", async (args, message) => {
    const { code, stdout, stderr } = await compare(...args);
    expect([code, stdout, stderr]).toEqual([2, "", expect.stringMatching(message)]);
  });
});
