import { failure, vector } from "../helpers/handler/aws-answers";
import type { Fault, ProxiedRequest } from "../helpers/handler/fault-proxy";
import { usePackedService } from "../helpers/local/packed-service";

const packed = usePackedService();

beforeEach(async () => {
  await packed.api.post("/embeddings/store", { text: "one of them", embedding_id: "one", embedding: vector(1024) });
  await packed.api.post("/embeddings/store", { text: "the question", embedding_id: "two", embedding: vector(1024) });
});

const isReranker = ({ path }: ProxiedRequest) => path.includes("rerank");
const calls = () => packed.service.bedrock.requests.filter(isReranker).length;
const search = (rerank: unknown = true) =>
  packed.api.post("/embeddings/search", { text: "the question", mode: "vector", rerank });
const body = (results: unknown) => ({ status: 200, body: JSON.stringify(results) });

/** Has the reranker alone fail. */
function failing(fault: Fault): void {
  packed.service.bedrock.clear();
  packed.service.bedrock.fault = (request) => (isReranker(request) ? fault : "none");
}

describe.each<[string, Fault, number, string]>([
  ["429", failure(429, "ThrottlingException"), 503, "model_unavailable"],
  ["500", failure(500, "InternalServerException"), 503, "model_unavailable"],
  ["503", failure(503, "ServiceUnavailableException"), 503, "model_unavailable"],
  ["reset", "reset", 503, "model_unavailable"],
  ["408", failure(408, "ModelTimeoutException"), 504, "model_timeout"],
  ["424", failure(424, "ModelErrorException"), 502, "model_failed"],
  ["truncated", "truncate", 502, "model_output_invalid"],
  ["HTML", { status: 200, body: "<html>upstream secret</html>" }, 502, "model_output_invalid"],
  ["a score too few", body({ results: [{ index: 0, relevance_score: 1 }] }), 502, "model_output_invalid"],
  [
    "scores that are texts",
    body({ results: [0, 1].map((index) => ({ index, relevance_score: "1" })) }),
    502,
    "model_output_invalid",
  ],
])("the reranker %s", (_, fault, status, code) => {
  test("bounded retries, then the results without it and a field that says so; the next request has it", async () => {
    failing(fault);
    const answer = await search();
    expect([answer.status, answer.body["rerank"]]).toEqual([
      200,
      { model: "amazon.rerank-v1:0", applied: false, problem: expect.objectContaining({ status, code }) },
    ]);
    expect(answer.body["results"]).toHaveLength(2);
    expect(answer.text).not.toContain("upstream secret");
    expect(calls()).toBeLessThanOrEqual(3);

    packed.service.bedrock.clear();
    const { body: healthy } = await search();
    expect(healthy["rerank"]).toEqual({ model: "amazon.rerank-v1:0", applied: true });
    expect(healthy["results"]).toMatchObject([{ id: "two", rerank_score: 1 }, { id: "one" }]);
  });

  test("the error, where the request asks for no fallback", async () => {
    failing(fault);
    const answer = await search({ fallback: false });
    expect([answer.status, answer.body["code"]]).toEqual([status, code]);
    expect(answer.text).not.toContain("upstream secret");
  });
});

test.each<[string, Fault, string]>([
  ["access denied", failure(403, "AccessDeniedException"), "model_access_denied"],
  [
    "not in the region",
    failure(400, "ValidationException", "The provided model identifier is invalid."),
    "model_access_denied",
  ],
])("the reranker %s: 503, for no repetition mends it", async (_, fault, code) => {
  failing(fault);
  const answer = await search();
  expect([answer.status, answer.body["code"]]).toEqual([503, code]);
});

test("the reranker is silent: the results without it inside the deadline, and the next request is healthy", async () => {
  await packed.api.close();
  packed.api = await packed.service.api(7);
  await search();
  failing("hang");
  const { status, body: answered } = await search();
  expect([status, answered["rerank"]]).toMatchObject([200, { applied: false, problem: { code: "model_timeout" } }]);
  expect(answered["results"]).toHaveLength(2);
  packed.service.bedrock.clear();
  expect((await search()).body["rerank"]).toMatchObject({ applied: true });
});
