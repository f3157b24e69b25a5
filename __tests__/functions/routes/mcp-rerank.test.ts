import { textKey } from "../../../embedding/index/carried-keys";
import { embeds, failure } from "../../helpers/handler/aws-answers";
import { call, handlerOf, useUpstreams } from "../../helpers/handler/handler";
import type { UpstreamAnswer } from "../../helpers/handler/upstream";

const index = { model: "amazon.titan-embed-text-v2:0", dimension: 256 };
const upstreams = useUpstreams({ index, rerankModels: ["amazon.rerank-v1:0"] });
const handler = handlerOf("mcp");
const headers = { "content-type": "application/json" };
const answered = (body: object): UpstreamAnswer => ({ status: 200, headers, body: JSON.stringify(body) });

interface RpcResult {
  readonly tools: readonly { readonly inputSchema: { readonly properties: Record<string, unknown> } }[];
  readonly structuredContent: { readonly results: readonly object[]; readonly not_reranked?: string };
}

async function rpc(method: string, params: object = {}): Promise<RpcResult> {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
  const answer = await call(handler, { method: "POST", url: "/mcp", headers, body });
  return answer.body["result"] as RpcResult;
}

/** What a search for a question finds, by the vectors `one` before `two`. */
async function found(values: object, rerankAnswer: UpstreamAnswer) {
  const vectors = ["one", "two"].map((key) => ({ key, distance: 0.25, metadata: { [textKey]: key } }));
  upstreams.vectors.answer = () => answered({ vectors, distanceMetric: "cosine" });
  upstreams.bedrock.answer = (request) => (request.path.includes("rerank") ? rerankAnswer : embeds(request));
  const params = { name: "search", arguments: { query: "A question", mode: "vector", ...values } };
  return (await rpc("tools/call", params))["structuredContent"];
}

const scored = answered({ results: [1, 0].map((index) => ({ index, relevance_score: index === 1 ? 0.9 : 0.1 })) });
const reranks = () => upstreams.bedrock.requests.filter(({ path }) => path.includes("rerank"));

test("says that the best may be ordered again, and orders them where it is asked to", async () => {
  const { tools } = await rpc("tools/list");
  expect(tools[0]?.inputSchema.properties["rerank"]).toMatchObject({ type: "boolean", default: false });
  expect((await found({}, scored)).results).toMatchObject([{ id: "one" }, { id: "two" }]);
  expect(reranks()).toEqual([]);
  const { results, not_reranked } = await found({ rerank: true }, scored);
  expect(results).toMatchObject([
    { id: "two", score: 0.9 },
    { id: "one", score: 0.1 },
  ]);
  expect([reranks().length, not_reranked]).toEqual([1, undefined]);
});

test("answers without it where the model is busy, and says so", async () => {
  const { results, not_reranked } = await found({ rerank: true }, failure(503, "ServiceUnavailableException"));
  expect(results).toMatchObject([{ id: "one" }, { id: "two" }]);
  expect(not_reranked).toMatch(/model/);
});
