import type { Access } from "../../local/auth/access";
import type { LocalIssuer } from "../../local/auth/local-issuer.mjs";
import { deploymentRecord, describeDeployment, describeQuietly } from "../../local/describe";

const deployment = {
  url: "http://localhost:1",
  s3Url: "http://127.0.0.1:2",
  modelUrl: "http://127.0.0.1:3",
  vectorsUrl: "http://127.0.0.1:4",
  access: { type: "none" },
  model: { name: "words", description: "The model is a stand-in." },
  stacks: { project: "team", region: "us-east-1", service: { stack: "dev" } },
} as const;

test("says what runs, where it serves and how long it took, and last where its documentation is", async () => {
  const lines = (await describeDeployment(deployment, 2.345)).split("\n");
  expect(lines.slice(0, 2)).toEqual([
    "team, stack dev, ready in 2.3 s",
    "Serving on http://localhost:1, objects on http://127.0.0.1:2, model on http://127.0.0.1:3, vectors on http://127.0.0.1:4",
  ]);
  expect(lines).toContain("The model is a stand-in.");
  expect(lines.slice(-2)).toEqual(["", "http://localhost:1/docs"]);
  expect(lines.length).toBeLessThan(12);
});

const credentials = { accessKeyId: "LOCAL1", secretAccessKey: "the-secret", fromEnvironment: false };
const issuer = { url: "http://127.0.0.1:5", token: async () => "the-token" } as LocalIssuer;

test.each<[string, Access, readonly string[]]>([
  ["nothing", { type: "none" }, []],
  ["a new key pair", { type: "iam", credentials }, ["AWS_ACCESS_KEY_ID=LOCAL1", "AWS_SECRET_ACCESS_KEY=the-secret"]],
  ["a key pair of their own", { type: "iam", credentials: { ...credentials, fromEnvironment: true } }, []],
  ["a token", { type: "jwt", issuer }, ["ISSUER_URL=http://127.0.0.1:5", "TOKEN=the-token"]],
  ["a key", { type: "keys", key: "embk_a" }, ["EMBEDDINGS_API_KEY=embk_a"]],
])("says where it serves, and what callers need: %s", async (_, access, needed) => {
  expect((await describeQuietly({ ...deployment, access })).split("\n")).toEqual([
    expect.stringMatching(/^Serving on http:\/\/localhost:1, /),
    ...needed,
  ]);
});

test("says in its record what callers need, and no secret that is theirs", async () => {
  const recordOf = (access: Access) => deploymentRecord({ ...deployment, access }, 1);
  expect(await recordOf({ type: "iam", credentials })).toMatchObject({
    auth: "iam",
    region: "us-east-1",
    access_key_id: "LOCAL1",
    secret_access_key: "the-secret",
  });
  expect(await recordOf({ type: "jwt", issuer })).toMatchObject({
    auth: "jwt",
    issuer_url: "http://127.0.0.1:5",
    token: "the-token",
  });
  expect(await recordOf({ type: "keys", key: "embk_a" })).toMatchObject({ auth: "keys", key: "embk_a" });
  const own = await recordOf({ type: "iam", credentials: { ...credentials, fromEnvironment: true } });
  expect(own).toMatchObject({ auth: "iam" });
  expect(JSON.stringify(own)).not.toMatch(/LOCAL1|the-secret/);
});

test("says the same as one record", async () => {
  expect(await deploymentRecord(deployment, 2.345)).toEqual({
    level: "info",
    message: "serving",
    project: "team",
    stack: "dev",
    region: "us-east-1",
    model: "words",
    auth: "none",
    url: "http://localhost:1",
    s3_url: "http://127.0.0.1:2",
    model_url: "http://127.0.0.1:3",
    vectors_url: "http://127.0.0.1:4",
    start_ms: 2345,
  });
});
