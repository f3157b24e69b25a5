import { createSign, generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { operationsOf } from "../../openapi/operations";
import { routes } from "../../service/routes";
import { answerTo, get, paste, post, send } from "../helpers/api/requests";
import { type Request, signed } from "../helpers/api/signed-request";
import { LocalDeployment } from "../helpers/local/local-deployment";
import { configureDev, copyStackFiles } from "../helpers/stacks/stack-file";
import { temporaryDirectory } from "../helpers/temporary-directory";

const directory = temporaryDirectory();
const withoutKeys = { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" };

const forbidden = [403, { message: "Forbidden" }];

/** A request to each route, which it answers in one way or another. */
const requests = (url: string) =>
  operationsOf(routes).map(({ method, path, route: { isPublic = false }, operation }) => {
    const body = operation.request ? { body: "{}", headers: { "content-type": "application/json" } } : { headers: {} };
    return { isPublic, request: { url: url + path.replace(/\{[^}]+\}/g, "nope"), method, ...body } };
  });

describe("npm start prints what a caller needs", () => {
  const started = (args: readonly string[]) =>
    new LocalDeployment({ args, env: { ...withoutKeys, LOCAL_DATA_DIR: join(directory, args.join("")) } });

  test("with --json: a key pair, an issuer and its token", async () => {
    const iam = started(["--auth", "iam", "--json"]);
    const signing = JSON.parse(await iam.printed(/^(\{.*"serving".*\})$/m));
    expect(signing).toMatchObject({ auth: "iam", region: "us-east-1" });
    const { access_key_id: accessKeyId, secret_access_key: secretAccessKey } = signing;
    const request = { url: `${signing.url}/embeddings`, method: "GET", headers: {} };
    expect((await answerTo(await signed(request, { accessKeyId, secretAccessKey }))).status).toBe(200);
    expect((await answerTo(request)).status).toBe(403);
    await iam.stop();

    const jwt = started(["--auth", "jwt", "--json"]);
    const { auth, url, issuer_url, token } = JSON.parse(await jwt.printed(/^(\{.*"serving".*\})$/m));
    expect(auth).toBe("jwt");
    expect(await (await fetch(`${issuer_url}/.well-known/openid-configuration`)).json()).toMatchObject({
      token_endpoint: `${issuer_url}/oauth2/token`,
    });
    expect((await fetch(`${url}/embeddings`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
    expect((await fetch(`${url}/embeddings`)).status).toBe(401);
    await jwt.stop();
  });

  test("with --quiet: lines for a shell", async () => {
    const jwt = started(["--auth", "jwt", "--quiet"]);
    const authorization = `Bearer ${await jwt.printed(/^TOKEN=(\S+)$/m)}`;
    expect((await fetch(`${await jwt.url()}/embeddings`, { headers: { authorization } })).status).toBe(200);
    await jwt.stop();
  });
});

describe("npm start -- --auth iam", () => {
  let deployment: LocalDeployment;
  let url: string;
  let credentials: { accessKeyId: string; secretAccessKey: string };

  beforeAll(async () => {
    const env = { ...withoutKeys, LOCAL_DATA_DIR: join(directory, "iam") };
    deployment = new LocalDeployment({ args: ["--auth", "iam"], env });
    url = await deployment.url();
    const pair = (await deployment.printed(/--user (\S+)/)).split(":");
    credentials = { accessKeyId: String(pair[0]), secretAccessKey: String(pair[1]) };
  });
  afterAll(() => deployment.stop());

  const curl = (path: string, options = "", user = Object.values(credentials).join(":")) =>
    paste(`curl '${url}${path}' --aws-sigv4 aws:amz:us-east-1:execute-api --user ${user} ${options}`);

  test("says that requests must be signed, and shows how", async () => {
    expect(deployment.written()).toContain("This API takes requests that are signed (SigV4) with the key pair below");
    expect(await paste(await deployment.commands())).toMatchObject([
      { stored_in_s3: true, s3_key: "embeddings/doc1.json" },
      { id: "doc1", text: "Hello world" },
    ]);
  });

  test("serves each route to signed requests, and to others only those that are public", async () => {
    for (const { isPublic, request } of requests(url)) {
      const { status } = await answerTo(await signed(request, credentials));
      expect([request.url, status]).not.toEqual([request.url, 403]);
      const unsigned = await answerTo(request);
      expect([request.url, unsigned.status === 403]).toEqual([request.url, !isPublic]);
      if (!isPublic) expect(unsigned.text).toBe(request.method === "HEAD" ? "" : '{"message":"Forbidden"}');
    }
  });

  test.each(["a:b", "x@y", "a=b+c"])("takes the id %s of an SDK and of curl, encoded or not", async (id) => {
    const store = post(`${url}/embeddings/generate`, { text: "Hello", store_in_s3: true, embedding_id: id });
    expect(await send(await signed(store, credentials))).toMatchObject([200, { stored_in_s3: true }]);
    for (const path of [`/embeddings/${encodeURIComponent(id)}`, `/embeddings/${id}`]) {
      expect(await send(await signed(get(url + path), credentials))).toMatchObject([200, { id }]);
      expect(await curl(path)).toMatchObject([{ id }]);
    }
  });

  test("takes a query of an SDK and of curl", async () => {
    const query = "/embeddings?prefix=doc&limit=2";
    expect(await send(await signed(get(url + query), credentials))).toMatchObject([
      200,
      { embeddings: [{ id: "doc1" }] },
    ]);
    expect(await curl(query)).toMatchObject([{ embeddings: [{ id: "doc1" }] }]);
  });

  test("takes the command for a deployment on AWS, with a session token or without one", async () => {
    const body = `-H 'Content-Type: application/json' -d '{"text": "Hello world"}'`;
    for (const token of ["token", ""]) {
      const answers = await curl("/embeddings/generate", `-X POST -H "x-amz-security-token: ${token}" ${body}`);
      expect(answers).toMatchObject([{ dimension: 1024 }]);
    }
  });

  test("answers 403 to whatever is not signed so", async () => {
    const request = post(`${url}/embeddings/generate`, { text: "Hello" });
    const good = await signed(request, credentials);
    expect(await send({ ...good, body: '{"text":"Other"}' })).toEqual(forbidden);
    expect(await send({ ...good, url: `${url}/embeddings/store` })).toEqual(forbidden);
    expect(await send({ ...good, url: `${good.url}?a=1` })).toEqual(forbidden);
    expect(await send({ ...good, headers: { ...good.headers, "content-type": "text/plain" } })).toEqual(forbidden);
    for (const change of [
      { secretAccessKey: "another" },
      { accessKeyId: "AKIDANOTHER" },
      { region: "eu-west-1" },
      { service: "s3" },
      { date: new Date(Date.now() - 6 * 60_000) },
      { date: new Date(Date.now() + 6 * 60_000) },
    ]) {
      expect(await send(await signed(request, { ...credentials, ...change }))).toEqual(forbidden);
    }
    expect(await curl("/embeddings", "", `${credentials.accessKeyId}:wrong`)).toEqual([{ message: "Forbidden" }]);
    expect(await send(good)).toMatchObject([200, { dimension: 1024 }]);
  });

  test("says for each request that it refuses why, in its line", async () => {
    const refusals: [Partial<Parameters<typeof signed>[1]> | undefined, string][] = [
      [undefined, "the request is not signed"],
      [{ region: "eu-west-1" }, "the signature is for eu-west-1, the API is in us-east-1"],
      [{ service: "s3" }, "the signature is for the service s3, and not for execute-api"],
      [{ accessKeyId: "AKIDANOTHER" }, "the signature is of the access key id AKIDANOTHER, and not of this API's"],
      [{ secretAccessKey: "no" }, "the signature is of another request, or made with another secret access key"],
    ];
    const refused = (number: number) => get(`${url}/embeddings?prefix=refused-${number}`);
    for (const [number, [change]] of refusals.entries()) {
      const request = change ? await signed(refused(number), { ...credentials, ...change }) : refused(number);
      expect(await send(request)).toEqual(forbidden);
    }
    await deployment.printed(/(\?prefix=refused-4 403 .*\n)/);
    const lines = [...deployment.written().matchAll(/^[\d:]{8} (GET .*\?prefix=refused-.*)$/gm)].map(
      ([, line]) => line,
    );
    expect(lines).toEqual(
      refusals.map(([, reason], number) => `GET /embeddings?prefix=refused-${number} 403 ${reason}`),
    );
    const tooOld = { ...credentials, date: new Date(Date.now() - 6 * 60_000) };
    expect(await send(await signed(get(`${url}/embeddings?prefix=old`), tooOld))).toEqual(forbidden);
    await deployment.printed(/\?prefix=old 403 the signature is of \S+, and it is \S+: (more than 5 minutes) off$/m);
  });

  test("allows no page of another origin, which the stack does not", async () => {
    const headers = { origin: "https://app.example.com", "access-control-request-method": "POST" };
    const response = await fetch(`${url}/embeddings/generate`, { method: "OPTIONS", headers });
    expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([404, null]);
  });
});

describe("npm start -- --stack prod --auth iam with a key pair in the environment", () => {
  const keys = { AWS_ACCESS_KEY_ID: "AKIDOFATEAM", AWS_SECRET_ACCESS_KEY: "the/secret+of/a+team" };
  let deployment: LocalDeployment;

  beforeAll(async () => {
    const env = { ...keys, LOCAL_DATA_DIR: join(directory, "environment") };
    deployment = new LocalDeployment({ args: ["--resources", "--stack", "prod", "--auth", "iam"], env });
    await deployment.url();
  });
  afterAll(() => deployment.stop());

  test("runs that stack", () => {
    expect(deployment.written()).toMatch(/└─ prod \(\d+ resources\)\n.*embeddings-service-prod-docs/);
  });

  test("takes that key pair, and never prints it", async () => {
    expect(await paste(await deployment.commands(), keys)).toMatchObject([{ stored_in_s3: true }, { id: "doc1" }]);
    const others = { ...keys, AWS_SECRET_ACCESS_KEY: "another" };
    expect(await paste(await deployment.commands(), others)).toEqual([
      { message: "Forbidden" },
      { message: "Forbidden" },
    ]);
    for (const secret of Object.values(keys)) expect(deployment.written()).not.toContain(secret);
  });
});

describe("npm start -- --auth jwt", () => {
  const origin = "https://app.example.com";
  const listeningFile = join(directory, "listening");
  let deployment: LocalDeployment;
  let url: string;
  let issuerUrl: string;
  let token: string;

  beforeAll(async () => {
    const stacks = copyStackFiles(join(directory, "stacks"));
    configureDev(stacks, {
      jwtScopes: { generate: ["embeddings.write"], retrieve: ["embeddings.read", "embeddings.write"] },
      corsAllowOrigins: [origin],
      throttlingRateLimit: 2,
      throttlingBurstLimit: 12,
      modelThrottlingRateLimit: 1,
      modelThrottlingBurstLimit: 8,
      reservedConcurrency: { batch: 1 },
    });
    const env = {
      ...withoutKeys,
      LOCAL_DATA_DIR: join(directory, "jwt"),
      RECORD_LISTENING: listeningFile,
      NODE_OPTIONS: `--require ${join(__dirname, "../helpers/local/record-listening.cjs")}`,
    };
    deployment = new LocalDeployment({ args: ["--auth", "jwt"], directory: stacks, env });
    url = await deployment.url();
    issuerUrl = await deployment.printed(/the local issuer on (http:\/\/127\.0\.0\.1:\d+)/);
    token = await deployment.printed(/TOKEN=(\S+)/);
  });
  afterAll(async () => {
    expect(await deployment.stop()).toMatchObject({ code: 0, stderr: "", leftBehind: false });
  });

  const bearing = (request: Request, bearer: string): Request => ({
    ...request,
    headers: { ...request.headers, authorization: `Bearer ${bearer}` },
  });

  /** A token of the issuer's own endpoint. */
  async function grant(scope: string): Promise<string> {
    const body = new URLSearchParams({ grant_type: "client_credentials", scope });
    const response = await fetch(`${issuerUrl}/oauth2/token`, { method: "POST", body });
    return ((await response.json()) as { access_token: string }).access_token;
  }

  /** How often each status is answered to so many requests at once. */
  async function statuses(request: Request, count: number): Promise<Record<number, number>> {
    const answers = await Promise.all(Array.from({ length: count }, () => send(request)));
    return Object.fromEntries(
      [...Map.groupBy(answers, ([status]) => status)].map(([status, { length }]) => [status, length]),
    );
  }

  test("says that requests need a token, and shows one that has every scope", async () => {
    expect(deployment.written()).toMatch(/takes requests with a token of .* good for 12 hours and for every route/);
    expect(await paste(await deployment.commands())).toMatchObject([{ stored_in_s3: true }, { id: "doc1" }]);
  });

  test("listens on loopback only, also with the issuer", () => {
    const sockets = readFileSync(listeningFile, "utf8").trim().split("\n");
    const addresses = sockets.map((line) => JSON.parse(line) as AddressInfo);
    expect(addresses.map(({ port }) => String(port))).toContain(new URL(issuerUrl).port);
    expect(new Set(addresses.map(({ address }) => address))).toEqual(new Set(["127.0.0.1", "::1"]));
  });

  test("gives tokens with chosen scopes, as it says", async () => {
    const [, command = ""] = /A token with other scopes: (curl .*)/.exec(deployment.written()) ?? [];
    expect(command).toContain("scope=embeddings.read embeddings.write");
    const [answer] = await paste(command.replace("embeddings.read embeddings.write", "embeddings.read"));
    const reader = String(answer?.["access_token"]);
    expect(await send(bearing(get(`${url}/embeddings/doc1`), reader))).toMatchObject([200, { id: "doc1" }]);
    const write = post(`${url}/embeddings/generate`, { text: "Hello" });
    expect(await send(bearing(write, reader))).toEqual(forbidden);
    const needs = "(the token has the scopes embeddings.read, and needs embeddings.write)";
    await deployment.printed(new RegExp(`^[\\d:]{8} POST /embeddings/generate 403 ${needs}$`, "m"));
    expect(await send(bearing(write, await grant("embeddings.write")))).toMatchObject([200, { dimension: 1024 }]);
  });

  test("answers 401 without a good token, except on public routes", async () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const [header, claims] = token.split(".");
    const signature = createSign("RSA-SHA256").update(`${header}.${claims}`).sign(privateKey, "base64url");
    for (const { isPublic, request } of requests(url)) {
      for (const bad of ["none", `${header}.${claims}.${signature}`]) {
        const { status, challenge } = await answerTo(bearing(request, bad));
        expect([request.url, status === 401]).toEqual([request.url, !isPublic]);
        if (!isPublic) expect(challenge).toMatch(/^Bearer /);
      }
    }
    expect(await answerTo(get(`${url}/embeddings/doc1`))).toEqual({
      status: 401,
      text: '{"message":"Unauthorized"}',
      challenge: "Bearer",
    });
    await deployment.printed(/^[\d:]{8} GET \/embeddings\/doc1 401 (the request has no token)$/m);
    expect(await send(get(`${url}/health`))).toEqual([200, { status: "healthy" }]);
  });

  test("answers preflights and sets the headers for pages of the configured origin, and of no other", async () => {
    const ask = async (method: string, from: string, path: string) => {
      const headers = { origin: from, "access-control-request-method": "POST" };
      const response = await fetch(url + path, { method, headers });
      await response.text();
      return response;
    };
    const preflight = await ask("OPTIONS", origin, "/embeddings/generate");
    expect([preflight.status, Object.fromEntries(preflight.headers)]).toMatchObject([
      204,
      {
        "access-control-allow-origin": origin,
        "access-control-allow-methods": "DELETE,GET,HEAD,PATCH,POST",
        "access-control-allow-headers": expect.stringContaining("authorization"),
        "access-control-max-age": "3600",
      },
    ]);
    expect(Object.fromEntries((await ask("GET", origin, "/health")).headers)).toMatchObject({
      "access-control-allow-origin": origin,
      "access-control-expose-headers": expect.stringContaining("x-request-id"),
      vary: "Origin",
    });
    for (const method of ["OPTIONS", "GET"]) {
      const { headers } = await ask(method, "https://evil.example.com", "/health");
      expect([...headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
    }
  });

  test("throttles each route by itself, and counts only requests that are authorized", async () => {
    const list = get(`${url}/embeddings`);
    expect(await statuses(list, 30)).toEqual({ 401: 30 });
    const { 200: taken = 0, 429: refused = 0, ...others } = await statuses(bearing(list, token), 30);
    expect(others).toEqual({});
    // 12 at once, and 2 more for each second that it takes.
    expect(taken).toBeGreaterThanOrEqual(12);
    expect(refused).toBeGreaterThanOrEqual(1);
    await deployment.printed(
      /^[\d:]{8} GET \/embeddings 429 (throttled: the route takes 2 requests a second, and 12 at once)$/m,
    );
    expect(await send(bearing(get(`${url}/openapi.json`), token))).toMatchObject([200, {}]);

    const openai = post(`${url}/v1/embeddings`, { input: "Hello", model: "text-embedding-3-small" });
    const ofModel = await statuses(bearing(openai, token), 30);
    expect(ofModel[200]).toBeGreaterThanOrEqual(8);
    expect(ofModel[429]).toBeGreaterThanOrEqual(1);
  });

  test("answers 500 to the requests that are more than a function's reserved concurrency", async () => {
    const items = Array.from({ length: 50 }, (_, index) => ({ text: `text ${index}` }));
    const {
      200: served = 0,
      500: throttled = 0,
      ...others
    } = await statuses(bearing(post(`${url}/embeddings/batch`, { items }), token), 5);
    expect(others).toEqual({});
    expect([served >= 1, throttled >= 1]).toEqual([true, true]);
  });
});
