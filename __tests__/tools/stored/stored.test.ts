import { problemAnswer } from "../../helpers/api/batch-answers";
import { Upstream, type UpstreamRequest } from "../../helpers/handler/upstream";
import { CommandProcess } from "../../helpers/tools/command-process";
import { deletionOf } from "../../helpers/tools/embeddings-api";

const api = new Upstream();
let url: string;
let stored: Set<string>;
beforeAll(async () => {
  url = await api.listen();
});
beforeEach(() => {
  api.requests.length = 0;
  stored = new Set(["guide:a.md:1", "guide:a.md:2", "other"]);
  api.answer = answer;
});
afterAll(() => api.close());

const notFound = { status: 404, body: '{"message":"Not Found"}' };

/** Answers as the service does, with pages of two. */
function answer(request: UpstreamRequest) {
  const { pathname, searchParams } = new URL(request.path, url);
  const id = decodeURIComponent(pathname.split("/")[2] ?? "");
  if (searchParams.has("filter")) return walkAnswer(searchParams);
  if (id === "") {
    const ids = [...stored].filter((one) => one.startsWith(searchParams.get("prefix") ?? ""));
    const from = Number(searchParams.get("cursor") ?? 0);
    const embeddings = ids.slice(from, from + 2).map((one) => ({
      id: one,
      s3_key: `embeddings/${one}.json`,
      size_bytes: 12_345,
      last_modified: "2026-11-28T10:00:00.000Z",
    }));
    const next_cursor = from + 2 < ids.length ? String(from + 2) : null;
    return { status: 200, body: JSON.stringify({ embeddings, next_cursor }) };
  }
  if (id === "delete") {
    const body = JSON.parse(request.body);
    return { status: 200, body: JSON.stringify(body.dry_run ? wouldDelete(body) : deletionOf(request, stored)) };
  }
  if (!stored.has(id)) return problemAnswer(404, "embedding_not_found");
  const metadata = { source: "a.md", line: 3, heading: "Begin" };
  const document = { id, text: "Some text", embedding: [1, 0], dimension: 2, model: "m", metadata, created_at: "then" };
  return { status: 200, body: JSON.stringify(document) };
}

/** As from the vector index: what is found in parts, the first of them empty, without what only the bucket knows. */
function walkAnswer(query: URLSearchParams) {
  const ids = [...stored].filter((one) => one.startsWith("guide:"));
  const place = Number(query.get("cursor") ?? 0);
  const embeddings = ids.slice(Math.max(0, place - 1), place).map((id) => ({ id, s3_key: `embeddings/${id}.json` }));
  const next_cursor = place < ids.length ? String(place + 1) : null;
  return { status: 200, body: JSON.stringify({ embeddings, next_cursor }) };
}

/** What a prefix or a filter takes, an id in each answer, and none in the first. */
function wouldDelete({ prefix, filter, cursor }: { prefix?: string; filter?: object; cursor?: string }) {
  const ids = [...stored].filter((one) => one.startsWith(filter ? "guide:" : (prefix ?? "")));
  const place = Number(cursor ?? 0);
  const next_cursor = place < ids.length ? String(place + 1) : null;
  return { ids: ids.slice(Math.max(0, place - 1), place), not_found: [], failed: [], next_cursor };
}

const run = (command: "list" | "get" | "stats" | "delete", ...args: string[]) =>
  new CommandProcess(`tools/stored/${command}.ts`, args, { EMBEDDINGS_API_URL: url }).ended();

describe("npm run list", () => {
  test("lists all pages of what begins with a prefix", async () => {
    const row = (id: string) => `2026-11-28T10:00:00.000Z     12,345  ${id}\n`;
    expect(await run("list")).toMatchObject({ code: 0, stdout: [...stored].map(row).join("") });
    expect((await run("list", "--prefix", "guide:")).stdout).toBe(row("guide:a.md:1") + row("guide:a.md:2"));
  });

  test("says that there are more than it was asked for", async () => {
    const { stdout, stderr } = await run("list", "--top", "2", "--json");
    expect(
      stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).id),
    ).toEqual(["guide:a.md:1", "guide:a.md:2"]);
    expect(stderr).toBe("There are more: --top N lists more than 2\n");
  });

  test("lists what a filter takes, until all has been looked at", async () => {
    expect((await run("list", "--filter", "lang=en", "--prefix", "g")).stdout).toBe("guide:a.md:1\nguide:a.md:2\n");
    const asked = { filter: '{"lang":"en"}', prefix: "g", limit: expect.any(String) };
    expect(api.requests.map(({ path }) => Object.fromEntries(new URL(path, url).searchParams))).toEqual([
      asked,
      { ...asked, cursor: "1" },
      { ...asked, cursor: "2" },
    ]);
  });

  test("says so where there is nothing", async () => {
    const answered = "Nothing is stored that this lists\n";
    expect(await run("list", "--prefix", "none")).toMatchObject({ code: 0, stdout: answered });
    stored.clear();
    expect(await run("list", "--filter", "lang=en")).toMatchObject({ code: 0, stdout: answered });
    expect(await run("list")).toMatchObject({ code: 0, stdout: "Nothing is stored\n" });
  });
});

