import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { sampleTexts } from "../../../tools/compare/texts";
import { Upstream, type UpstreamAnswer } from "../../helpers/handler/upstream";
import { temporaryDirectory } from "../../helpers/temporary-directory";
import { CommandProcess } from "../../helpers/tools/command-process";

const directory = temporaryDirectory();
const here = new Upstream();
const there = new Upstream();
let hereUrl: string;
let thereUrl: string;
beforeAll(async () => {
  [hereUrl, thereUrl] = await Promise.all([here.listen(), there.listen()]);
});
beforeEach(() => {
  for (const service of [here, there]) {
    service.requests.length = 0;
    service.answer = () => embedded([3, 4]);
  }
});
afterAll(() => Promise.all([here.close(), there.close()]));

const embedded = (embedding: readonly number[], model = "m"): UpstreamAnswer => ({
  status: 200,
  body: JSON.stringify({ object: "list", data: [{ object: "embedding", index: 0, embedding }], model }),
});
const says = (status: number, body: object): UpstreamAnswer => ({
  status,
  headers: { "retry-after": "0" },
  body: JSON.stringify(body),
});

const compareIn = (env: Record<string, string>, ...args: string[]) =>
  new CommandProcess("tools/compare/compare.ts", args, {
    EMBEDDINGS_API_URL: hereUrl,
    EMBEDDINGS_API_KEY: "new",
    OPENAI_BASE_URL: `${thereUrl}/api/v1/`,
    OPENAI_API_KEY: "old/key!",
    ...env,
  }).ended();
const compare = (...args: string[]) => compareIn({}, ...args);

/** A file with these lines. */
function fileOf(...lines: string[]): string {
  const path = join(directory, "texts.txt");
  writeFileSync(path, lines.join("\n"));
  return path;
}

test("asks both for each line of a file, by the addresses and keys of the environment, and shows their cosines", async () => {
  there.answer = ({ body }) => embedded(JSON.parse(body).input === "two" ? [4, 3] : [3, 4]);
  const file = fileOf("\ufeffone", "", "two\r", "  \u001b[2J");
  const { code, stdout, stderr } = await compare(file, "--model", "m", "--auth", "keys", "--at-least", "0.95");
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toBe(
    [
      " 1.000000  one",
      " 0.960000  two",
      " 1.000000    \\u001b[2J",
      "",
      "cosine  min 0.960000, median 1.000000",
      "model   m",
      "result  3 texts, none below 0.95",
      "",
    ].join("\n"),
  );
  for (const [{ requests }, path, authorization] of [
    [here, "/v1/embeddings", "Bearer new"],
    [there, "/api/v1/embeddings", "Bearer old/key!"],
  ] as const) {
    expect(requests.map(({ path, headers }) => [path, headers["authorization"]])).toEqual(
      Array.from({ length: 3 }, () => [path, authorization]),
    );
    expect(requests.map(({ body }) => JSON.parse(body))).toEqual(
      ["one", "two", "  \u001b[2J"].map((input) => ({ model: "m", input, encoding_format: "float" })),
    );
  }
});

test("ends with 1 where a text is less similar than it may be", async () => {
  here.answer = ({ body }) => embedded(JSON.parse(body).input === "two" ? [4, 3] : [3, 4]);
  const { code, stdout } = await compare(fileOf("one", "two"), "--model", "m");
  expect([code, stdout]).toEqual([1, expect.stringContaining("\nresult  1 of 2 texts below 0.999\n")]);
});

test("has texts of its own, and asks for as many numbers as it is told", async () => {
  expect(await compare("--model", "m", "--dimensions", "256")).toMatchObject({ code: 0, stderr: "" });
  for (const { requests } of [here, there]) {
    expect(requests.map(({ body }) => JSON.parse(body))).toEqual(
      sampleTexts.map((input) => ({ model: "m", input, dimensions: 256, encoding_format: "float" })),
    );
  }
});

