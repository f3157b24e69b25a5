import { s3Failure } from "../../helpers/handler/aws-answers";
import { call, handlerOf, useUpstreams } from "../../helpers/handler/handler";
import { listing } from "../../helpers/handler/s3-listing";

const upstreams = useUpstreams();
const handler = handlerOf("delete");

const remove = (id: string) => call(handler, { method: "DELETE" }, { embedding_id: id });
const calls = () => upstreams.s3.requests.map(({ method, path }) => `${method} ${decodeURIComponent(path)}`);

test("deletes an embedding that is there", async () => {
  upstreams.s3.answer = ({ method }) => (method === "GET" ? listing(["embeddings/doc1.json"]) : { status: 204 });
  const { status, body } = await remove("doc1");
  expect([status, body]).toEqual([
    200,
    { success: true, embedding_id: "doc1", message: 'The embedding "doc1" was deleted.' },
  ]);
  expect(calls()).toEqual([
    "GET /vectors/?list-type=2&max-keys=1&prefix=embeddings/doc1.json",
    "DELETE /vectors/embeddings/doc1.json?x-id=DeleteObject",
  ]);
});

test.each([
  ["nothing is", []],
  ["only a key that starts like it is", ["embeddings/doc1.json.bak"]],
])("answers 404 and deletes nothing where %s there", async (_, keys) => {
  upstreams.s3.answer = () => listing(keys);
  const { status, body } = await remove("doc1");
  expect([status, body["code"]]).toEqual([404, "embedding_not_found"]);
  expect(upstreams.s3.requests).toHaveLength(1);
});

test.each(["", "a/b", "..", "a\0", "ä", "a".repeat(257)])("refuses the id %j and calls nothing", async (id) => {
  const { status, body } = await remove(id);
  expect([status, body["code"]]).toEqual([422, "invalid_request"]);
  expect(upstreams.s3.requests).toEqual([]);
});

test.each(["GET", "DELETE"])("answers 503 where S3 fails at the %s", async (method) => {
  upstreams.s3.answer = (request) =>
    request.method === method ? s3Failure(503, "SlowDown") : listing(["embeddings/doc1.json"]);
  const { status, headers, body } = await remove("doc1");
  expect([status, headers["retry-after"], body["code"]]).toEqual([503, "5", "storage_unavailable"]);
  expect(upstreams.s3.requests.filter((request) => request.method === method)).toHaveLength(3);
});

test("answers 503 where something other than S3 answers the DELETE", async () => {
  const page = { status: 200, headers: { "content-type": "text/html" }, body: "<html></html>" };
  upstreams.s3.answer = ({ method }) => (method === "GET" ? listing(["embeddings/doc1.json"]) : page);
  const { status, body } = await remove("doc1");
  expect([status, body["code"]]).toEqual([503, "storage_unavailable"]);
});

test("answers 503 instead of 404 where S3 answers something other than a listing", async () => {
  upstreams.s3.answer = () => ({ status: 200, headers: { "content-type": "text/html" }, body: "<html></html>" });
  expect((await remove("doc1")).status).toBe(503);
  expect(upstreams.s3.requests.map(({ method }) => method)).not.toContain("DELETE");
});
