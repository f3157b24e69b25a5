import { textKey } from "../../../embedding/index/carried-keys";
import { s3Failure, vector } from "../../helpers/handler/aws-answers";
import { handlerOf, post, useUpstreams } from "../../helpers/handler/handler";

const handler = handlerOf("search");
const upstreams = useUpstreams({ index: { model: "amazon.titan-embed-text-v2:0", dimension: 256 } });
const texts: Record<string, string | undefined> = {
  one: "😀 Shutting down: shut it",
  other: "the sea",
  long: undefined,
};

beforeEach(() => {
  const vectors = Object.entries(texts).map(([key, text]) => ({ key, distance: 0, metadata: { [textKey]: text } }));
  upstreams.vectors.answer = () => ({
    status: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ vectors, distanceMetric: "cosine" }),
  });
  const long = { id: "long", text: "a long text: shut", embedding: vector(256) };
  upstreams.s3.answer = ({ path }) =>
    path.includes("long")
      ? { status: 200, headers: { etag: '"e"' }, body: JSON.stringify(long) }
      : s3Failure(404, "NoSuchKey");
});

const highlights = (body: Record<string, unknown>) =>
  (body["results"] as { id: string; highlights?: unknown }[]).map((result) => [result.id, result.highlights]);

test("says where each text has the words, in code units, also without the text and of one that is in its object", async () => {
  for (const mode of ["vector", "hybrid"]) {
    const { body } = await post(handler, { text: "how to shut down", mode, highlight: true });
    expect(Object.fromEntries(highlights(body))).toEqual({
      one: [
        { start: 12, end: 16 },
        { start: 18, end: 22 },
      ],
      other: [],
      long: [{ start: 13, end: 17 }],
    });
    expect(JSON.stringify(body)).not.toContain("the sea");
  }
  expect(texts["one"]?.slice(18, 22)).toBe("shut");
  expect(upstreams.vectors.requests.map(({ body }) => JSON.parse(body).returnMetadata)).toEqual([true, true]);
});

test("says of several texts where any of their words are, beside the text", async () => {
  const { body } = await post(handler, { queries: ["sea", "down"], highlight: true, include: ["text"] });
  expect(body["results"]).toMatchObject([
    { id: "one", text: texts["one"], highlights: [{ start: 12, end: 16 }] },
    { id: "other", text: "the sea", highlights: [{ start: 4, end: 7 }] },
    { id: "long", highlights: [] },
  ]);
});

test("says nothing of it without being asked", async () => {
  const { body } = await post(handler, { text: "shut", include: ["text"] });
  expect(highlights(body).map(([, spans]) => spans)).toEqual([undefined, undefined, undefined]);
});

test("refuses to find the words of a vector", async () => {
  const { status, body } = await post(handler, { embedding: vector(256), highlight: true });
  const message = "needs text or queries, whose words it finds";
  expect([status, body["errors"]]).toEqual([422, [{ field: "highlight", message }]]);
});