test("says where the models differ, or the magnitudes", async () => {
  here.answer = () => embedded([0.6, 0.8], "a");
  there.answer = () => embedded([3, 4], "b");
  const { code, stdout } = await compare("--model", "text-embedding-3-small");
  expect([code, stdout]).toEqual([0, expect.stringContaining("\nmodel      a here, b there\n")]);
  expect(stdout).toContain("\nmagnitude  1.000 here, 5.000 there: dot products and Euclidean distances differ, ");
});

test("prints all of it as JSON for scripts", async () => {
  here.answer = () => embedded([4, 3]);
  const { code, stdout } = await compare(fileOf("one"), "--model", "m", "--json");
  const models = { here: "m", there: "m" };
  const magnitudes = { here: 5, there: 5 };
  expect([code, JSON.parse(stdout)]).toEqual([
    1,
    {
      texts: 1,
      min: 0.96,
      median: 0.96,
      below: 1,
      at_least: 0.999,
      models,
      magnitudes,
      comparisons: [{ text: "one", cosine: 0.96, models, magnitudes }],
    },
  ]);
});

test("waits where either is throttled", async () => {
  for (const service of [here, there]) {
    service.answer = () => (service.requests.length === 1 ? says(429, { detail: "slower" }) : embedded([3, 4]));
  }
  expect(await compare(fileOf("one"), "--model", "m")).toMatchObject({ code: 0 });
  expect([here.requests.length, there.requests.length]).toEqual([2, 2]);
});

const notFound = { error: { message: "There is no model.", code: "model_not_found", param: "model" } };

