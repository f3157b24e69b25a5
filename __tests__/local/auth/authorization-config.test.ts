import { apiKeyHash } from "../../../common/api-key";
import { authorizationConfig } from "../../../local/auth/authorization-config";

const issuerUrl = "http://127.0.0.1:1234";
const nothing = () => undefined;

test.each([
  ["none", { auth: "none", allowUnauthenticated: "true" }],
  ["iam", { auth: "iam" }],
  ["jwt", { auth: "jwt", jwtIssuer: issuerUrl, jwtAudience: '["embeddings"]' }],
] as const)("configures the service for %s", (auth, config) => {
  expect(authorizationConfig({ auth, configured: nothing, issuerUrl })).toEqual(config);
});

test("leaves the public console out where nothing is pasted, and the local one serves all", () => {
  const configured = (key: string) => (key === "publicConsole" ? "true" : undefined);
  const config = (auth: "none" | "iam" | "keys" | "jwt") =>
    authorizationConfig({ auth, configured, issuerUrl, key: "k" });
  expect([config("none"), config("iam")]).toMatchObject(Array(2).fill({ publicConsole: "false" }));
  for (const auth of ["keys", "jwt"] as const) expect(config(auth)).not.toHaveProperty("publicConsole");
});

test("configures the service for a key of this deployment, beside those that the stack has", () => {
  const config = (apiKeys: string | undefined) =>
    authorizationConfig({
      auth: "keys",
      configured: (key) => (key === "apiKeys" ? apiKeys : undefined),
      key: "embk_a",
    });
  const own = { "npm-start": { sha256: [apiKeyHash("embk_a")] } };
  for (const none of [undefined, "", "{}"]) {
    expect(config(none)).toEqual({ auth: "keys", apiKeys: JSON.stringify(own) });
  }
  for (const invalid of ["team-a", "[]", '"a"']) expect(config(invalid)).toEqual({ auth: "keys" });
  const team = { "team-a": { sha256: ["b".repeat(64)], routes: ["search"] } };
  expect(JSON.parse(String(config(JSON.stringify(team))["apiKeys"]))).toEqual({ ...team, ...own });
});

test.each([
  [
    { jwtIssuer: "", jwtAudience: "[]" },
    { jwtIssuer: issuerUrl, jwtAudience: '["embeddings"]' },
  ],
  [{ jwtIssuer: "https://login.example.com" }, { jwtAudience: '["embeddings"]' }],
  [{ jwtAudience: '["search"]' }, { jwtIssuer: issuerUrl }],
])("keeps the issuer and the audience that the stack has: %j", (stack: Record<string, string>, config) => {
  const configured = (key: string) => stack[key];
  expect(authorizationConfig({ auth: "jwt", configured, issuerUrl })).toEqual({ auth: "jwt", ...config });
});
