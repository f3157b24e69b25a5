import { maxFetchedTextLength } from "../../functions/routes/mcp/tools/fetch-tool";
import { maxFoundTextLength } from "../../functions/routes/mcp/tools/search-tool";
import { routes } from "../../service/routes";
import { codeBlocks, Page } from "../helpers/docs/page";

const page = new Page("docs/agents.md");

/** What clients are configured with: their servers by name. */
const configurations = codeBlocks(page.text).flatMap(({ language, code }) => {
  const { servers, mcpServers = servers } = language === "json" ? JSON.parse(code) : {};
  return mcpServers ? [mcpServers as Record<string, { readonly url?: string; readonly args?: readonly string[] }>] : [];
});

test("configures each client with the address of the route, in JSON that can be read", () => {
  expect(configurations).toHaveLength(3);
  for (const { embeddings } of configurations) expect(embeddings?.url ?? embeddings?.args).toContain("API/mcp");
  for (const [, command = ""] of page.text.matchAll(/^(claude mcp add .*)$/gm)) {
    expect(command).toMatch(
      /^claude mcp add --transport http embeddings API\/mcp( --header "Authorization: Bearer embk_…")?$/,
    );
  }
});

test("says how much of a text an agent gets", () => {
  const characters = (length: number) => length.toLocaleString("en-US");
  expect(page.text).toContain(`cut after ${characters(maxFoundTextLength)} characters`);
  expect(page.text).toContain(`after ${characters(maxFetchedTextLength)} where`);
});

test("names the public routes by which a client finds the issuer", () => {
  const named = [...page.section("Tokens").matchAll(/`(GET \/\.well-known\/oauth-protected-resource[^`]*)`/g)];
  const { routeKeys = {} } = routes.find(({ name }) => name === "protected-resource") ?? {};
  expect(named.map(([, routeKey]) => routeKey).sort()).toEqual(Object.values(routeKeys).sort());
});
