import { textKey } from "../../../embedding/index/carried-keys";
import { failure, vector } from "../../helpers/handler/aws-answers";
import { handlerOf, post, useUpstreams } from "../../helpers/handler/handler";

const handler = handlerOf("search");
const upstreams = useUpstreams({ index: { model: "amazon.titan-embed-text-v2:0", dimension: 256 } });

/** What the index has, in the order of a query: ids, their metadata and the direction of their vectors. */
const held: readonly (readonly [string, object, number])[] = [
  ["a1", { source: "a.md" }, 0],
  ["a2", { source: "a.md" }, 0],
  ["b1", { source: "b.md" }, 0],
  ["none1", {}, 1],
  ["a3", { source: "a.md" }, 1],
  ["list", { source: ["a.md"] }, 2],
  ["none2", {}, 2],
];
let gone: readonly string[] = [];
const directed = (direction: number) => Array.from({ length: 256 }, (_, place) => (place === direction ? 2 : 0));

beforeEach(() => {
  gone = [];
  upstreams.vectors.answer = ({ path, body }) => {
    const { keys = [] } = JSON.parse(body);
    const vectors =
      path === "/GetVectors"
        ? held
            .filter(([id]) => keys.includes(id) && !gone.includes(id))
            .map(([key, , direction]) => ({ key, data: { float32: directed(direction) } }))
        : held.map(([key, metadata], rank) => {
            return { key, distance: rank / 20, metadata: { ...metadata, [textKey]: `Text of ${key}` } };
          });
    const answer = { vectors, distanceMetric: "cosine" };
    return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(answer) };
  };
});

const asked = (path: string) =>
  upstreams.vectors.requests.filter((request) => request.path === path).map(({ body }) => JSON.parse(body));
const ids = (body: Record<string, unknown>) => (body["results"] as { id: string }[]).map(({ id }) => id);

describe("group_by", () => {
  test("answers the best of each source, and what has none by itself", async () => {
    const { status, body } = await post(handler, { text: "x", group_by: "source" });
    expect([status, body["results"]]).toEqual([
      200,
      [
        { id: "a1", score: 1, distance: 0, group: "a.md" },
        { id: "b1", score: 0.9, distance: 0.1, group: "b.md" },
        { id: "none1", score: 0.85, distance: 0.15 },
        { id: "list", score: 0.75, distance: 0.25, group: ["a.md"] },
        { id: "none2", score: 0.7, distance: 0.3 },
      ],
    ]);
    expect(asked("/QueryVectors")).toMatchObject([{ topK: 200, returnMetadata: true }]);
  });

  test("answers so many groups with so many results, those of one after the other", async () => {
    const { body } = await post(handler, { text: "x", group_by: "source", group_size: 2, top_k: 2, candidates: 100 });
    expect(ids(body)).toEqual(["a1", "a2", "b1"]);
    expect(asked("/QueryVectors")).toMatchObject([{ topK: 100 }]);
  });

  test("groups what the mode hybrid orders, and what a vector finds", async () => {
    const hybrid = await post(handler, { text: "text of b1", mode: "hybrid", group_by: "source", top_k: 1 });
    expect(hybrid.body["results"]).toMatchObject([{ id: "b1", group: "b.md", text_score: expect.any(Number) }]);
    const { body } = await post(handler, { embedding: vector(256), group_by: "source", top_k: 1 });
    expect(ids(body)).toEqual(["a1"]);
  });

  test("takes no key of all objects for one of the metadata", async () => {
    const { body } = await post(handler, { text: "x", group_by: "constructor" });
    expect(ids(body)).toEqual(held.map(([id]) => id));
    expect(JSON.stringify(body)).not.toContain("group");
  });
});

describe("diversity", () => {
  test("puts off what is like the results before it, by the vectors of the candidates", async () => {
    const { status, body } = await post(handler, { text: "x", diversity: 0.5, top_k: 4 });
    expect([status, body["results"]]).toEqual([
      200,
      [
        { id: "a1", score: 1, distance: 0 },
        { id: "none1", score: 0.85, distance: 0.15 },
        { id: "list", score: 0.75, distance: 0.25 },
        { id: "a2", score: 0.95, distance: 0.05 },
      ],
    ]);
    expect(asked("/GetVectors")).toMatchObject([
      { keys: held.map(([id]) => id), returnData: true, returnMetadata: false },
    ]);
  });

  test("asks for 100 vectors at a time", async () => {
    const many = Array.from({ length: 250 }, (_, key) => ({ key: `doc${key}`, distance: key / 1_000 }));
    const { answer } = upstreams.vectors;
    upstreams.vectors.answer = (request) => {
      const { keys } = JSON.parse(request.body);
      const vectors = keys?.map((key: string) => ({ key, data: { float32: directed(0) } })) ?? many;
      return { ...(answer(request) as object), body: JSON.stringify({ vectors, distanceMetric: "cosine" }) } as never;
    };
    const { body } = await post(handler, { text: "x", diversity: 1, candidates: 250, top_k: 250 });
    expect(new Set(ids(body)).size).toBe(250);
    expect(asked("/GetVectors").map(({ keys }) => keys.length)).toEqual([100, 100, 50]);
  });

  test("leaves out what was deleted since, and keeps what has an odd vector", async () => {
    gone = ["none1"];
    const { body } = await post(handler, { text: "x", diversity: 0.5 });
    expect(ids(body).toSorted()).toEqual(["a1", "a2", "a3", "b1", "list", "none2"]);
  });

  test("orders groups by it too", async () => {
    const { body } = await post(handler, { text: "x", diversity: 0.5, group_by: "source", top_k: 3 });
    expect(ids(body)).toEqual(["a1", "none1", "list"]);
  });

  test("of 0 asks for no vectors", async () => {
    const { body } = await post(handler, { text: "x", diversity: 0 });
    expect(ids(body)).toEqual(held.map(([id]) => id));
    expect(asked("/GetVectors")).toEqual([]);
  });

  test("fails where the index does not give the vectors", async () => {
    const { answer } = upstreams.vectors;
    upstreams.vectors.answer = (request) =>
      request.path === "/GetVectors" ? failure(503, "ServiceUnavailableException") : answer(request);
    const { status, body } = await post(handler, { text: "x", diversity: 0.5 });
    expect([status, body["code"]]).toEqual([503, "index_unavailable"]);
  });
});

test.each<[string, object, string, string]>([
  ["a group_size without groups", { group_size: 2 }, "group_size", "needs group_by"],
  ["an empty group", { group_by: "source", group_size: 0 }, "group_size", "must be a whole number from 1 to 100"],
  ["an empty key", { group_by: "" }, "group_by", "must be a key of the metadata"],
  ["a key of the index's own", { group_by: "_model" }, "group_by", "must be a key of the metadata"],
  ["the text for a key", { group_by: "text" }, "group_by", "must be a key of the metadata"],
  ["too much diversity", { diversity: 1.1 }, "diversity", "must be a number from 0 to 1"],
  ["more groups than candidates", { group_by: "a", candidates: 100, top_k: 101 }, "candidates", "at least top_k"],
  ["candidates of a vector alone", { candidates: 100, mode: "vector" }, "candidates", "or with queries, group_by or"],
])("refuses %s before it asks anything", async (_, fields, field, message) => {
  const { status, body } = await post(handler, { text: "x", ...fields });
  expect([status, body["errors"]]).toEqual([422, [{ field, message: expect.stringContaining(message) }]]);
  expect([...upstreams.bedrock.requests, ...upstreams.vectors.requests]).toEqual([]);
});
