import { problemAnswer } from "../../helpers/api/batch-answers";
import { Upstream } from "../../helpers/handler/upstream";
import { CommandProcess } from "../../helpers/tools/command-process";

const api = new Upstream();
let url: string;
beforeAll(async () => {
  url = await api.listen();
});
beforeEach(() => {
  api.requests.length = 0;
});
afterAll(() => api.close());

const found = {
  results: [{ id: "a", score: 0.5, distance: 0.5, text: "A graceful end", metadata: { source: "a.md" } }],
  model: "m",
};
const search = (...args: string[]) =>
  new CommandProcess("tools/search/search.ts", args, { EMBEDDINGS_API_URL: url, EMBEDDINGS_API_TOKEN: "t" }).ended();

test("asks the API, and shows what it found, plainly where it is no terminal", async () => {
  api.answer = () => ({ status: 200, body: JSON.stringify(found) });
  const { code, stdout, stderr } = await search(
    "graceful",
    "shutdown",
    "--top",
    "3",
    "--filter",
    "lang=en",
    "--auth",
    "jwt",
  );
  expect([code, stdout, stderr]).toEqual([0, "0.500  a\n  a.md\n\n  A graceful end\n", ""]);
  const [{ path, headers, body } = { path: "", headers: {}, body: "" }] = api.requests;
  expect([path, headers["authorization"]]).toEqual(["/embeddings/search", "Bearer t"]);
  expect(JSON.parse(body)).toEqual({
    text: "graceful shutdown",
    top_k: 3,
    filter: { lang: "en" },
    include: ["text", "metadata", "expires_at"],
  });
});

test("says when a result expires", async () => {
  const [result] = found.results;
  const results = [{ ...result, expires_at: "2030-01-31T12:00:00.000Z" }];
  api.answer = () => ({ status: 200, body: JSON.stringify({ ...found, results }) });
  const { stdout } = await search("x");
  expect(stdout).toBe("0.500  a\n  a.md\n  expires 2030-01-31T12:00:00.000Z\n\n  A graceful end\n");
});

test("asks for a mode, and shows the score by which it orders", async () => {
  const result = { ...found.results[0], score: 0.992, vector_score: 0.5, text_score: 1.3 };
  api.answer = () => ({ status: 200, body: JSON.stringify({ ...found, mode: "hybrid", results: [result] }) });
  const { code, stdout } = await search("x", "--mode", "hybrid");
  expect([code, stdout]).toEqual([0, "0.992  a\n  a.md\n\n  A graceful end\n"]);
  expect(JSON.parse(api.requests[0]?.body ?? "")).toMatchObject({ text: "x", mode: "hybrid" });
  expect(await search("x", "--mode", "words")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("set it to one of vector, hybrid"),
  });
});

test("asks for all that orders otherwise, and says where that was not done", async () => {
  const rerank = { model: "r", applied: false, problem: { detail: "The reranker is busy." } };
  api.answer = () => ({ status: 200, body: JSON.stringify({ ...found, rerank }) });
  const orders = ["--rerank", "--group-by", "source", "--group-size=2", "--diversity=.5", "--candidates", "300"];
  const { code, stdout, stderr } = await search("x", ...orders, "--min-score", "0.2");
  expect([code, stdout, stderr]).toEqual([
    0,
    "0.500  a\n  a.md\n\n  A graceful end\n",
    "warning: not reranked: The reranker is busy.\n",
  ]);
  expect(JSON.parse(api.requests[0]?.body ?? "")).toEqual({
    text: "x",
    rerank: true,
    group_by: "source",
    group_size: 2,
    diversity: 0.5,
    candidates: 300,
    min_score: 0.2,
    top_k: 5,
    include: ["text", "metadata", "expires_at"],
  });
});

test("asks for several texts at once", async () => {
  api.answer = () => ({ status: 200, body: JSON.stringify(found) });
  expect(await search("graceful", "end", "--also", "shutdown", "--also", "close")).toMatchObject({ code: 0 });
  const { text, queries } = JSON.parse(api.requests[0]?.body ?? "");
  expect([text, queries]).toEqual([undefined, ["graceful end", "shutdown", "close"]]);
});

test("prints for scripts what the API answers", async () => {
  api.answer = () => ({ status: 200, body: JSON.stringify(found) });
  const { code, stdout } = await search("x", "--json", "--filter", '{"page":{"$gt":3}}');
  expect([code, JSON.parse(stdout)]).toEqual([0, found]);
  expect(JSON.parse(api.requests[0]?.body ?? "").filter).toEqual({ page: { $gt: 3 } });
});

test("waits where it is throttled", async () => {
  api.answer = () =>
    api.requests.length === 1
      ? problemAnswer(503, "model_unavailable", { "retry-after": "0" })
      : { status: 200, body: JSON.stringify(found) };
  expect(await search("x")).toMatchObject({ code: 0 });
});

test.each<[string, string[], RegExp, (typeof api)["answer"]]>([
  [
    "nothing to search for",
    [" "],
    /^error: There is nothing to search for: write a text, as in npm run search -- "/,
    () => "hang",
  ],
  [
    "no part",
    ["x", "--diversity", "1.1"],
    /^error: --diversity is "1.1": set it to a number from 0 to 1\n/,
    () => "hang",
  ],
  [
    "no number",
    ["x", "--min-score", "0x1"],
    /^error: --min-score is "0x1": set it to a number from -1 to 1\n/,
    () => "hang",
  ],
  ["a filter that is none", ["x", "--filter", '{"a":{"$no":1}}'], /^error: --filter is "\{.*": a\.\$no /, () => "hang"],
  [
    "no API",
    ["x", "--url", "http://127.0.0.1:1"],
    /^error: http:\/\/127.0.0.1:1: the API did not answer/,
    () => "hang",
  ],
  [
    "another address",
    ["x"],
    /^error: http.*\/embeddings\/search answered 404: set --url to where/,
    () => ({ status: 404 }),
  ],
  [
    "another service",
    ["x"],
    /^error: .* did not answer as the embeddings service does/,
    () => ({ status: 200, body: "{}" }),
  ],
  ["403", ["x"], /answered 403: call it with the --auth that it serves/, () => ({ status: 403 })],
  [
    "what the service refuses",
    ["x"],
    /answered 409 index_mismatch: What index_mismatch means\n$/,
    () => problemAnswer(409, "index_mismatch"),
  ],
])("says in one line what is wrong with %s", async (_name, args, message, answer) => {
  api.answer = answer;
  const { code, stdout, stderr } = await search(...args);
  expect([code, stdout, stderr.trim().split("\n").length]).toEqual([1, "", 1]);
  expect(stderr).toMatch(message);
});