test.each<[string, Upstream, UpstreamAnswer, RegExp]>([
  ["a wrong key there", there, says(401, { detail: "Invalid API Key" }), /401: Invalid API Key: set OPENAI_API_KEY to/],
  ["a wrong key here", here, says(403, { message: "Forbidden" }), /403: Forbidden: call it with the --auth that it/],
  [
    "a model that is unknown there",
    there,
    says(400, { detail: "Unsupported m" }),
    /api\/v1\/embeddings answered 400: Unsupported m\n$/,
  ],
  [
    "a model that is unknown here",
    here,
    says(404, notFound),
    /\/v1\/embeddings answered 404 model_not_found: There is no model\n$/,
  ],
  ["another address there", there, says(404, { detail: "Not Found" }), /404: Not Found: set --with to its base URL/],
  ["another address here", here, says(404, { message: "Not Found" }), /404: Not Found: set --url to the API's address/],
  ["what is none there", there, says(200, { data: [] }), /did not answer as OpenAI's interface does: set --with to/],
  ["what is none here", here, { status: 200, body: "<p>" }, /did not answer as OpenAI's interface does: set --url to/],
  [
    "an error that is answered as a success",
    there,
    says(200, { error: { message: "No tokens left", code: "quota" } }),
    /answered 200 quota: No tokens left\n$/,
  ],
  [
    "an error of FastAPI",
    there,
    says(422, { detail: [{ loc: ["body"], msg: "required" }] }),
    /answered 422: \[{"loc":\["body"\],"msg":"required"}\]\n$/,
  ],
  [
    "an error that is a text",
    there,
    {
      status: 400,
      headers: { "content-type": "text/plain; charset=utf-8" },
      body: "1 validation error:\n  no input\n",
    },
    /answered 400: 1 validation error: no input\n$/,
  ],
  [
    "a redirection",
    there,
    { status: 301, headers: { location: "https://gateway.test/api/v1/embeddings" } },
    /answered 301: set --with to its base URL/,
  ],
  ["an error there", there, { status: 500, body: "Internal Server Error" }, /answered 500: try again later\n$/],
  [
    "another length",
    here,
    embedded([1, 2, 3]),
    /answers 3 numbers of m, the other 2 numbers of m, .*: ask both for one length, by --dimensions\n$/,
  ],
  [
    "another model's length",
    there,
    embedded([1], "b"),
    /the other 1 numbers of b, .*: set --model to what both call the same model\n$/,
  ],
])("says in one line what is wrong with %s, and ends with 2", async (_, service, answer, message) => {
  service.answer = () => answer;
  const { code, stdout, stderr } = await compare(fileOf("one"), "--model", "m");
  expect([code, stdout, stderr]).toEqual([2, "", expect.stringMatching(/^error: [^\n]+\n$/)]);
  expect(stderr).toMatch(message);
});

test.each(["m", "b"])("says that one of them does not heed the length that it was asked for, of %s", async (model) => {
  there.answer = () => embedded([1], model);
  const { code, stderr } = await compare("--model", "m", "--dimensions", "2");
  expect([code, stderr]).toEqual([
    2,
    expect.stringMatching(/leave out --dimensions, which one of them does not heed\n$/),
  ]);
});

test.each<[string, Record<string, string>, string[], RegExp]>([
  ["no model", {}, [], /^error: There is no model to ask for: add --model/],
  ["nothing to compare with", { OPENAI_BASE_URL: "" }, [], /^error: There is nothing to compare with: add --with/],
  ["no API", { EMBEDDINGS_API_URL: "" }, [], /^error: There is no API to call: add --url/],
  [
    "a base URL that is none",
    { OPENAI_BASE_URL: "gateway" },
    [],
    /^error: OPENAI_BASE_URL is "gateway": set it to its base URL/,
  ],
  ["a key that no header can have", { OPENAI_API_KEY: "a b" }, [], /^error: OPENAI_API_KEY is no key: set it to/],
  [
    "nobody there",
    {},
    ["--with", "http://127.0.0.1:9/api/v1"],
    /^error: http:\/\/127.0.0.1:9\/api\/v1: the API did not answer/,
  ],
  [
    "nobody here",
    { EMBEDDINGS_API_URL: "http://127.0.0.1:9" },
    [],
    /^error: http:\/\/127.0.0.1:9: the API did not answer/,
  ],
  [
    "no file",
    {},
    ["missing.txt"],
    /^error: missing.txt cannot be read \(ENOENT\): name a file with a text on each line/,
  ],
  ["two files", {}, ["a.txt", "b.txt"], /^error: There is one file of texts, and not a.txt, b.txt/],
  ["a threshold that is none", {}, ["--at-least", "99%"], /^error: --at-least is "99%": set it to a number above 0/],
])("calls for what is missing: %s", async (what, env, args, message) => {
  const model = what === "no model" ? [] : ["--model", "m"];
  const { code, stdout, stderr } = await compareIn(env, ...model, ...args);
  expect([code, stdout, stderr]).toEqual([2, "", expect.stringMatching(message)]);
  expect(stderr).not.toContain("a b");
});

test("takes the line endings of any system", async () => {
  const path = join(directory, "lines.txt");
  writeFileSync(path, "one\rtwo\r\nthree\n");
  expect(await compare(path, "--model", "m")).toMatchObject({ code: 0 });
  expect(there.requests.map(({ body }) => JSON.parse(body).input)).toEqual(["one", "two", "three"]);
});

test.each([
  ["Latin-1", Buffer.from("café", "latin1")],
  ["UTF-16", Buffer.from("\ufeffcafé", "utf16le")],
])("refuses a file of %s, rather than compare what is not its text", async (_, bytes) => {
  const path = join(directory, "encoded.txt");
  writeFileSync(path, bytes);
  const { code, stderr } = await compare(path, "--model", "m");
  expect([code, stderr]).toEqual([2, `error: ${path} is not UTF-8: save it as UTF-8\n`]);
  expect(there.requests).toEqual([]);
});

test("refuses an empty file, and to compare a service with itself", async () => {
  const empty = await compare(fileOf("", " "), "--model", "m");
  expect([empty.code, empty.stderr]).toEqual([2, expect.stringContaining("has no text: write one on each line")]);
  const itself = await compare("--model", "m", "--with", `${hereUrl}/v1/`);
  expect([itself.code, itself.stderr]).toEqual([2, expect.stringContaining("is this service itself: set --with to")]);
  expect([here.requests, there.requests]).toEqual([[], []]);
});
