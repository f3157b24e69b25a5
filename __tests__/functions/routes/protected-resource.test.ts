import { OAuthProtectedResourceMetadataSchema } from "@modelcontextprotocol/sdk/shared/auth.js";
import { call, handlerOf, useUpstreams } from "../../helpers/handler/handler";

useUpstreams();

const metadata = async (path: string, headers: Record<string, string> = {}) => {
  const url = `/.well-known/oauth-protected-resource${path}`;
  const { status, body } = await call(handlerOf("protected-resource"), {
    url,
    headers: { host: "api.example.com", ...headers },
  });
  expect(status).toBe(200);
  return OAuthProtectedResourceMetadataSchema.parse(body);
};

const issued = { authorization_servers: ["https://issuer.example.com/pool"], bearer_methods_supported: ["header"] };

beforeEach(() => {
  jest.resetModules();
  process.env["JWT_ISSUER"] = "https://issuer.example.com/pool";
  delete process.env["MCP_SCOPES"];
});

test("names the issuer of the API's tokens, by the address that a client has called", async () => {
  expect(await metadata("/mcp")).toEqual({ resource: "https://api.example.com/mcp", ...issued });
  expect(await metadata("")).toEqual({ resource: "https://api.example.com", ...issued });
  const local = { host: "localhost:3000", "x-forwarded-proto": "http" };
  expect(await metadata("/mcp", local)).toEqual({ resource: "http://localhost:3000/mcp", ...issued });
});

test("names the scopes of which an agent's token must have one", async () => {
  process.env["MCP_SCOPES"] = "embeddings.read embeddings.admin";
  expect(await metadata("/mcp")).toMatchObject({ scopes_supported: ["embeddings.read", "embeddings.admin"] });
});
