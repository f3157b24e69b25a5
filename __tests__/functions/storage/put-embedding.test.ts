import { s3Failure } from "../../helpers/handler/aws-answers";
import { call, handlerOf, post, useUpstreams } from "../../helpers/handler/handler";
import type { UpstreamAnswer } from "../../helpers/handler/upstream";

const upstreams = useUpstreams();
const handler = handlerOf("generate");

beforeEach(() => {
  upstreams.s3.answer = () => ({ status: 200, headers: { etag: '"e"' } });
});

const stored: UpstreamAnswer = { status: 200, headers: { etag: '"e"' } };
const methods = () => upstreams.s3.requests.map(({ method }) => method);
const create = () =>
  call(handler, {
    method: "POST",
    headers: { "content-type": "application/json", "if-none-match": "*" },
    body: JSON.stringify({ text: "Hello", store_in_s3: true, embedding_id: "doc1" }),
  });
/** The object that HEAD finds, as the given request wrote it. */
const writtenBy = (requestId: string): UpstreamAnswer => ({
  status: 200,
  headers: { "x-amz-meta-request-id": requestId },
});

test.each<[string, UpstreamAnswer]>([
  ["500", s3Failure(500, "InternalError")],
  ["503", s3Failure(503, "SlowDown")],
  ["a reset connection", "reset"],
])("does not answer success where S3 answers %s", async (_, answer) => {
  upstreams.s3.answer = () => answer;
  const { status, headers, body } = await post(handler, { text: "Hello", store_in_s3: true, embedding_id: "doc1" });
  expect([status, headers["retry-after"], body["code"]]).toEqual([503, "5", "storage_unavailable"]);
  expect(methods()).toEqual(["PUT", "PUT", "PUT", "HEAD", "HEAD", "HEAD"]);
});

test("answers 504 before its own deadline where S3 is silent", async () => {
  upstreams.s3.answer = () => "hang";
  const { status, body } = await post(handler, { text: "Hello", store_in_s3: true, embedding_id: "doc1" }, 1_500);
  expect([status, body["code"]]).toEqual([504, "storage_timeout"]);
  expect(upstreams.s3.requests).toHaveLength(1);
});

test("asks S3 to create only where the caller does, and names the request in the object's metadata", async () => {
  expect((await create()).status).toBe(200);
  expect(upstreams.s3.requests[0]?.headers).toMatchObject({
    "if-none-match": "*",
    "x-amz-meta-request-id": "request-1",
  });
  await post(handler, { text: "Hello", store_in_s3: true, embedding_id: "doc1" });
  expect(upstreams.s3.requests[1]?.headers["if-none-match"]).toBeUndefined();
});

/** An object that another request wrote. */
const another: UpstreamAnswer = {
  status: 200,
  headers: { etag: '"e"' },
  body: JSON.stringify({ id: "doc1", text: "theirs" }),
};

test("answers 412 where S3 has the object, without asking whose it is, but whether it has expired", async () => {
  upstreams.s3.answer = ({ method }) => (method === "GET" ? another : s3Failure(412, "PreconditionFailed"));
  const { status, body } = await create();
  expect([status, body["code"]]).toEqual([412, "embedding_exists"]);
  expect(methods()).toEqual(["PUT", "GET"]);
});

test("answers 503 where it cannot find out whether the object has expired", async () => {
  upstreams.s3.answer = ({ method }) => (method === "GET" ? "reset" : s3Failure(412, "PreconditionFailed"));
  expect((await create()).status).toBe(503);
});

test.each<[string, UpstreamAnswer, number]>([
  ["success where the object is the one that this request wrote", writtenBy("request-1"), 200],
  ["412 where it is another one", writtenBy("request-2"), 412],
  ["412 where it is gone", { status: 404 }, 412],
])("answers a PUT whose answer was lost, so that the next is refused, with %s", async (_, head, expected) => {
  upstreams.s3.answer = ({ method }) => {
    if (method === "HEAD") return head;
    if (method === "GET") return another;
    return methods().length === 1 ? "reset" : s3Failure(412, "PreconditionFailed");
  };
  expect((await create()).status).toBe(expected);
  expect(methods()).toEqual(["PUT", "PUT", "HEAD", ...(expected === 412 ? ["GET"] : [])]);
});

test("answers 503 where it cannot find out whose the object is", async () => {
  upstreams.s3.answer = ({ method }) => {
    if (method === "HEAD") return "reset";
    return methods().length === 1 ? "reset" : s3Failure(412, "PreconditionFailed");
  };
  expect((await create()).status).toBe(503);
});

test.each<[string, UpstreamAnswer, number]>([
  ["success where the object is there all the same", writtenBy("request-1"), 200],
  ["503 where there is another one", writtenBy("request-2"), 503],
  ["503 where there is none", { status: 404 }, 503],
])("answers a PUT that never got an answer with %s", async (_, head, expected) => {
  upstreams.s3.answer = ({ method }) => (method === "HEAD" ? head : "reset");
  const { status } = await post(handler, { text: "Hello", store_in_s3: true, embedding_id: "doc1" });
  expect(status).toBe(expected);
  expect(methods()).toEqual(["PUT", "PUT", "PUT", "HEAD"]);
});

test("takes an answer without an entity tag for none, and reads back", async () => {
  upstreams.s3.answer = ({ method }) => (method === "HEAD" ? { status: 404 } : { status: 200, body: "<html>" });
  expect((await create()).status).toBe(503);
  expect(methods()).toEqual(["PUT", "HEAD"]);
});

test("repeats a PUT that met another one of the same key", async () => {
  upstreams.s3.answer = () => (methods().length < 4 ? s3Failure(409, "ConditionalRequestConflict") : stored);
  expect((await create()).status).toBe(200);
  expect(methods()).toEqual(["PUT", "PUT", "PUT", "PUT"]);
});

test("answers 503 where a PUT meets others without end", async () => {
  upstreams.s3.answer = () => s3Failure(409, "ConditionalRequestConflict");
  expect((await create()).status).toBe(503);
  expect(methods()).toHaveLength(6);
});

test.each<[string, UpstreamAnswer]>([
  ["an answer that is no XML", { status: 412, body: "<html>" }],
  ["an answer without a body", { status: 412 }],
])("understands a refusal by its status, with %s", async (_, answer) => {
  upstreams.s3.answer = ({ method }) => (method === "GET" ? another : answer);
  expect((await create()).status).toBe(412);
});
