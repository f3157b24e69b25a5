import { join } from "node:path";
import { ClientCredentialsProvider } from "@modelcontextprotocol/sdk/client/auth-extensions.js";
import type { StreamableHTTPClientTransportOptions } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { apiKeyHash, newApiKey } from "../../common/api-key";
import { AgentClient } from "../helpers/api/agent-client";
import { LocalDeployment } from "../helpers/local/local-deployment";
import { configureDev, copyStackFiles } from "../helpers/stacks/stack-file";
import { temporaryDirectory } from "../helpers/temporary-directory";

const directory = temporaryDirectory();
const agentKey = newApiKey();
const otherKey = newApiKey();

/** Starts a local deployment; what it prints for scripts. */
async function serve(auth: string, settings: Record<string, unknown> = {}) {
  const stacks = copyStackFiles(join(directory, auth, "stacks"));
  configureDev(stacks, settings);
  const env = { LOCAL_DATA_DIR: join(directory, auth, "data") };
  const deployment = new LocalDeployment({ args: ["--auth", auth, "--json"], directory: stacks, env });
  const record = JSON.parse(await deployment.printed(/^(\{.*"serving".*\})$/m)) as {
    url: string;
    key?: string;
    token?: string;
    issuer_url?: string;
  };
  return { deployment, ...record };
}

const bearing = (token: string | undefined): StreamableHTTPClientTransportOptions => ({
  requestInit: { headers: { authorization: `Bearer ${token}` } },
});

/** Stores two documents by the API, which are found, fetched and listed by the official client. */
async function useTools(url: string, options: StreamableHTTPClientTransportOptions = {}): Promise<void> {
  const headers = { "content-type": "application/json", ...options.requestInit?.headers };
  const items = [
    { text: "Press the red button for five seconds to shut the machine down.", embedding_id: "manual:1" },
    { text: "Bananas are rich in potassium.", embedding_id: "fruit:1", metadata: { title: "Fruit" } },
  ];
  const body = JSON.stringify({ items, store_in_s3: true });
  expect((await fetch(`${url}/embeddings/batch`, { method: "POST", headers, body })).status).toBe(200);

  const agent = await AgentClient.connect(url, options);
  const { tools } = await agent.client.listTools();
  expect(tools.map(({ name }) => name)).toEqual(["search", "fetch", "list"]);
  const { found } = await agent.call("search", { query: "How do I shut the machine down?", top_k: 1 });
  expect(found).toMatchObject({
    results: [{ id: "manual:1", title: "manual:1", url: `${url}/embeddings/manual%3A1`, text: items[0]?.text }],
  });
  expect((await agent.call("fetch", { id: "fruit:1" })).found).toMatchObject({ title: "Fruit", text: items[1]?.text });
  expect((await agent.call("list")).found).toMatchObject({
    documents: [{ id: "fruit:1" }, { id: "manual:1" }],
    next_cursor: null,
  });
  expect(await agent.call("fetch", { id: "nope" })).toMatchObject({
    isError: true,
    text: expect.stringContaining("Embedding not found: nope"),
  });
  await agent.client.ping();
  await agent.close();
  expect(agent.errors).toEqual([]);
}

describe("the official client of the Model Context Protocol", () => {
  test("searches, fetches and lists where everyone may call", async () => {
    const { deployment, url } = await serve("none");
    await useTools(url);
    expect((await fetch(`${url}/.well-known/oauth-protected-resource/mcp`)).status).toBe(404);
    await deployment.stop();
  });

  test("does with a key that may, and is refused without and with another", async () => {
    const { deployment, url, key } = await serve("keys", {
      apiKeys: {
        agent: { sha256: [apiKeyHash(agentKey)], routes: ["mcp"] },
        other: { sha256: [apiKeyHash(otherKey)], routes: ["search", "list"] },
      },
    });
    await useTools(url, bearing(key));
    const agent = await AgentClient.connect(url, bearing(agentKey));
    expect((await agent.call("list")).found).toMatchObject({ documents: [{}, {}] });
    await expect(AgentClient.connect(url)).rejects.toMatchObject({ code: 401 });
    await expect(AgentClient.connect(url, bearing(otherKey))).rejects.toMatchObject({ code: 403 });
    await deployment.stop();
  });

  test("does with a token, which it gets by itself from the issuer that it finds", async () => {
    const { deployment, url, token, issuer_url } = await serve("jwt", {
      jwtScopes: { mcp: ["embeddings.read"] },
    });
    await useTools(url, bearing(token));
    await expect(AgentClient.connect(url)).rejects.toMatchObject({ code: 401 });

    const asked: string[] = [];
    const authProvider = new ClientCredentialsProvider({
      clientId: "agent",
      clientSecret: "secret",
      scope: "embeddings.read",
      expectedIssuer: String(issuer_url),
    });
    const agent = await AgentClient.connect(url, {
      authProvider,
      fetch: (input, init) => {
        asked.push(String(input).replace(url, "").replace(String(issuer_url), "ISSUER"));
        return fetch(input, init);
      },
    });
    expect((await agent.call("list")).found).toMatchObject({ documents: [{}, {}] });
    expect(asked.slice(0, 2)).toEqual(["/mcp", "/.well-known/oauth-protected-resource/mcp"]);
    expect(asked).toContain("ISSUER/oauth2/token");
    await deployment.stop();
  });
});
