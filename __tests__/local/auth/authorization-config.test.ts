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
