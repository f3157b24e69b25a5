import { request } from "node:http";
import type { DeploymentDocument } from "../../../console/deployment/deployment-document";
import type { RequestDetail } from "../../../console/requests/recorded-request";
import type { ConsoleSession } from "../../../console/session";
import { ConsoleSite } from "../../../local/console/console-site";
import { Gateway } from "../../../local/gateway/gateway";
import type { ServedRequest } from "../../../local/terminal/served-request";

const session: Omit<ConsoleSession, "documents"> = {
  project: "embeddings",
  stack: "dev",
  region: "us-east-1",
  model: { name: "words", description: "Words." },
  reranker: null,
  dimension: 1024,
  routes: ["POST /embeddings/search"],
  auth: "keys",
  authorization: { type: "bearer", token: "the-key" },
};
const documents = ["sample.json", "requests.json", "request.json", "deployment.json"];
const served: ServedRequest[] = [];
const gateway = new Gateway({ report: (one) => served.push(one) });
const site = new ConsoleSite({
  host: "localhost",
  session: async (isThisMachine) => ({ ...session, authorization: isThisMachine ? session.authorization : null }),
  sample: async () => ({ passages: [], questions: ["Why?"] }),
  requests: {
    next: async (query) => ({ recorder: String(query), requests: [] }),
    detail: async (query) => (query.has("id") ? ({ id: Number(query.get("id")) } as RequestDetail) : undefined),
  },
  deployment: async () => ({ region: "us-east-1" }) as DeploymentDocument,
});
let url: string;

beforeAll(async () => {
  gateway.serve(site);
  const anyone = { allowOrigins: ["*"], allowMethods: ["GET"], allowHeaders: [], exposeHeaders: [], maxAge: 1 };
  gateway.enableCors(anyone);
  url = await gateway.listen(0);
});
beforeEach(() => served.splice(0));
afterAll(() => gateway.close());

/** Asks as no `fetch` can, with a host of any name. */
function ask(path: string, headers: Record<string, string> = {}, method = "GET") {
  return new Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]>; text: string }>(
    (resolve, reject) => {
      const asked = request(url + path, { method, headers }, async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk);
        resolve({ status: response.statusCode, headers: response.headers, text: Buffer.concat(chunks).toString() });
      });
      asked.on("error", reject).end();
    },
  );
}

test("serves the page, which has no script and no style of its own and is in no frame", async () => {
  const { status, headers, text } = await ask("/?a=b");
  expect([status, headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
  expect(text).not.toMatch(/<style|<script(?! type="module" src=)| style=| on\w+=/);
  const policy = String(headers["content-security-policy"]);
  expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';/);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|http|\*/);
  expect(served).toEqual([]);
});

test("serves every file that the page names, and none beside", async () => {
  const { text } = await ask("/");
  const named = [...text.matchAll(/(?:src|href)="(\/console\/[^"]+)"/g)].map(([, path]) => path ?? "");
  expect(named).toHaveLength(3);
  const answers = await Promise.all(named.map((path) => ask(path)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect((await ask("/console/errors.md")).text).toContain("# Errors");
  expect((await ask("/console/../package.json")).status).toBe(404);
  expect((await ask("/console/%2e%2e/package.json")).status).toBe(404);
  // What every object of JavaScript has.
  expect((await ask("/console/constructor")).status).toBe(404);
  expect((await ask("/console/__proto__")).status).toBe(404);
});

test.each([
  ["a script", {}],
  ["the page itself", { "sec-fetch-site": "same-origin" }],
  ["an address that was typed", { "sec-fetch-site": "none" }],
])("tells the session to %s", async (_who, headers) => {
  const { status, headers: answered, text } = await ask("/console/session.json", headers);
  expect([status, JSON.parse(text)]).toEqual([200, { ...session, documents }]);
  expect(answered).toMatchObject({ "cache-control": "no-store", "cross-origin-resource-policy": "same-origin" });
});

test.each([
  ["a page whose name resolves to this machine", { host: "evil.example" }],
  ["a page of another site", { "sec-fetch-site": "cross-site" }],
  ["a page of another port", { "sec-fetch-site": "same-site" }],
  ["another origin", { origin: "http://evil.example" }],
  ["a page without an origin", { origin: "null" }],
])("tells nothing of its own to %s", async (_who, headers) => {
  const paths = ["session.json", ...documents].map((name) => `/console/${name}?id=1`);
  for (const path of paths) {
    const { status, text } = await ask(path, headers);
    expect([status, text]).toEqual([403, '{"message":"Forbidden"}']);
  }
  expect(served.map(({ status, reason }) => [status, typeof reason])).toEqual(paths.map(() => [403, "string"]));
});

test("has no CORS headers, whatever the API has", async () => {
  const { headers } = await ask("/console/session.json");
  expect(Object.keys(headers).filter((name) => name.startsWith("access-control-"))).toEqual([]);
  expect((await ask("/", { origin: "http://a.test", "access-control-request-method": "GET" }, "OPTIONS")).status).toBe(
    405,
  );
  expect((await ask("/console/session.json", {}, "POST")).status).toBe(405);
});

test("gives no credentials to another machine, and nothing of what others asked", async () => {
  const asked = { method: "GET", protocol: "HTTP/1.1", body: undefined };
  const askFrom = (sourceIp: string, url: string) =>
    site.answer({ ...asked, url, headers: { host: "localhost" }, sourceIp });
  const { body } = await askFrom("10.1.2.3", "/console/session.json");
  expect(JSON.parse(body.toString())).toEqual({ ...session, authorization: null, documents: ["sample.json"] });
  for (const url of ["/console/requests.json", "/console/request.json?id=1", "/console/deployment.json"]) {
    await expect(askFrom("10.1.2.3", url)).rejects.toMatchObject({ status: 403 });
    await askFrom("127.0.0.1", `${url}?id=1`);
  }
});

test("passes on which requests are asked for", async () => {
  expect(JSON.parse((await ask("/console/requests.json?recorder=a&after=2")).text)).toEqual({
    recorder: "recorder=a&after=2",
    requests: [],
  });
  expect(JSON.parse((await ask("/console/request.json?id=7")).text)).toEqual({ id: 7 });
  expect((await ask("/console/request.json")).status).toBe(404);
});

test("leaves every other path to the API", async () => {
  const answers = await Promise.all(["/consoles", "/embeddings", "/docs"].map((path) => ask(path)));
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  expect(["/consoles", "/console", "/docs"].map((path) => site.has(path))).toEqual([false, false, false]);
});