describe("npm run get", () => {
  test("shows passages with where they stand", async () => {
    const shown = (id: string) => `${id}\n  Begin · a.md:3\n  then · m · 2 numbers\n\n  Some text\n`;
    expect(await run("get", "guide:a.md:1", "other")).toMatchObject({
      code: 0,
      stdout: `${shown("guide:a.md:1")}\n${shown("other")}`,
    });
  });

  test("prints the object for scripts", async () => {
    expect(JSON.parse((await run("get", "other", "--json")).stdout)).toMatchObject({ id: "other", embedding: [1, 0] });
  });

  test("shows all that there are, and names the others", async () => {
    const { code, stdout, stderr } = await run("get", "nowhere", "other", "gone", "guide:a.md:1");
    expect([code, stdout.match(/^\S+$/gm)]).toEqual([1, ["other", "guide:a.md:1"]]);
    expect(stdout).toMatch(/^other\n/);
    expect(stderr).toBe("There is no embedding nowhere\nThere is no embedding gone\n");
    expect((await run("get", "nowhere", "other", "--json")).stdout.trim().split("\n")).toHaveLength(1);
  });

  test.each([
    [[], /^error: There is no id: write one/],
    [["a/b"], /^error: "a\/b" is no id: those are of letters/],
  ])("says what is wrong with %j", async (args, message) => {
    expect(await run("get", ...args)).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(message) });
  });
});

describe("npm run stats", () => {
  const counts = (objects: number, vectors: number) => ({
    objects: { count: objects, size_bytes: objects * 1_000 },
    vectors: {
      count: vectors,
      by_model: [
        { model: "m", dimension: 256, count: vectors - 1 },
        { model: null, dimension: null, count: 1 },
      ],
    },
  });

  test("counts until all are counted", async () => {
    api.answer = ({ body }) => {
      const { cursor } = JSON.parse(body);
      const answer = cursor ? { ...counts(1_500, 1_400), next_cursor: null } : { ...counts(900, 2), next_cursor: "on" };
      return { status: 200, body: JSON.stringify(answer) };
    };
    expect(await run("stats", "--prefix", "g")).toEqual({
      code: 0,
      stdout: [
        "1,500 objects, 1,500,000 bytes",
        "1,400 vectors",
        "      1,399  m of 256 numbers",
        "          1  of no known model\n",
      ].join("\n"),
      stderr: "So far: 900 objects, 2 vectors\n",
    });
    expect(api.requests.map(({ method, path, body }) => [method, path, JSON.parse(body)])).toEqual([
      ["POST", "/embeddings/stats", { prefix: "g" }],
      ["POST", "/embeddings/stats", { prefix: "g", cursor: "on" }],
    ]);
  });

  test("counts what a filter takes, for scripts", async () => {
    const answered = { objects: null, vectors: counts(0, 3).vectors };
    api.answer = () => ({ status: 200, body: JSON.stringify({ ...answered, next_cursor: null }) });
    expect(JSON.parse((await run("stats", "--filter", "lang=en", "--json")).stdout)).toEqual(answered);
    expect(api.requests.map(({ body }) => JSON.parse(body))).toEqual([{ filter: { lang: "en" } }]);
  });

  test("says why it cannot", async () => {
    api.answer = () => problemAnswer(503, "storage_unavailable");
    expect(await run("stats")).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(/^error: .* 503/) });
  }, 60_000);
});

test.each<["list" | "get" | "stats" | "delete", string[], string]>([
  ["list", [], "/embeddings"],
  ["get", ["other"], "/v1"],
  ["stats", [], "/v1"],
  ["delete", ["other", "--yes"], "/v1/embeddings"],
])("npm run %s says what the API's address is where it is given one of its routes", async (command, args, route) => {
  api.answer = (request) =>
    request.path === "/embeddings/embeddings?limit=101" ? problemAnswer(422, "invalid_request") : notFound;
  expect(await run(command, ...args, "--url", `${url}${route}`)).toMatchObject({
    code: 1,
    stdout: "",
    stderr: expect.stringMatching(
      `^error: ${url}${route}/embeddings\\S* answered 4(?:04|22).*: --url is the API's address without a route, set it to ${url}\n$`,
    ),
  });
});

