import { AgentClient } from "../helpers/api/agent-client";
import { failure, s3Failure } from "../helpers/handler/aws-answers";
import type { Fault } from "../helpers/handler/fault-proxy";
import { usePackedService } from "../helpers/local/packed-service";

const packed = usePackedService();

const store = (text: string, embedding_id: string) =>
  packed.api.post("/embeddings/generate", { text, embedding_id, store_in_s3: true });

test("the packed function answers the official client, and says what a fault keeps it from, upstream's words left out", async () => {
  expect((await store("Hello world", "doc1")).status).toBe(200);
  const agent = await AgentClient.connect(packed.api.url);
  const healthy = async () => {
    expect((await agent.call("search", { query: "Hello" })).found).toMatchObject({ results: [{ id: "doc1" }] });
    expect((await agent.call("fetch", { id: "doc1" })).found).toMatchObject({ text: "Hello world" });
    expect((await agent.call("list")).found).toMatchObject({ documents: [{ id: "doc1" }] });
  };
  await healthy();

  const html = { status: 200, headers: { "content-type": "text/html" }, body: "<html>upstream secret</html>" };
  for (const [tool, values, upstream, fault, code] of [
    ["search", { query: "Hello" }, "bedrock", failure(429, "ThrottlingException"), "model_unavailable"],
    ["search", { query: "Hello" }, "bedrock", failure(403, "AccessDeniedException"), "model_access_denied"],
    ["search", { query: "Hello" }, "bedrock", html, "model_output_invalid"],
    ["search", { query: "Hello" }, "vectors", failure(503, "ServiceUnavailableException"), "index_unavailable"],
    ["fetch", { id: "doc1" }, "s3", s3Failure(503, "SlowDown"), "storage_unavailable"],
    ["fetch", { id: "doc1" }, "s3", s3Failure(404, "NoSuchKey"), "embedding_not_found"],
    ["fetch", { id: "doc1" }, "s3", { status: 200, body: "upstream secret" }, "stored_document_invalid"],
    ["list", {}, "s3", s3Failure(403, "AccessDenied"), "storage_unavailable"],
  ] satisfies [string, object, "bedrock" | "s3" | "vectors", Fault, string][]) {
    packed.service[upstream].fault = () => fault;
    const { isError, text } = await agent.call(tool, values);
    expect([tool, code, isError, text]).toEqual([tool, code, true, expect.stringContaining(`(${code}, request `)]);
    expect(text).not.toContain("upstream secret");
    packed.service[upstream].clear();
    await healthy();
  }
  await agent.close();
  expect(agent.errors).toEqual([]);
  const log = (await packed.service.log()).join("\n");
  expect(log).toContain('"route":"POST /mcp"');
  expect(log).not.toContain("upstream secret");
});

test("the packed function answers nothing but messages, and tells everyone whose tokens the API takes", async () => {
  for (const method of ["GET", "DELETE"]) {
    const { status, headers } = await packed.api.send(method, "/mcp", { accept: "text/event-stream" });
    expect([method, status, headers["allow"]]).toEqual([method, 405, "POST"]);
  }
  const answer = await packed.api.send("POST", "/mcp", { "content-type": "application/json" }, "{");
  expect([answer.status, answer.body]).toMatchObject([400, { jsonrpc: "2.0", id: null, error: { code: -32_700 } }]);
  const { body } = await packed.api.get("/.well-known/oauth-protected-resource/mcp");
  expect(body).toEqual({
    resource: `${packed.api.url}/mcp`,
    authorization_servers: ["https://issuer.example.com"],
    scopes_supported: ["embeddings.read"],
    bearer_methods_supported: ["header"],
  });
});
