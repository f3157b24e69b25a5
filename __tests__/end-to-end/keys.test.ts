import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { apiKeyExpression, apiKeyHash, newApiKey } from "../../common/api-key";
import { operationsOf } from "../../openapi/operations";
import { routes } from "../../service/routes";
import { answerTo, get, post, send } from "../helpers/api/requests";
import type { Request } from "../helpers/api/signed-request";
import { LocalDeployment } from "../helpers/local/local-deployment";
import { configureDev, copyStackFiles } from "../helpers/stacks/stack-file";
import { temporaryDirectory } from "../helpers/temporary-directory";
import { CommandProcess } from "../helpers/tools/command-process";

const directory = temporaryDirectory();
const origin = "https://app.example.com";
const searcher = newApiKey();
const former = newApiKey();
const writer = newApiKey();
const unauthorized = [401, { message: "Unauthorized" }];
const forbidden = [403, { message: "Forbidden" }];

let deployment: LocalDeployment;
let url: string;
let key: string;

beforeAll(async () => {
  const stacks = copyStackFiles(join(directory, "stacks"));
  configureDev(stacks, {
    apiKeys: {
      searcher: { sha256: [apiKeyHash(searcher)], routes: ["search", "list"] },
      writer: { sha256: [apiKeyHash(writer)], routes: ["list", "batch"] },
      former: { sha256: [apiKeyHash(former)], expires: "2020-01-31" },
    },
    corsAllowOrigins: [origin],
    publicDocs: true,
  });
  const env = { LOCAL_DATA_DIR: join(directory, "data") };
  deployment = new LocalDeployment({ args: ["--auth", "keys", "--json"], directory: stacks, env });
  const record = JSON.parse(await deployment.printed(/^(\{.*"serving".*\})$/m));
  expect(record).toMatchObject({ auth: "keys", key: expect.stringMatching(new RegExp(`^${apiKeyExpression}$`)) });
  ({ url, key } = record);
});

const bearing = (request: Request, bearer: string): Request => ({
  ...request,
  headers: { ...request.headers, authorization: `Bearer ${bearer}` },
});

/** A request to each route, which it answers in one way or another. */
const requests = () =>
  operationsOf(routes).map(({ method, path, route: { isPublic = false }, operation }) => {
    const body = operation.request ? { body: "{}", headers: { "content-type": "application/json" } } : { headers: {} };
    return { isPublic, request: { url: url + path.replace(/\{[^}]+\}/g, "nope"), method, ...body } };
  });

describe("npm start -- --auth keys", () => {
  afterAll(async () => {
    expect(await deployment.stop()).toMatchObject({ code: 0, leftBehind: false });
  });

  test("serves each route to whoever has the key that it prints, and to others only those that are public", async () => {
    for (const { isPublic, request } of requests()) {
      expect([401, 403]).not.toContain((await answerTo(bearing(request, key))).status);
      for (const [other, status] of [
        [request, 401],
        [bearing(request, newApiKey()), 403],
        [bearing(request, former), 403],
        [bearing(request, apiKeyHash(key)), 403],
        [{ ...request, headers: { ...request.headers, authorization: key } }, 403],
      ] as const) {
        const answer = await answerTo(other);
        expect([request.url, answer.status === status]).toEqual([request.url, !isPublic]);
      }
    }
  });

  test("lets a key call its routes alone, whichever it has called before", async () => {
    const list = bearing(get(`${url}/embeddings`), searcher);
    const generate = bearing(post(`${url}/embeddings/generate`, { text: "Hello" }), searcher);
    expect(await send(list)).toMatchObject([200, {}]);
    expect(await send(generate)).toEqual(forbidden);
    expect(await send(bearing(get(`${url}/embeddings/doc1`), searcher))).toEqual(forbidden);
    expect(await send(list)).toMatchObject([200, {}]);
    expect(await send(get(`${url}/embeddings`))).toEqual(unauthorized);
  });

  test("tells pages of the configured origin what they may send, without a key", async () => {
    const headers = {
      origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization",
    };
    const response = await fetch(`${url}/v1/embeddings`, { method: "OPTIONS", headers });
    expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([204, origin]);
  });

  test("takes the key as OpenAI's client and the commands send it, and logs whose it was", async () => {
    const { default: OpenAI } = await import("openai");
    const openai = new OpenAI({ apiKey: key, baseURL: `${url}/v1` });
    const { data } = await openai.embeddings.create({ model: "text-embedding-3-small", input: "Hello world" });
    expect(data[0]?.embedding).toHaveLength(1024);
    const env = { EMBEDDINGS_API_URL: url, EMBEDDINGS_API_KEY: searcher };
    expect(await new CommandProcess("tools/stored/list.ts", ["--auth", "keys"], env).ended()).toMatchObject({
      code: 0,
    });
    expect(await new CommandProcess("tools/stored/get.ts", ["x", "--auth", "keys"], env).ended()).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/403: Forbidden: call it with the --auth that it serves, iam, jwt or keys/),
    });

    const lines = deployment
      .written()
      .split("\n")
      .filter((line) => line.includes('"message":"request"'));
    const callers = lines.map((line) => JSON.parse(line) as { route: string; caller?: string });
    expect(callers.find(({ route }) => route === "POST /v1/embeddings")?.caller).toBe("npm-start");
    expect(callers.some(({ route, caller }) => route === "GET /embeddings" && caller === "searcher")).toBe(true);
    expect(callers.filter(({ route, caller }) => route === "GET /health" && caller !== undefined)).toEqual([]);
  });

  test("lets a command do all that the routes are for which the page says it needs", async () => {
    writeFileSync(join(directory, "a.md"), "Hello world");
    const env = { EMBEDDINGS_API_URL: url, EMBEDDINGS_API_KEY: writer };
    const ingest = [join(directory, "a.md"), "--prefix", "keys:", "--auth", "keys"];
    expect(await new CommandProcess("tools/ingest/ingest.ts", ingest, env).ended()).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Stored +1 passage$/m),
    });
    expect(await new CommandProcess("tools/search/search.ts", ["Hello", "--auth", "keys"], env).ended()).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/403: Forbidden: .*, and, for this route too, credentials that it knows/),
    });
  });

  test("says why it refused a key, and prints none but its own, once", () => {
    const written = deployment.written();
    for (const reason of ["unknown", "expired", "not_for_route"])
      expect(written).toContain(`the authorizer refused it: ${reason}`);
    expect(written.match(new RegExp(apiKeyExpression, "g"))).toEqual([key]);
  });
});
