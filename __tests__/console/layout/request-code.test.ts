import { execFileSync } from "node:child_process";
import type { ConsoleRequest } from "../../../console/api/console-client";
import { requestCode } from "../../../console/layout/request-code";

const hostile = `it's "quoted" $(touch x) \`y\` \\ \${z} {w}\nnext 😀`;
const request: ConsoleRequest = {
  method: "POST",
  path: "/embeddings/search",
  body: { text: hostile, top_k: 10, filter: { draft: { $eq: false } } },
};
const target = { origin: "http://localhost:3000", auth: "keys", region: "us-east-1" } as const;

test("writes a command whose arguments a shell leaves as they are", () => {
  const command = requestCode.curl(request, target).replace(/^curl/, "printf '%s\\0'");
  const printed = execFileSync("sh", ["-c", command], { encoding: "utf8", env: { EMBEDDINGS_API_KEY: "the-key" } });
  const words = printed.split("\0");
  expect(words).toEqual(
    expect.arrayContaining(["http://localhost:3000/embeddings/search", "Authorization: Bearer the-key"]),
  );
  expect(JSON.parse(words[words.indexOf("-d") + 1] ?? "")).toEqual(request.body);
});

test("writes JavaScript that sends the request", async () => {
  const sent = jest.fn(async (_url: string, _options: RequestInit) => ({ json: async () => ({}) }));
  const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;
  const run = new AsyncFunction("fetch", "process", "console", requestCode.JavaScript(request, target));
  await run(sent, { env: { EMBEDDINGS_API_KEY: "the-key" } }, { log: () => {} });
  const [url, { method, headers, body } = {}] = sent.mock.calls[0] ?? [];
  expect([url, method, headers]).toEqual([
    "http://localhost:3000/embeddings/search",
    "POST",
    { "content-type": "application/json", authorization: "Bearer the-key" },
  ]);
  expect(JSON.parse(String(body))).toEqual(request.body);
});

test("writes Python that means the same", () => {
  const code = requestCode.Python(request, target);
  const stand = [
    "import json, sys, types",
    "class Answer:",
    "    def json(self): return {}",
    "sent = []",
    "def request(*args, **more): sent.append([list(args), more]); return Answer()",
    "sys.modules['requests'] = types.SimpleNamespace(request=request)",
    code,
    "print(json.dumps(sent))",
  ].join("\n");
  const printed = execFileSync("python3", ["-c", stand], { encoding: "utf8", env: { EMBEDDINGS_API_KEY: "the-key" } });
  expect(JSON.parse(printed.trim().split("\n").at(-1) ?? "")).toEqual([
    [
      ["POST", "http://localhost:3000/embeddings/search"],
      { json: request.body, headers: { Authorization: "Bearer the-key" } },
    ],
  ]);
});

test.each(Object.entries(requestCode))(
  "writes no secret into %s, and a signature where one is needed",
  (_name, write) => {
    expect(write({ method: "GET", path: "/embeddings/a%3A1" }, { ...target, auth: "none" })).not.toMatch(/bearer|aws/i);
    expect(write(request, { ...target, auth: "jwt" })).toContain("EMBEDDINGS_API_TOKEN");
    expect(write(request, { ...target, auth: "iam" })).toMatch(/execute-api/);
  },
);

test("sends further headers in each language, and asks a HEAD for no body", async () => {
  const conditional: ConsoleRequest = { method: "HEAD", path: "/v1/models", headers: { "If-None-Match": '"it\'s"' } };
  const command = requestCode.curl(conditional, target);
  expect(command).toMatch(/^curl --head 'http:/);
  expect(command).toContain(`-H 'If-None-Match: "it'\\''s"'`);
  const sent = jest.fn(async (_url: string, _options: RequestInit) => ({ status: 200 }));
  const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;
  const run = new AsyncFunction("fetch", "process", "console", requestCode.JavaScript(conditional, target));
  const log = jest.fn();
  await run(sent, { env: { EMBEDDINGS_API_KEY: "the-key" } }, { log });
  expect(sent.mock.calls[0]?.[1].headers).toEqual({ "If-None-Match": '"it\'s"', authorization: "Bearer the-key" });
  expect(log).toHaveBeenCalledWith(200);
  expect(requestCode.Python(conditional, target)).toContain(
    `{"If-None-Match": "\\"it's\\"", "Authorization": f"Bearer`,
  );
});