describe("npm run delete", () => {
  test("deletes ids, and says which there were not", async () => {
    const ended = await run("delete", "other", "nowhere", "other", "--yes");
    expect(ended).toEqual({ code: 1, stdout: "Deleted 1\n", stderr: "There is no embedding nowhere\n" });
    expect([...stored]).toEqual(["guide:a.md:1", "guide:a.md:2"]);
  });

  test("deletes what begins with a prefix, also for scripts", async () => {
    const { code, stdout } = await run("delete", "--prefix", "guide:", "--yes", "--json");
    expect([code, JSON.parse(stdout)]).toEqual([0, { deleted: 2, missing: [] }]);
    expect([...stored]).toEqual(["other"]);
  });

  test("deletes what a filter takes, and asks about just that", async () => {
    expect(await run("delete", "--filter", '{"page":{"$gt":3}}')).toMatchObject({
      code: 1,
      stderr: 'error: Nothing is deleted: add --yes to delete 2 embeddings whose metadata are {"page":{"$gt":3}}\n',
    });
    expect((await run("delete", "--filter", "lang=en", "--yes")).stdout).toBe("Deleted 2\n");
    expect([...stored]).toEqual(["other"]);
    // A list does not have what has expired.
    expect(api.requests.filter(({ method }) => method === "GET")).toEqual([]);
  });

  test("deletes of what a filter takes only what begins with a prefix", async () => {
    expect((await run("delete", "--filter", "lang=en", "--prefix", "guide:a.md:2", "--yes")).stdout).toBe(
      "Deleted 1\n",
    );
    expect([...stored]).toEqual(["guide:a.md:1", "other"]);
  });

  test("deletes many by a request for each thousand", async () => {
    stored = new Set(Array.from({ length: 1_500 }, (_, index) => `doc${index}`));
    api.answer = (request) => {
      if (!JSON.parse(request.body).dry_run) return answer(request);
      return { status: 200, body: JSON.stringify({ ids: [...stored], not_found: [], failed: [], next_cursor: null }) };
    };
    expect((await run("delete", "--prefix", "doc", "--yes")).stdout).toBe("Deleted 1,500\n");
    expect(api.requests.map(({ body }) => JSON.parse(body).ids?.length)).toEqual([undefined, 1_000, 500]);
    expect(stored.size).toBe(0);
  });

  test("goes on by the cursor where some fail, and says why where they still do", async () => {
    const failed = [{ id: "b", problem: { detail: "The storage is not available." } }];
    const answered = (ids: string[], rest: object) => ({
      status: 207,
      headers: { "retry-after": "0" },
      body: JSON.stringify({ ids, not_found: [], failed, next_cursor: "again", ...rest }),
    });
    api.answer = ({ body }) =>
      JSON.parse(body).cursor ? answered(["b"], { failed: [], next_cursor: null }) : answered(["a"], {});
    expect(await run("delete", "a", "b", "--yes")).toEqual({ code: 0, stdout: "Deleted 2\n", stderr: "" });
    expect(api.requests.map(({ body }) => JSON.parse(body))).toEqual([
      { ids: ["a", "b"] },
      { ids: ["a", "b"], cursor: "again" },
    ]);
    api.answer = ({ body }) => answered(JSON.parse(body).cursor ? [] : ["a"], {});
    expect(await run("delete", "a", "b", "--yes")).toMatchObject({
      code: 1,
      stderr: "error: b: The storage is not available.\n",
    });
  }, 60_000);

  test.each([
    [["other"], /^error: Nothing is deleted: add --yes to delete other\n$/],
    [
      ["--prefix", "guide:"],
      /^error: Nothing is deleted: add --yes to delete 2 embeddings with an id that begins with guide:\n$/,
    ],
    [[], /^error: Say what to delete: ids, as in npm run delete -- doc1 doc2, or --prefix or --filter\n$/],
    [["other", "--prefix", "guide:"], /^error: Say what to delete/],
  ])("deletes nothing without being sure: %j", async (args, message) => {
    expect(await run("delete", ...args)).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(message) });
    expect(stored.size).toBe(3);
  });
});
