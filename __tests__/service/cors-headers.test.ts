import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import OpenAI from "openai";
import packageJson from "../../package.json";
import { corsAllowHeaders, corsExposeHeaders } from "../../service/cors-headers";

/** The clients that web pages use, of those that are installed here. */
const clients = Object.keys({ ...packageJson.dependencies, ...packageJson.devDependencies }).filter((name) =>
  /^(openai|@modelcontextprotocol\/.+)$/.test(name),
);

/** The headers that a client's modules set, in lower case: as a header, or in a list of headers. */
function headersSetBy(client: string): Set<string> {
  const directory = join(__dirname, "..", "..", "node_modules", client);
  const modules = globSync(["**/*.mjs", "dist/esm/**/*.js"], {
    cwd: directory,
    exclude: (name) => name === "node_modules",
  });
  // Their comments have examples of anybody's headers.
  const sources = modules.map((file) => readFileSync(join(directory, file), "utf8").replace(/\/\*[\s\S]*?\*\//g, ""));
  const set =
    /headers(?:\.set\(|\[)\s*["'`]([\w-]+)["'`]|["'`]((?:x-stainless|openai|idempotency|mcp)-[\w-]+)["'`]\]?\s*:/gi;
  return new Set(
    sources.flatMap((source) =>
      [...source.matchAll(set)].map(([, header, key]) => (header ?? key ?? "").toLowerCase()),
    ),
  );
}

/** What a page may always send: https://fetch.spec.whatwg.org/#cors-safelisted-request-header */
const safelisted = ["accept", "accept-language", "content-language"];

test.each(clients)("lets a page send every header that %s sets", (client) => {
  // Browsers set host by themselves.
  const headers = [...headersSetBy(client)].filter((name) => !safelisted.includes(name) && name !== "host");
  expect(headers.length).toBeGreaterThan(2);
  expect(headers.filter((name) => !corsAllowHeaders.includes(name))).toEqual([]);
});

test("knows the headers of OpenAI's client one by one", () => {
  expect([...headersSetBy("openai")]).toEqual(
    expect.arrayContaining([
      "openai-organization",
      "openai-project",
      "x-stainless-arch",
      "x-stainless-helper-method",
      "x-stainless-lang",
      "x-stainless-os",
      "x-stainless-package-version",
      "x-stainless-retry-count",
      "x-stainless-runtime",
      "x-stainless-runtime-version",
      "x-stainless-timeout",
    ]),
  );
});

test("lets a page send all that OpenAI's client sends with its options, again after a failure too", async () => {
  const sent = new Set<string>();
  const openai = new OpenAI({
    apiKey: "a-key",
    organization: "acme",
    project: "search",
    maxRetries: 1,
    fetch: async (_, { headers } = {}) => {
      for (const [name] of new Headers(headers)) sent.add(name);
      return new Response("{}", { status: 500, headers: { "retry-after-ms": "1" } });
    },
  });
  const options = { timeout: 5_000, idempotencyKey: "once" };
  await expect(openai.embeddings.create({ model: "m", input: "Hello" }, options)).rejects.toThrow("500");
  await expect(openai.models.list(options)).rejects.toThrow("500");
  expect([...sent]).toEqual(expect.arrayContaining(["authorization", "openai-project", "x-stainless-retry-count"]));
  expect([...sent].filter((name) => ![...safelisted, ...corsAllowHeaders].includes(name))).toEqual([]);
});

test("lets a page read what clients look for of what the API answers", () => {
  expect(corsExposeHeaders).toEqual(expect.arrayContaining(["retry-after", "x-request-id"]));
});

test.each([{ corsAllowHeaders }, { corsExposeHeaders }])("has each name once, in lower case: %j", (lists) => {
  const [names = []] = Object.values(lists);
  expect(names).toEqual([...new Set(names.map((name) => name.toLowerCase()))]);
});
