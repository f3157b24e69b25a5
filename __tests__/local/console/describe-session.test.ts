import type { Access } from "../../../local/auth/access";
import type { LocalIssuer } from "../../../local/auth/local-issuer.mjs";
import { describeSession, type SessionArgs } from "../../../local/console/describe-session";
import { registered } from "../../helpers/stacks/registered";

const stacks = {
  project: "team",
  region: "eu-west-1",
  service: { stack: "dev", resources: [] },
} as unknown as SessionArgs["stacks"];
const others = { stacks, model: { name: "words", description: "Words." }, routeKeys: ["GET /embeddings"] };
const theirs = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "a-secret-of-their-own", fromEnvironment: true };
const consoleCredentials = { accessKeyId: "LOCAL1", secretAccessKey: "for-the-console" };
const issuer = { token: async () => "the-token" } as LocalIssuer;

test.each<[Access, object]>([
  [{ type: "none" }, { type: "none" }],
  [
    { type: "keys", key: "the-key" },
    { type: "bearer", token: "the-key" },
  ],
  [
    { type: "jwt", issuer },
    { type: "bearer", token: "the-token" },
  ],
  [
    { type: "iam", credentials: theirs, consoleCredentials },
    { type: "sigv4", region: "eu-west-1", ...consoleCredentials },
  ],
])("says how %j is authorized, with nobody's own secret", async (access, expected) => {
  const session = await describeSession({ ...others, access }, true);
  expect(session).toMatchObject({ auth: access.type, authorization: expected, routes: ["GET /embeddings"] });
  expect(JSON.stringify(session)).not.toContain(theirs.secretAccessKey);
});

test("gives nothing away where it may not", async () => {
  const access: Access = { type: "keys", key: "the-key" };
  expect(await describeSession({ ...others, access }, false)).toMatchObject({ auth: "keys", authorization: null });
});

test("says what a search may be ordered again by, and at what price", async () => {
  const session = (variables: object) => {
    const search = registered("aws:lambda/function:Function", "search-function", { environment: { variables } });
    const service = { stack: "dev", resources: [search] };
    return describeSession({ ...others, stacks: { ...stacks, service } as never, access: { type: "none" } }, true);
  };
  const RERANK_MODELS = JSON.stringify(["cohere.rerank-v3-5:0", "amazon.rerank-v1:0"]);
  expect(await session({ RERANK_MODELS })).toMatchObject({
    reranker: { name: "cohere.rerank-v3-5:0", pricePerMillionRequests: 2_000 },
  });
  expect(await session({})).toMatchObject({ reranker: null });
});
