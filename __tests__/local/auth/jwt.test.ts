import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

let gateway: ChildProcess;
let url: string;
let issuerUrl: string;
let tokens: Record<string, string>;

beforeAll(async () => {
  gateway = spawn("node", ["--import", "tsx", join(__dirname, "../../helpers/local/jwt-gateway.mts")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [printed] = await once(gateway.stdout as NodeJS.ReadableStream, "data");
  ({ url, issuerUrl, tokens } = JSON.parse(String(printed)));
});
afterAll(async () => {
  gateway.kill();
  await once(gateway, "exit");
});

/** Asks with an authorization header, if any. */
async function ask(path: string, authorization?: string) {
  const response = await fetch(url + path, authorization === undefined ? {} : { headers: { authorization } });
  const body = (await response.json()) as Record<string, unknown>;
  return { status: response.status, challenge: response.headers.get("www-authenticate"), body };
}

const bearer = (name: string) => `Bearer ${tokens[name]}`;
const unauthorized = { status: 401, body: { message: "Unauthorized" } };

test.each(["given", "audience list", "client id alone", "scp list", "scp text", "many claims"])(
  "takes a token: %s",
  async (name) => {
    expect((await ask("/any", bearer(name))).status).toBe(200);
    expect((await ask("/write", bearer(name))).status).toBe(200);
  },
);

test("takes a token without the prefix Bearer, or with another case of it", async () => {
  expect((await ask("/any", tokens["given"])).status).toBe(200);
  expect((await ask("/any", `bearer ${tokens["given"]}`)).status).toBe(200);
});

test("hands on the claims as text, and the route's scopes that the token has", async () => {
  const { body } = await ask("/write", bearer("many claims"));
  expect(body).toMatchObject({
    requestContext: {
      authorizer: {
        jwt: {
          claims: {
            iss: "https://login.example.com",
            aud: "search",
            scope: "a.read a.write",
            exp: expect.stringMatching(/^\d+$/),
            groups: "[a b]",
            level: "3",
            admin: "false",
          },
          scopes: ["a.write"],
        },
      },
    },
  });
  expect((await ask("/any", bearer("given"))).body).toMatchObject({
    requestContext: { authorizer: { jwt: { scopes: null } } },
  });
});

test.each([undefined, "", "Basic dXNlcjpwYXNz", "Bearer a b"])(
  "refuses a request without a token: %j",
  async (authorization) => {
    expect(await ask("/any", authorization)).toEqual({ ...unauthorized, challenge: "Bearer" });
  },
);

test.each([
  ["other key", "signature verification failed"],
  ["other key id", "no applicable key found"],
  ["no key id", "does not name its key"],
  ["public key as a secret", "not allowed"],
  ["no signature", ""],
  ["changed claims", "signature verification failed"],
  ["expired", "'exp' claim timestamp check failed"],
  ["no expiry", "missing required 'exp' claim"],
  ["not yet valid", "'nbf' claim timestamp check failed"],
  ["issued in the future", "not yet issued"],
  ["other issuer", "unexpected 'iss' claim value"],
  ["other audience", "valid audience"],
  ["other audience, known client id", "valid audience"],
  ["no audience", "valid audience"],
  ["other client id", "valid audience"],
])("refuses a token: %s", async (name, reason) => {
  const { challenge, ...answer } = await ask("/any", bearer(name));
  expect(answer).toEqual(unauthorized);
  expect(challenge).toMatch(/^Bearer scope="" error="invalid_token" error_description="[^"]+"$/);
  expect(challenge).toContain(reason);
});

test.each(["a\nb", "\u0000\u001b[31m", "é中", '\\"'])(
  "says in the header what the token has, also where no header takes that: %j",
  async (name) => {
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
    const header = { alg: "RS256", kid: "a", crit: [name], [name]: 1 };
    const { challenge, ...answer } = await ask("/any", `Bearer ${encode(header)}.${encode({})}.AAAA`);
    expect(answer).toEqual(unauthorized);
    expect(challenge).toMatch(/error_description="Extension Header Parameter '[^"\\]+' is not recognized"$/);
  },
);

test.each(["no scope", "other scopes"])("answers 403 to a token without the route's scopes: %s", async (name) => {
  expect(await ask("/write", bearer(name))).toEqual({
    status: 403,
    body: { message: "Forbidden" },
    challenge: 'Bearer scope="a.write a.admin" error="insufficient_scope"',
  });
  expect((await ask("/any", bearer(name))).status).toBe(200);
});

test.each([
  [undefined, "the request has no token"],
  ["Basic dXNlcjpwYXNz", "the header Authorization has no bearer token"],
  ["expired", '"exp" claim timestamp check failed'],
  ["no scope", "the token has no scope, and needs a.write or a.admin"],
  ["other scopes", "the token has the scopes a.read, a.writer, b.write, and needs a.write or a.admin"],
])("tells whoever runs the API why it refuses a token: %s", async (name, reason) => {
  await ask("/write", name !== undefined && name in tokens ? bearer(name) : name);
  expect((await ask("/reason")).body["reason"]).toContain(reason);
});

describe("the local issuer", () => {
  /** Asks the token endpoint. */
  async function grant(parameters: Record<string, string>) {
    const response = await fetch(`${issuerUrl}/oauth2/token`, {
      method: "POST",
      body: new URLSearchParams(parameters),
    });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  }

  test("is on loopback, and says where its keys and its tokens are", async () => {
    expect(issuerUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const metadata = await (await fetch(`${issuerUrl}/.well-known/openid-configuration`)).json();
    expect(metadata).toMatchObject({
      issuer: "https://login.example.com",
      jwks_uri: `${issuerUrl}/.well-known/jwks.json`,
      token_endpoint: `${issuerUrl}/oauth2/token`,
      scopes_supported: ["a.read", "a.write"],
    });
  });

  test("shows public keys only", async () => {
    const { keys } = (await (await fetch(`${issuerUrl}/.well-known/jwks.json`)).json()) as { keys: object[] };
    expect(keys.map((key) => Object.keys(key).sort())).toEqual([["alg", "e", "kid", "kty", "n", "use"]]);
  });

  test("gives tokens with the scopes that it is asked for, or with all", async () => {
    const { status, body } = await grant({ grant_type: "client_credentials", scope: "a.admin a.read" });
    expect([status, body]).toMatchObject([
      200,
      { token_type: "Bearer", expires_in: 12 * 3_600, scope: "a.admin a.read" },
    ]);
    expect((await ask("/write", `Bearer ${body["access_token"]}`)).status).toBe(200);

    const { body: read } = await grant({ grant_type: "client_credentials", scope: "a.read" });
    expect((await ask("/write", `Bearer ${read["access_token"]}`)).status).toBe(403);
    expect((await grant({ grant_type: "client_credentials" })).body["scope"]).toBe("a.read a.write");
  });

  test.each([
    [{ scope: "a.read" }, "invalid_request"],
    [{ grant_type: "password" }, "unsupported_grant_type"],
  ])("refuses %j", async (parameters, error) => {
    expect(await grant(parameters as Record<string, string>)).toEqual({ status: 400, body: { error } });
  });
});
